"""What an LMS is told of this tool when it installs it for LTI 1.3, in whatever form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvantageTool:
    """Slipway as an LTI 1.3 tool. URLs are absolute; `launch_url` is the redirect URI, `target_url` what links name."""

    title: str
    description: str
    login_url: str
    launch_url: str
    jwks_url: str
    target_url: str
    select_url: str
    course_url: str
    icon_url: str
    domain: str
    tool_id: str
