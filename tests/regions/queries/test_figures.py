"""A figure opened: its inputs give it again."""

from typing import Any

import pytest

from regions.queries import figure_for
from tests.regions import naive
from tests.regions.loaded import GVA, enter_register, load
from tests.regions.statistics import printed_cells

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kind", "without"), [("quotient", ""), ("quotient-without-mining", "B")])
def test_the_inputs_of_a_quotient_give_it_again(kind: str, without: str) -> None:
    load("MNG", "national", files=[GVA])
    figure = figure_for(None, code="KZ-47", kind=kind, class_code="H")
    assert figure is not None
    for step in figure.steps:
        here, all_here, country, all_country = step.inputs
        assert here == float(printed_cells(GVA)["H", "MNG", step.year])
        assert step.result == pytest.approx((here / all_here) / (country / all_country), rel=1e-12)
    assert figure.result == pytest.approx(sum(step.result for step in figure.steps) / 3, rel=1e-12)
    assert figure.result == pytest.approx(float(naive.quotient("H", "MNG", without=without)), rel=1e-12)


def test_the_inputs_of_a_status_give_it_again() -> None:
    load("MNG", "national", files=[GVA])
    figure = figure_for(None, code="KZ-47", kind="mining-share")
    assert figure is not None
    assert [step.year for step in figure.steps] == list(range(2015, 2025))
    for step in figure.steps:
        assert step.result == pytest.approx(step.inputs[0] / step.inputs[1], rel=1e-12)
        assert step.result == pytest.approx(float(naive.mining_share("MNG", step.year)), rel=1e-12)


def test_a_figure_names_the_files_it_came_from() -> None:
    load("MNG", "national")
    figure = figure_for(None, code="KZ-47", kind="quotient", class_code="H")
    assert figure is not None
    assert [brought.file_name for brought in figure.imports] == [GVA]
    assert figure.unit == "million KZT"


def test_odd_cells_are_told_where_they_enter() -> None:
    load("ZKO", "national", files=[GVA])
    figure = figure_for(None, code="KZ-27", kind="quotient", class_code="L")
    assert figure is not None
    assert {step.year: step.remarks for step in figure.steps} == {
        2022: (),
        2023: ("odd_at_source",),
        2024: (),
    }


@pytest.mark.parametrize(
    ("code", "kind", "class_code"),
    [
        ("XX", "quotient", "H"),
        ("KZ-47", "nonsense", "H"),
        ("KZ-47", "quotient", "Z"),
        ("KZ-47", "quotient", ""),
        ("KZ-47", "quotient-without-mining", "B"),
        ("KZ-47", "mining-share", "B"),
        ("KZ", "quotient", "H"),
    ],
)
def test_what_does_not_exist_is_not_found(code: str, kind: str, class_code: str) -> None:
    load("MNG", "national", files=[GVA])
    assert figure_for(None, code=code, kind=kind, class_code=class_code) is None


def test_three_queries(django_assert_num_queries: Any) -> None:
    load("MNG", "national", files=[GVA])
    with django_assert_num_queries(3):
        figure_for(None, code="KZ-47", kind="quotient", class_code="H")


def test_nothing_to_open_without_statistics() -> None:
    enter_register()
    assert figure_for(None, code="KZ-47", kind="mining-share") is None
