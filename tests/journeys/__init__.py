"""Whole threads through a running server. Its modules assert too, and say as much as tests when they fail."""

import pytest

pytest.register_assert_rewrite(
    *(
        f"tests.journeys.{module}"
        for module in ("cast", "in_the_hall", "in_a_round", "in_the_office", "in_public", "program")
    )
)
