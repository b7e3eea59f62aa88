from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_misses_counted() -> Iterator[None]:
    """Wrong codes are counted in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()
