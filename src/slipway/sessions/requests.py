"""What a launch session keeps of the request that its pages answer (`LaunchSession.picker`), over an upgrade too."""

from dataclasses import dataclass
from typing import Literal, cast
from uuid import UUID

from slipway.lti.message import SelectionRequest
from slipway.web.payloads import FORM, Payload, UnreadablePayloadError

_PICKER_FORM = _LINK_FORM = 1
_ANSWERS = {"content-item", "legacy", "deep-linking"}


@dataclass(frozen=True, kw_only=True)
class PickerRequest:
    """What the LMS takes from a picker, and what the answer has to name.

    `family` is the LMS's, as the launch told it; '' where it told none. `other_course` is the id of the course's second
    row, where the LMS names it otherwise in LTI 1.1.
    """

    selection: SelectionRequest
    family: str = ""
    deployment_id: str = ""  # LTI 1.3
    other_course: UUID | None = None

    def to_json(self) -> dict[str, object]:
        """As the session keeps it."""
        asked = self.selection
        return {
            FORM: _PICKER_FORM,
            "return_url": asked.return_url,
            "data": asked.data,
            "media_types": asked.media_types,
            "targets": asked.targets,
            "multiple": asked.multiple,
            "unsigned": asked.unsigned,
            "auto_create": asked.auto_create,
            "accept_lineitem": asked.accept_lineitem,
            "placement": asked.placement,
            "answer": asked.answer,
            "family": self.family,
            "deployment_id": self.deployment_id,
            "other_course": str(self.other_course) if self.other_course else None,
        }

    @classmethod
    def from_json(cls, kept: object) -> "PickerRequest":
        """What `to_json` gave; form 0 has the same names. Raises UnreadablePayloadError."""
        payload = Payload(kept, newest=_PICKER_FORM)
        answer = payload.get("answer", str, "content-item")
        if answer not in _ANSWERS:
            raise UnreadablePayloadError("answer")
        other_course = payload.get("other_course", str, "")
        try:
            other_row = UUID(other_course) if other_course else None
        except ValueError as fault:
            raise UnreadablePayloadError("other_course") from fault
        return cls(
            selection=SelectionRequest(
                return_url=payload.get("return_url", str),
                data=payload.optional("data", str),
                media_types=payload.texts("media_types"),
                targets=payload.texts("targets"),
                multiple=payload.get("multiple", bool, default=False),
                unsigned=payload.get("unsigned", bool, default=False),
                auto_create=payload.get("auto_create", bool, default=False),
                accept_lineitem=payload.optional("accept_lineitem", bool),
                placement=payload.get("placement", str, ""),
                answer=cast("Literal['content-item', 'legacy', 'deep-linking']", answer),
            ),
            family=payload.get("family", str, ""),
            deployment_id=payload.get("deployment_id", str, ""),
            other_course=other_row,
        )


@dataclass(frozen=True, kw_only=True)
class LinkRequest:
    """A placed link that opens no unit yet, for the page on which a teacher chooses one.

    `binds`: whether it can be bound. The units are those of the session's class; `other_classes` are the titles of the
    others that the course is connected to.
    """

    resource_link_id: str
    title: str
    binds: bool
    other_classes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """As the session keeps it."""
        return {
            FORM: _LINK_FORM,
            "resource_link_id": self.resource_link_id,
            "title": self.title,
            "binds": self.binds,
            "other_classes": self.other_classes,
        }

    @classmethod
    def from_json(cls, kept: object) -> "LinkRequest":
        """What `to_json` gave; form 0 has the same names. Raises UnreadablePayloadError."""
        payload = Payload(kept, newest=_LINK_FORM)
        return cls(
            resource_link_id=payload.get("resource_link_id", str),
            title=payload.get("title", str),
            binds=payload.get("binds", bool),
            other_classes=payload.texts("other_classes"),
        )
