"""The language that an LMS shows its own pages in."""

from collections.abc import Mapping

_PRESENTATION = "https://purl.imsglobal.org/spec/lti/claim/launch_presentation"  # LTI 1.3 core §5.4.4


def locale_in(claims: Mapping[str, object]) -> str:
    """`launch_presentation_locale` of a launch of either version, as the LMS wrote it; '' where it did not."""
    presentation = claims.get(_PRESENTATION)
    nested = presentation.get("locale") if isinstance(presentation, Mapping) else None
    locale = nested or claims.get("launch_presentation_locale")
    return locale if isinstance(locale, str) else ""
