"""Tables between their marks in bench/README.md."""

import re
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def write_into_readme(part: str, text: str) -> None:
    """Put a report between the marks of that part."""
    begin, end = f"<!-- {part} -->", f"<!-- end of {part} -->"
    within = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    README.write_text(within.sub(lambda _: f"{begin}\n{text.strip()}\n{end}", README.read_text()))
