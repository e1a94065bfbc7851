"""The library's parts, told what this LMS knows."""

from typing import Any

from django.http import HttpResponse
from django.utils.html import format_html
from lti1p3platform.framework.django.oidc_login import DjangoAPIOIDCLogin
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.registration import Registration

from tests.peers.ltiplatform.course import COURSE_OFFERING, LMS, MEMBERSHIP, PEOPLE
from tests.peers.ltiplatform.settings import URL

COURSE_PATH = "/courses/7"
FORM = """<form method="post" action="{}">
<input type="hidden" name="id_token" value="{}"><input type="hidden" name="state" value="{}">
</form><script>document.forms[0].submit()</script>"""


class Platform(LTI1P3PlatformConfAbstract):  # type: ignore[misc]  # not there for mypy
    """The platform to one tool."""

    def init_platform_config(self, *, client_id: str) -> None:
        self.tool = LMS.tools[client_id]
        self.get_registration()

    def get_registration_by_params(self, **_: object) -> Registration:
        """What both sides know of each other."""
        registration = Registration()
        registration.set_iss(URL).set_client_id(self.tool.client_id)
        registration.set_deployment_id(self.tool.deployment_id).set_oidc_login_url(self.tool.login_url)
        registration.set_launch_url(self.tool.launch_url).set_deeplink_launch_url(self.tool.select_url)
        registration.set_tool_key_set_url(self.tool.jwks_url)
        registration.set_platform_public_key(LMS.keys.public).set_platform_private_key(LMS.keys.private)
        return registration


class Login(DjangoAPIOIDCLogin):  # type: ignore[misc]  # not there for mypy
    """A login initiation."""

    def set_lti_message_hint(self, *, hint: str) -> None:
        self._lti_message_hint = hint


class Launch(LTIAdvantageMessageLaunchAbstract):  # type: ignore[misc]  # not there for mypy
    """The answer to an authentication request."""

    def prepare_launch(self, asked: dict[str, Any]) -> None:
        """Say who comes from where to what."""
        click = LMS.clicks[asked["lti_message_hint"]]
        name, role = PEOPLE[click.login]
        email = f"{click.login}@lms.example"
        self.set_user_data(click.login, [MEMBERSHIP + role], full_name=name, email_address=email)
        self.set_launch_context_claim("course-7", [COURSE_OFFERING], "Loops", "L7")
        home = URL + COURSE_PATH
        if not click.link:
            # One address for all tools: whose answer it is, the query says.
            data = LMS.tools[click.client_id].data
            self.set_dl(f"{home}/content?client_id={click.client_id}", title="Choose", extra_data=data)
            return
        link = LMS.links[click.link]
        self.set_resource_link_claim(click.link, title=link.item.get("title", click.link))
        self.set_launch_presentation_claim("iframe", home)
        self.set_custom_parameters_claim(link.item.get("custom", {}))
        self.set_launch_url(link.url)

    def render_launch_form(self, launch_data: dict[str, Any], **_: object) -> HttpResponse:
        """The form that a browser posts to the redirect URI."""
        return HttpResponse(format_html(FORM, *(launch_data[name] for name in ("launch_url", "id_token", "state"))))
