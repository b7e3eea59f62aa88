"""What the tests of pages share. Imports are lazy: this file is read before Django is set up."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.projects.people import Scene


@pytest.fixture
def here() -> "Scene":
    from tests.projects.people import scene

    return scene()
