"""Faults on demand: what a real LMS, its clock or its administrator gets wrong, for drills and tests."""

import time
from dataclasses import asdict

from practice_lms.dialects.dialect import Dialect
from practice_lms.models import App, Faults
from practice_lms.v1p1.signing import SignedForm, Signer

SWITCHES = (
    *("wrong_secret", "clock_minutes", "replay", "anonymous", "return_url"),
    *("token_seconds", "wrong_audience", "wrong_nonce", "unpublished_key", "hint_used", "key_set", "storage"),
    *("older", "odd_writing", "marked_json"),
)

IN_CAPITALS = {"accept_media_types", "accept_presentation_document_targets", "accept_multiple"}


def faults() -> Faults:
    """The faults as they are set now."""
    return Faults.objects.get_or_create(pk=1)[0]


def set_faults(chosen: dict[str, object]) -> Faults:
    """Set the faults named in `chosen`; the others stay. A kept form is forgotten."""
    now = faults()
    for name in SWITCHES:
        setattr(now, name, chosen.get(name, getattr(now, name)))
    now.kept_form = None
    now.save()
    return now


def as_values(now: Faults) -> dict[str, object]:
    """The switches by name."""
    return {name: getattr(now, name) for name in SWITCHES}


def privacy_of(app: App) -> str:
    """The app's privacy level, as the faults leave it."""
    return "anonymous" if faults().anonymous else str(app.privacy_level)


def sign_for(app: App, url: str, fields: dict[str, str], dialect: Dialect) -> SignedForm:
    """Sign a launch with the app's key in the LMS's way, as wrongly as the faults say."""
    now = faults()
    secret = f"{app.shared_secret}-wrong" if now.wrong_secret else app.shared_secret
    signer = Signer(app.consumer_key, secret, int(time.time()) + 60 * now.clock_minutes, dialect.nonce())
    if now.odd_writing:
        fields = {name: text.upper() if name in IN_CAPITALS else text for name, text in fields.items()}
    compliant = not dialect.query_copied or app.settings.get("oauth_compliant") == "true"
    form = signer.sign(url, fields, oauth_compliant=compliant)
    return kept(form)


def kept(form: SignedForm) -> SignedForm:
    """The form that is sent: while the fault *replay* is on, always the first one after it was switched on."""
    now = faults()
    if now.replay and now.kept_form:
        return SignedForm(**now.kept_form)
    if now.replay:
        now.kept_form = asdict(form)
        now.save(update_fields=["kept_form"])
    return form
