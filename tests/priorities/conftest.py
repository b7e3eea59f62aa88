"""What tests of sets and publications start from. Imports of models wait: this file is read before Django is set up."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.core.cache import cache

if TYPE_CHECKING:
    from tests.priorities.councils import Council


@pytest.fixture(autouse=True)
def no_memory_of_wrong_passwords() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def scans_go_nowhere(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def council(db: None) -> "Council":
    """Eight activities ranked 1 to 8, a drafter, two officials."""
    from tests.priorities.councils import make_council

    return make_council()
