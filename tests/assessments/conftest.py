from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.assessments.scenes import Scene


@pytest.fixture
def scene() -> "Scene":
    """Models can be imported only once Django is set up, after this file is read."""
    from tests.assessments.scenes import make_scene

    return make_scene()
