"""What programs leave behind in folders, mostly where nobody sees it: no part of a class, and passed over."""

import re

_EXACT = frozenset(
    name.casefold()
    for names in (
        # version control, and what its hosts read
        ".git .gitignore .gitattributes .gitmodules .gitkeep .keep .github .gitlab .gitlab-ci.yml .hg .hgignore .svn",
        # Macs
        "__MACOSX .DS_Store .AppleDouble .AppleDB .AppleDesktop .LSOverride .Spotlight-V100 .Trashes .fseventsd",
        ".TemporaryItems .DocumentRevisions-V100 .VolumeIcon.icns .localized .apdisk Icon\r",
        # Windows and Linux
        "desktop.ini Thumbs.db ehthumbs.db ehthumbs_vista.db $RECYCLE.BIN .directory .hidden",
        # editors
        ".vscode .idea .vs .fleet .zed .editorconfig .project .pydevproject .settings .classpath .spyderproject",
        ".spyproject .obsidian .netrwhist .projectile .dir-locals.el .prettierrc .prettierignore .markdownlint.json",
        # Python and its notebooks
        "__pycache__ .ipynb_checkpoints .pytest_cache .mypy_cache .ruff_cache .venv .python-version .coverage .tox",
        ".pre-commit-config.yaml .Rproj.user .Rhistory .RData",
        # folders that are kept alike on several machines
        ".dropbox .dropbox.attr .dropbox.cache .stfolder .stignore .stversions .owncloudsync.log .nextcloudsync.log",
        ".tmp.drivedownload .tmp.driveupload",
    )
    for name in names.split(" ")
)
_SHAPED = re.compile(
    r"""\._.+  # what a Mac keeps of a file, beside it
    | .+~ | \..*\.sw[a-p] | .+\.sw[op] | \.\#.+ | \#.+\#  # editors: the text before, and while it is changed
    | ~\$.+ | \.~lock\..+\#  # Word, LibreOffice
    | \.Trash-.+ | \.fuse_hidden.+ | \.nfs[0-9a-f]+ | \.sync_.+\.db(?:-shm|-wal)? | \._sync_.+\.db(?:-shm|-wal)?
    | .+\.py[co]
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# For the reader of a repository; beside class.toml only.
_AT_TOP = re.compile(r"(?:readme|licen[sc]e|copying|changelog|contributing)(?:\.(?:md|txt|rst))?", re.IGNORECASE)


def is_ignored(path: str) -> bool:
    """Whether the last part of `path` is passed over, with all that lies in it."""
    folder, _slash, name = path.rpartition("/")
    return is_left_over(name) or (not folder and _AT_TOP.fullmatch(name) is not None)


def lies_in_left_over(path: str) -> bool:
    """Whether some part of `path` is passed over anywhere."""
    return any(is_left_over(part) for part in path.split("/"))


def is_left_over(name: str) -> bool:
    """Whether a file or folder of this name is passed over wherever it lies."""
    return name.casefold() in _EXACT or _SHAPED.fullmatch(name) is not None
