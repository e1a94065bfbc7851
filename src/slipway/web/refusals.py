"""Every refusal explains itself: what happened, who can mend it, and an id that the launch log shows too."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import telling_error
from slipway.web.headers import frame_policy
from slipway.web.languages import LazyText


@dataclass(frozen=True)
class Explanation:
    """What a refusal says to the person who meets it."""

    title: LazyText
    text: LazyText
    who: LazyText  # who can mend it, and how


STUDENT_HELP = _("Tell your teacher, and give them the number below.")
ADMIN_HELP = _("The administrator of your LMS and the owner of the Slipway organization can mend this together.")
CLICK_AGAIN = _("Go back to your course and click the link again.")

EXPLANATIONS: dict[Refusal, Explanation] = {
    Refusal.METHOD_NOT_ALLOWED: Explanation(
        _("This address is for your LMS"),
        _("It answers only launches that a learning management system sends. Nothing is wrong with your account."),
        _("Open the link in your course instead."),
    ),
    Refusal.UNSUPPORTED_MEDIA_TYPE: Explanation(
        _("This is not a launch"),
        _("Your LMS sent its launch in a form that LTI does not know."),
        ADMIN_HELP,
    ),
    Refusal.TOO_LARGE: Explanation(
        _("This launch is too large"), _("Your LMS sent more than 256 KiB. Slipway did not read it."), ADMIN_HELP
    ),
    Refusal.MALFORMED: Explanation(
        _("This launch is not complete"),
        _("Something that every LTI launch carries is missing from it, is of the wrong type, or stands in it twice."),
        ADMIN_HELP,
    ),
    Refusal.NOT_VERIFIED: Explanation(
        _("Slipway could not verify this launch"),
        _("The consumer key is not known here, or the shared secret is not the right one."),
        _(
            "Tell the administrator of your LMS: key and secret must be pasted again. An owner of the organization "
            "copies both from its LTI Integration page in Slipway."
        ),
    ),
    Refusal.STALE: Explanation(
        _("This launch has expired"),
        _(
            "A launch is good for ten minutes at most, and in some LMSs for one. Yours is older, or the clock of the "
            "LMS is wrong."
        ),
        CLICK_AGAIN,
    ),
    Refusal.REPLAYED: Explanation(
        _("This launch was used already"),
        _("Every launch works once. Reloading the page or going back sends the same one again."),
        CLICK_AGAIN,
    ),
    Refusal.UNSUPPORTED_MESSAGE: Explanation(
        _("Slipway does not know this kind of launch"),
        _("Your LMS sent a message type or LTI version that this address does not take."),
        ADMIN_HELP,
    ),
    Refusal.CREDENTIAL_DISABLED: Explanation(
        _("This connection is switched off"),
        _("The owner of the Slipway organization has disabled the consumer key or registration that your LMS uses."),
        _("An owner of the organization can enable it again."),
    ),
    Refusal.ANONYMOUS: Explanation(
        _("Slipway needs to know that it is you"),
        _("Your LMS did not say who you are, so your work could not be kept."),
        _("Sign in to your LMS and open the link again. If you are signed in, tell its administrator."),
    ),
    Refusal.NO_ROLE: Explanation(
        _("You have no role in this course"),
        _("Your LMS says that you are neither a student nor a teacher of the course that this link is in."),
        _("Ask the teacher of the course to add you to it."),
    ),
    Refusal.PICKER_NOT_ALLOWED: Explanation(
        _("Only teachers can choose units"),
        _("Choosing the units of a page is for the teachers of the course."),
        _("If you teach this course, ask the administrator of your LMS for a teacher's role in it."),
    ),
    Refusal.RETURN_URL: Explanation(
        _("Your LMS gave no good address to return to"),
        _("The choice of units goes back to the LMS, and the address it sent for that can't be used."),
        ADMIN_HELP,
    ),
    Refusal.NOTHING_TO_PICK: Explanation(
        _("This place takes no units"),
        _("Your LMS said that it accepts no LTI links here, and a unit is an LTI link."),
        _("Use the editor, an assignment or a module of your course instead."),
    ),
    Refusal.NO_UNIT_YET: Explanation(
        _("No unit has been chosen for this link"),
        _("Your teacher placed the link, but has not said yet which unit it opens."),
        STUDENT_HELP,
    ),
    Refusal.UNIT_UNKNOWN: Explanation(
        _("There is no such unit"),
        _("The link names a unit that does not exist. It may have been cut short when it was copied."),
        _("A teacher can choose the unit again in the course."),
    ),
    Refusal.FOREIGN_ORGANIZATION: Explanation(
        _("This unit belongs to another organization"),
        _("The link was copied from somewhere that your LMS is not connected to."),
        _("A teacher can choose a unit of your own organization in the course."),
    ),
    Refusal.UNIT_UNPUBLISHED: Explanation(
        _("This unit is not available yet"),
        _("Its teacher has not published it."),
        _("Come back later. If you should be at work on it now, tell your teacher, and give them the number below."),
    ),
    Refusal.UNIT_WITHDRAWN: Explanation(
        _("This unit was withdrawn"), _("Its teacher has taken it out of the class."), STUDENT_HELP
    ),
    Refusal.LTI_OFF: Explanation(
        _("This class is not open to an LMS"),
        _("Its switch “Enable LTI” is off. Work that was done in it is kept."),
        _("A teacher of the class can switch it on: class → Admin → Edit details. If you are a student, tell them."),
    ),
    Refusal.NOT_CONNECTED: Explanation(
        _("This course is not connected to the class"),
        _("The course you come from is connected to no class, or not to the class of this unit."),
        _(
            "A teacher of the class can connect it: class → Admin → Edit details → Class LMS URL. "
            "If you are a student, tell your teacher."
        ),
    ),
    Refusal.COURSE_MISSING: Explanation(
        _("Your LMS did not say which course you come from"),
        _("Slipway opens units for courses only."),
        ADMIN_HELP,
    ),
    Refusal.SESSION_OVER: Explanation(
        _("This page's time is over"),
        _("It was closed for two hours, or its class or key was switched off meanwhile. Your work is kept."),
        _("Open it again from your LMS."),
    ),
    Refusal.SIGN_IN_CODE: Explanation(
        _("This link is used up"),
        _("It works once, within a minute."),
        _("Go back to the page in your LMS and press the button again."),
    ),
    Refusal.ACCESS_ENDED: Explanation(
        _("You were removed from this class"),
        _("A teacher has ended your access. Your work is kept."),
        STUDENT_HELP,
    ),
    Refusal.ACCOUNT_OFF: Explanation(
        _("Your Slipway account is switched off"),
        _("The operator of this Slipway has switched off the account that belongs to you here. Your work is kept."),
        _("Only the operator can switch it on again. Ask them, or somebody of your school who knows them."),
    ),
    Refusal.UNKNOWN_PLATFORM: Explanation(
        _("Slipway does not know this LMS"),
        _("Your LMS gave an issuer and a client id that no organization here has registered."),
        _(
            "An owner of the organization compares both with the registration on its LTI Integration page. The "
            "letter counts: a slash at the end makes another issuer."
        ),
    ),
    Refusal.WRONG_TARGET: Explanation(
        _("This link does not lead to Slipway"),
        _("Your LMS asked Slipway to open an address that is not one of its own."),
        _("A teacher can choose the unit again in the course; an administrator of the LMS checks the app's address."),
    ),
    Refusal.STATE: Explanation(
        _("This launch took too long, or began elsewhere"),
        _("Between your click and its arrival here lie ten minutes at most. Yours took longer, or was not begun here."),
        CLICK_AGAIN,
    ),
    Refusal.NOT_BOUND: Explanation(
        _("Your browser did not keep this launch together"),
        _(
            "Slipway could not tell that this browser is the one that clicked the link: it keeps no cookies in this "
            "frame or window, and your LMS kept nothing for Slipway either."
        ),
        _(
            "Go back to your course and click the link again; if it can be opened in a new window, choose that. "
            "Or allow cookies for Slipway in your browser's settings."
        ),
    ),
    Refusal.LMS_SAID_NO: Explanation(
        _("Your LMS did not let you through"),
        _(
            "It was asked who you are, and answered with an error: mostly because the page was reloaded, stood open "
            "for long, or you are signed out of your LMS."
        ),
        _("Reload the course in your LMS, sign in if it asks you to, and click the link again."),
    ),
    Refusal.TOKEN: Explanation(
        _("Slipway could not verify this launch"),
        _("What your LMS signed does not fit what Slipway knows of it."),
        _(
            "Click the link again. If that does not help, tell the administrator of your LMS: the launch log of the "
            "organization in Slipway names what does not fit."
        ),
    ),
    Refusal.KEYS_UNAVAILABLE: Explanation(
        _("Slipway could not reach your LMS"),
        _("To verify this launch it needs the LMS's public keys, and their address did not answer."),
        _("Try again in a minute. If it lasts, tell the administrator of your LMS."),
    ),
    Refusal.DEPLOYMENT: Explanation(
        _("This connection waits to be accepted"),
        _("Your LMS has installed Slipway in a new place, and no owner of the organization has accepted it yet."),
        _("An owner of the organization accepts it on its LTI Integration page in Slipway."),
    ),
    Refusal.DEPLOYMENT_REFUSED: Explanation(
        _("This connection was refused"),
        _("An owner of the organization takes no launches from the place where your LMS has installed Slipway here."),
        _("Only an owner of the organization can accept it after all, on its LTI Integration page in Slipway."),
    ),
    Refusal.REGISTRATION_PENDING: Explanation(
        _("This LMS waits to be accepted"),
        _("Your LMS is registered with Slipway, and no owner of the organization has accepted that yet."),
        _("An owner of the organization looks at it and accepts it on its LTI Integration page in Slipway."),
    ),
    Refusal.UNIT_MISMATCH: Explanation(
        _("This link names two units"),
        _("Its address and its custom parameter disagree: it was changed after it was placed."),
        _("A teacher can choose the unit again in the course."),
    ),
    Refusal.REGISTRATION: Explanation(
        _("Slipway could not be registered"),
        _("What the LMS says of itself, or what it answered, does not fit."),
        _("An owner of the organization makes a new link on its LTI Integration page, or registers by hand there."),
    ),
}

OWN_LOGIN_URL = Explanation(
    EXPLANATIONS[Refusal.UNKNOWN_PLATFORM].title,
    _("Several organizations have registered an LMS with this issuer, and yours did not say which one it is."),
    _(
        "The administrator of your LMS enters the login URL of the registration itself, or an owner of the "
        "organization adds the deployment ID: both stand on its page in LTI Integration."
    ),
)

TEACHERS_ASKED = Explanation(
    EXPLANATIONS[Refusal.NOT_CONNECTED].title,
    _("A request to connect your course is with the teachers of the class now."),
    _(
        "Open the link again when one of them has approved: class → Admin. If you teach the class yourself, "
        "sign in to Slipway and approve it there."
    ),
)


def refusal_page(
    request: HttpRequest,
    refused: Refused,
    record_id: UUID | None = None,
    *,
    explanation: Explanation | None = None,
    way_back: str | None = None,
) -> HttpResponse:
    """The page of a refusal, with its status and `X-Refusal-Code`. Nothing of the request is echoed.

    `explanation` stands for the refusal's usual one; `way_back` is a page of the LMS, by its signed word, which is
    told the title. The page holds no right and does nothing by itself, so any site may frame it.
    """
    refusal = refused.refusal
    explanation = explanation or EXPLANATIONS[refusal]
    back = telling_error(way_back, str(explanation.title)) if way_back else ""
    context = {"refusal": refusal, "explanation": explanation, "record_id": record_id, "way_back": back}
    response = render(request, "web/refusal.html", context, status=refusal.status)
    response["X-Refusal-Code"] = refusal.value
    frame_policy(response, ancestors="*")
    return response
