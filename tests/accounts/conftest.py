import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nobody_failed_before() -> None:
    """Failed log-ins and sent letters are counted in the cache, which outlives a test."""
    cache.clear()
