"""Slipway's tests. What is claimed in modules beside the test files says what it found, as in those."""

import pkgutil

import pytest

pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in pkgutil.iter_modules(__path__)))
