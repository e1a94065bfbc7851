"""The little that an XBlock needs around it: its fields, who is looking at it, and the addresses of its handlers."""

from typing import Any

from xblock.field_data import DictFieldData
from xblock.fields import ScopeIds
from xblock.reference.user_service import UserService, XBlockUser
from xblock.runtime import MemoryIdManager, Runtime

from tests.peers.openedx.courses import COURSES, PEOPLE
from tests.peers.openedx.settings import LMS_ROOT_URL


def load_block(usage: Any, *, login: str) -> Any:
    """The block of a usage key as somebody sees it; '' for one who is not signed in."""
    course = str(usage.course_key)
    fields = COURSES[course].blocks[usage.block_id]
    services = {
        "user": SignedIn(login=login, course=course),
        "field-data": DictFieldData(dict(fields)),
    }
    ids = MemoryIdManager()
    runtime = PlatformRuntime(ids, ids, services=services)
    return runtime.construct_xblock(usage.block_type, ScopeIds(login, usage.block_type, usage, usage))


class SignedIn(UserService):  # type: ignore[misc]  # XBlock has no types
    """Says who is signed in."""

    def __init__(self, *, login: str, course: str) -> None:
        super().__init__()
        self.person, self.course = PEOPLE.get(login), course

    def get_current_user(self) -> Any:
        """The person as Open edX's own service describes them."""
        if self.person is None:
            return XBlockUser(is_current_user=True)
        user = XBlockUser(is_current_user=True, emails=[self.person.email], full_name=self.person.name)
        told = {
            "is_authenticated": True,
            "user_id": self.person.number,
            "username": self.person.login,
            "user_role": self.person.role,
            "anonymous_user_id": self.person.anonymous_id(self.course),
            "user_preferences": {"pref-lang": self.person.language},
        }
        user.opt_attrs = {f"edx-platform.{name}": value for name, value in told.items()}
        return user

    def get_external_user_id(self, kind: str) -> str | None:
        """Who this is to tools of LTI 1.3: the same in all courses."""
        return self.person.external_id if self.person else None


class PlatformRuntime(Runtime):  # type: ignore[misc]  # XBlock has no types
    """An LMS to its blocks."""

    def handler_url(
        self, block: Any, handler_name: str, suffix: str = "", query: str = "", thirdparty: bool = False
    ) -> str:
        """The address of a block's handler."""
        return f"{LMS_ROOT_URL}/xblock/{block.scope_ids.usage_id}/handler/{handler_name}"

    def resource_url(self, resource: str) -> str:
        """Of a file of the platform; there are none."""
        raise LookupError(resource)

    def local_resource_url(self, block: Any, uri: str) -> str:
        """Of a file of the block; a launch needs none."""
        raise LookupError(uri)

    def publish(self, block: Any, event_type: str, event_data: Any) -> None:
        """Take note of an event; a launch makes none."""
        raise LookupError(event_type)
