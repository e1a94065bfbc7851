"""Fixtures of other rooms that tests of this one take."""

from tests.workspaces.workbench.conftest import site

__all__ = ["site"]
