"""A class as a folder or zip archive: read whole into typed values, or refused whole with every fault found; written.

Pure: no database, no Django. The format is described in `read_class_folder`.
"""

from slipway.content.faults import Fault, FolderRefused
from slipway.content.folder.read import read_class_archive, read_class_folder
from slipway.content.folder.values import ClassFolder, FolderFile, FolderModule, FolderUnit
from slipway.content.folder.write import class_archive, class_files, write_class_folder

__all__ = [
    "ClassFolder",
    "Fault",
    "FolderFile",
    "FolderModule",
    "FolderRefused",
    "FolderUnit",
    "class_archive",
    "class_files",
    "read_class_archive",
    "read_class_folder",
    "write_class_folder",
]
