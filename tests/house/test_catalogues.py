"""German and Spanish are complete, and the catalogues say what the sources do."""

import pytest

from tools.catalogues import LANGUAGES
from tools.extraction import extract_all
from tools.messages import SOURCES, faults_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language: str) -> None:
    assert faults_of(language, extract_all(SOURCES)) == []
