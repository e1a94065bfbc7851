"""The class that a demo shows: the sample class, and after its modules those of the sample exercises.

That these exercises are sound is proven by tests, so a demo starts without running them.
"""

from dataclasses import replace
from pathlib import Path

from slipway.content.folder import ClassFolder, read_class_folder
from slipway.site.site_file.folders import read_folders
from slipway.site.site_file.values import SiteOrganization

SITE = Path(__file__).parent / "site.toml"
_EXERCISES = Path(__file__).parents[2] / "content" / "samples" / "exercises"


def demo_folders(organization: SiteOrganization) -> dict[str, ClassFolder]:
    """What the demo's classes hold, by their paths in its site file. Raises SiteFileRefusedError and FolderRefused."""
    exercises = read_class_folder(_EXERCISES)
    folders = read_folders([organization], SITE.parent)
    return {path: _with_modules_of(exercises, folder) for path, folder in folders.items()}


def _with_modules_of(more: ClassFolder, folder: ClassFolder) -> ClassFolder:
    described = f"{folder.description}\n{more.description}"
    return replace(folder, description=described, modules=folder.modules + more.modules)
