"""Static files under hashed names, so that browsers may keep them for ever."""

import re
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Folders that set-up names by what is in them: their files keep their names, for they ask for each other by these.
_VERSIONED = re.compile(r"^/pyodide-[0-9.]+/")


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # WhiteNoise has no types
    """WhiteNoise's storage, which also rewrites the imports between our ES modules."""

    manifest_strict = False
    support_js_module_import_aggregation = True


class StaticFiles(WhiteNoiseMiddleware):  # type: ignore[misc]
    """WhiteNoise's middleware, which also knows the built folders that have a version in their name."""

    def immutable_file_test(self, path: Any, url: str) -> bool:
        """Whether what stands at `url` will never be anything else, so that browsers may keep it for ever."""
        return bool(_VERSIONED.match(url)) or super().immutable_file_test(path, url)
