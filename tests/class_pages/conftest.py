"""The scene of the tests of a class's pages."""

import pytest

from tests.class_pages.scene import Scene, scene


@pytest.fixture
def there(db: None) -> Scene:
    return scene()
