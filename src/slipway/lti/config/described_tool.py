"""What an LMS is told of this tool when it installs it, in whatever form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedTool:
    """What both versions of LTI tell. URLs are absolute."""

    title: str
    description: str
    launch_url: str
    select_url: str
    course_url: str
    icon_url: str
    domain: str
    tool_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvantageTool(DescribedTool):
    """Slipway as an LTI 1.3 tool: `launch_url` is the redirect URI, `target_url` what links name."""

    login_url: str
    jwks_url: str
    target_url: str
