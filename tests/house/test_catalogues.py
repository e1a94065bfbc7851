"""German and Spanish are complete, and the catalogues say what the sources do."""

from tools.catalogues import LANGUAGES
from tools.extraction import extract_all
from tools.messages import SOURCES, faults_of


def test_each_language_is_complete() -> None:
    said = extract_all(SOURCES)
    assert [fault for language in LANGUAGES for fault in faults_of(language, said)] == []
