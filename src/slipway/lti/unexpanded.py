"""Values that say nothing: an LMS that does not know a variable sends its name as it stands in the settings."""

import re

# `$Person.name.full`, `$com.instructure.contextLabel`, `$Canvas.membership.permissions<manage_grades>`: at least two
# words with a dot between them. A name may begin with a dollar sign too.
_VARIABLE = re.compile(r"\$[A-Za-z]\w*(?:\.\w+)+(?:<[^<>\s]*>)?", re.ASCII)


def says_something(text: str) -> bool:
    """Whether `text` holds anything but space and `$Variable.names` that the LMS did not expand."""
    if "$" not in text:  # nearly always
        return text != "" and not text.isspace()
    return not all(_VARIABLE.fullmatch(word) for word in text.split())
