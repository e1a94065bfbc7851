"""The scene of most tests of this room."""

import pytest

from tests.workspaces.scene import Scene, scene


@pytest.fixture
def there() -> Scene:
    """The class as `scene` makes it; some modules have another."""
    return scene()
