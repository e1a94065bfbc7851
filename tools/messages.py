"""`make messages`: bring the catalogues of translations up to the sources. `--check` judges them, `--compile` compiles.

Runs in the virtual environment: it reads sources and catalogues by Babel, templates by Django.
"""

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog

from tools.catalogues import LANGUAGES, compiled, faults, merged, po_file, read, written
from tools.extraction import extract_all

SOURCES = Path(__file__).resolve().parents[1] / "src" / "slipway"  # not the practice LMS, which speaks English only
LOCALE = SOURCES / "locale"


def main() -> int:
    """Do what the command line asks for. Returns how many faults there are."""
    parser = argparse.ArgumentParser(prog="python -m tools.messages", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="say what is missing or wrong; change nothing")
    what.add_argument("--compile", action="store_true", help="write the .mo files")
    options = parser.parse_args()
    if options.compile:
        return compile_all()
    return check_all() if options.check else write_all()


def write_all() -> int:
    """Write every catalogue anew, with what is translated already. Says how much is left to do."""
    template = extract_all(SOURCES)
    for language in LANGUAGES:
        path = po_file(LOCALE, language)
        catalog = merged(read(path, language), template)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalog, language))
        print(f"{language}: {len(catalog)} texts, {len(list(faults(catalog)))} to do")
    return compile_all()


def check_all() -> int:
    """Say everything that keeps a catalogue from being up to date, complete and right."""
    template = extract_all(SOURCES)
    found = [fault for language in LANGUAGES for fault in faults_of(language, template)]
    print("\n".join(found))
    return min(len(found), 100)


def faults_of(language: str, template: Catalog) -> list[str]:
    """What is wrong with the catalogue of `language`, for texts as in `template`."""
    path = po_file(LOCALE, language)
    catalog = merged(read(path, language), template)
    behind = not path.exists() or path.read_bytes() != written(catalog, language)
    late = ["the sources say something else by now: make messages"] if behind else []
    return [f"{language}: {fault}" for fault in (*late, *faults(catalog))]


def compile_all() -> int:
    """Write the .mo file of every catalogue beside it."""
    for language in LANGUAGES:
        path = po_file(LOCALE, language)
        path.with_suffix(".mo").write_bytes(compiled(read(path, language)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
