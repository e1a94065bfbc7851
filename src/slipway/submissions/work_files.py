"""The files of a student's work: what they may be, and what is wrong with what came in."""

from collections.abc import Mapping

from slipway.content.kinds.work_limits import MOST_FILES_OF_WORK, MOST_TEXT_OF_WORK, is_work_path
from slipway.words import Text, text

_MOST_SHOWN = 100  # characters of a name


def problem_with_files(files: object) -> Text | None:
    """Why `files` can't be anybody's work; None for a mapping of sound paths to texts within the limits."""
    if not isinstance(files, Mapping) or not all(isinstance(each, str) for each in (*files, *files.values())):
        return text("The work is not a table of files and their texts.")
    if len(files) > MOST_FILES_OF_WORK:
        return text("These are more than %(most)d files.", most=MOST_FILES_OF_WORK)
    if sum(len(content.encode(errors="surrogatepass")) for content in files.values()) > MOST_TEXT_OF_WORK:
        return text(
            "This is more than %(most)d KB of text. Keep data out of your program.", most=MOST_TEXT_OF_WORK // 1000
        )
    if bad := [path for path in files if not is_work_path(path)]:
        return text("“%(path)s” cannot be the name of a file here.", path=bad[0][:_MOST_SHOWN])
    if any("\0" in content for content in files.values()):
        return text("There are characters in it that no program has (NUL).")
    return None
