"""The files of a folder beside themselves, compressed, as WhiteNoise serves them: `python -m tools.compress FOLDER`.

WhiteNoise's own command takes half a minute for Pyodide, and saves a tenth of what this does.
"""

import gzip
import sys
from pathlib import Path

import brotli

QUALITY = 9
WORTH_IT = 0.95  # of its size; an archive stays as it is


def main(folder: Path) -> None:
    """Write FILE.br and FILE.gz for each file that gets smaller."""
    for file in sorted(folder.iterdir()):
        data = file.read_bytes()
        for ending, compressed in (
            (".br", brotli.compress(data, quality=QUALITY)),
            (".gz", gzip.compress(data, mtime=0)),
        ):
            if len(compressed) < WORTH_IT * len(data):
                file.with_name(file.name + ending).write_bytes(compressed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
