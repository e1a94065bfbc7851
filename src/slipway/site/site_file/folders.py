"""The class folders that a site file names."""

from collections.abc import Sequence
from pathlib import Path

from slipway.content.folder import ClassFolder, FolderRefused, read_class_folder
from slipway.site.site_file.values import SiteFileRefusedError, SiteOrganization


def read_folders(organizations: Sequence[SiteOrganization], base: Path) -> dict[str, ClassFolder]:
    """The folders, by the path of their class in the site file; they are relative to `base`.

    Raises SiteFileRefusedError with every fault of every folder.
    """
    folders: dict[str, ClassFolder] = {}
    faults: list[str] = []
    for entry in (entry for organization in organizations for entry in organization.classes):
        if entry.folder is None:
            continue
        try:
            folders[entry.path] = read_class_folder(base / entry.folder)
        except FolderRefused as refused:
            faults += [f"{entry.path}.folder ({entry.folder}): {fault}" for fault in refused.faults]
    if faults:
        raise SiteFileRefusedError(faults)
    return folders
