"""What sessions, rows and signed addresses hold is read by its form's number, each value by its type."""

import pytest

from slipway.web.payloads import FORM, Payload, UnreadablePayloadError


@pytest.mark.parametrize("kept", [None, [], "text", {FORM: 3}, {FORM: -1}, {FORM: "1"}, {FORM: None}])
def test_what_is_no_payload_of_a_known_form_is_refused(kept: object) -> None:
    with pytest.raises(UnreadablePayloadError):
        Payload(kept, newest=2)


@pytest.mark.parametrize(("kept", "form"), [({}, 0), ({FORM: 1}, 1), ({FORM: 2}, 2)])
def test_older_forms_are_told_apart(kept: object, form: int) -> None:
    assert Payload(kept, newest=2).form == form


def test_values_are_read_by_their_type() -> None:
    payload = Payload({"name": "x", "nothing": None, "many": ["a", "b"], "mixed": ["a", 1]}, newest=1)
    assert (payload.get("name", str), payload.optional("name", str), payload.texts("many")) == ("x", "x", ("a", "b"))
    assert payload.get("nothing", str, "else") == "else"
    assert (payload.optional("nothing", str), payload.texts("none")) == (None, ())
    for wrong in ("nothing", "missing", "many"):
        with pytest.raises(UnreadablePayloadError):
            payload.get(wrong, str)
    for no_texts in ("mixed", "name"):
        with pytest.raises(UnreadablePayloadError):
            payload.texts(no_texts)
