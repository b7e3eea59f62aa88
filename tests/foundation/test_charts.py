"""Charts: where lines stand, what is missing, and pictures drawn by the child process."""

import json
import re
import sys

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils import translation

from foundation.charts import Chart, Line, Point, Scatter, drawing, plot_of, scatter_plot_of
from foundation.charts.specification import COLOURS, scatter_specification, specification_of
from tests.house.sources import ROOT

KAZAKH = "Ә Ғ Қ Ң Ө Ұ Ү Һ І"


def chart(*values: float | None, stacked: bool = False, **more: object) -> Chart:
    years = tuple(range(2020, 2020 + len(values)))
    return Chart("x", "Title", years, (Line("here", values),), "%", is_stacked=stacked, **more)


def test_a_line_goes_from_corner_to_corner() -> None:
    plot = plot_of(chart(0.0, 5.0, 10.0))
    assert plot.traces[0].path == "M0.0 1000.0L500.0 500.0L1000.0 0.0"
    assert [tick.label for tick in plot.ticks] == ["0", "5", "10"]
    assert [(year.label, year.anchor) for year in plot.years] == [
        ("2020", "start"),
        ("2021", "middle"),
        ("2022", "end"),
    ]


def test_a_missing_value_is_a_gap_and_never_zero() -> None:
    trace = plot_of(chart(4.0, 8.0, None, 8.0, None, 4.0, 8.0)).traces[0]
    assert trace.path.count("M") == 2
    assert len(trace.dots) == 2  # the lonely year and the end
    assert "1000.0 1000.0" not in trace.path


@pytest.mark.parametrize("values", [(), (1.0,), (None, None)])
def test_nothing_to_draw_is_said_and_not_drawn(values: tuple[float | None, ...]) -> None:
    assert chart(*values).is_empty
    with pytest.raises(ValueError, match="nothing"):
        plot_of(chart(*values))


@pytest.mark.parametrize("values", [(5.0, 5.0), (0.0, 0.0), (-3.0, 2.0), (1e-6, 2e-6), (1e12, 3e12)])
def test_every_scale_holds_its_values(values: tuple[float, ...]) -> None:
    for from_zero in (True, False):
        numbers = [
            float(n)
            for n in re.findall(r"-?[\d.]+", plot_of(chart(*values, from_zero=from_zero)).traces[0].path)
        ]
        assert all(0 <= number <= 1000 for number in numbers)


def test_bands_stand_on_each_other_and_skip_years_that_lack_one() -> None:
    two = Chart(
        "x", "T", (2020, 2021, 2022), (Line("a", (60.0, None, 50.0), "A"), Line("b", (40.0, 40.0, 50.0), "B")),
        is_stacked=True,
    )  # fmt: skip
    low, high = plot_of(two).traces
    assert low.path == "M0.0 400.0L1000.0 500.0L1000.0 1000.0L0.0 1000.0Z"
    assert high.path == "M0.0 0.0L1000.0 0.0L1000.0 500.0L0.0 400.0Z"
    assert (low.mark, high.mark) == ("A", "B")


def test_a_line_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="each year"):
        Chart("x", "T", (2020, 2021), (Line("a", (1.0,)),))


def test_a_page_has_the_drawing_and_its_table_in_the_readers_figures() -> None:
    with translation.override("ru"):
        page = Template("{% line_chart chart %}").render(Context({"chart": chart(1.25, None, 1234.5)}))
    assert "style=" not in page
    assert "1\u00a0234,5" in page
    assert "–" in re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r'(d|x|y|cx|cy)="[^"]*\d,\d', page)


def test_the_pictures_have_the_colours_of_the_pages() -> None:
    tokens = (ROOT / "static/css/tokens.css").read_text()
    assert tuple(re.findall(r"--chart-\d: (#\w{6});", tokens)) == COLOURS


def test_a_specification_names_no_address_to_fetch() -> None:
    made = specification_of(chart(1.0, None, 3.0), source="Bureau", year_label="Year")
    assert len(made["data"]["values"]) == 2
    assert set(made["data"]) == {"values"}
    assert json.dumps(made).count("http") == 1  # the name of its own format


def test_the_child_draws_every_kazakh_letter_and_the_second_time_comes_from_the_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.clear()
    made = specification_of(chart(1.0, 3.0), source="Дереккөз", year_label=KAZAKH)
    picture = drawing.picture_of(made, "svg").decode()
    assert KAZAKH in picture
    assert "Roboto" in picture
    assert "vl_convert" not in sys.modules
    monkeypatch.setattr(drawing, "_drawn", lambda *_: pytest.fail("drawn twice"))
    assert drawing.picture_of(made, "svg").decode() == picture


def test_without_letters_the_picture_is_another_one() -> None:
    """A font that is missing drops all text in PNG without an error: the same picture with and without letters."""
    with_letters = specification_of(chart(1.0, 3.0), source=KAZAKH, year_label="")
    without = specification_of(chart(1.0, 3.0), source=" ", year_label="")
    first, second = (drawing.picture_of(one, "png") for one in (with_letters, without))
    assert first.startswith(b"\x89PNG")
    assert len(first) > len(second) + 500


def test_a_child_that_fails_is_no_picture() -> None:
    cache.clear()
    with pytest.raises(drawing.NotDrawn):
        drawing.picture_of({"mark": "nonsense"}, "svg")


def test_a_second_picture_waits_and_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(drawing, "TIMEOUT", 0.05)
    with drawing._ONE_AT_A_TIME, pytest.raises(drawing.Busy):
        drawing.picture_of({"mark": "bar"}, "svg")


# one value against another


def scatter(*points: Point, **more: float | str) -> Scatter:
    return Scatter("x", "Title", "near", "complex", ("there", "here"), points, **more)


TWO = (Point("10", "Food", 0.0, -1.0), Point("62", "Programs", 40.0, 2.0, slot=2, is_named=True))


def test_points_stand_at_percents_of_the_plot() -> None:
    plot = scatter_plot_of(scatter(*TWO, cut_across=20.0, cut_up=0.0))
    assert [(one.x, one.y) for one in plot.points] == [("0.00%", "100.00%"), ("100.00%", "0.00%")]
    assert (plot.cut_across, plot.cut_up) == ("50.00%", "66.67%")
    assert [one.is_marked_left for one in plot.points] == [False, True]
    assert [tick.label for tick in plot.across] == ["0", "10", "20", "30", "40"]
    assert [(tick.anchor) for tick in plot.across] == ["start", "middle", "middle", "middle", "end"]
    assert [tick.label for tick in plot.up] == ["−1", "0", "1", "2"]


def test_a_mark_goes_left_where_another_point_stands_in_its_way() -> None:
    """Not where that side is taken as well."""
    across = (0.0, 50.0, 52.0, 54.0, 100.0)
    points = [Point(str(at), "", value, 0.0) for at, value in enumerate(across)]
    plot = scatter_plot_of(scatter(*points))
    assert [one.is_marked_left for one in plot.points] == [False, True, False, False, True]


def test_a_cut_outside_all_points_is_inside_the_picture() -> None:
    plot = scatter_plot_of(scatter(*TWO, cut_across=55.0))
    assert plot.cut_across == "91.67%"
    assert plot.cut_up == ""


def test_a_single_point_is_drawn_and_none_is_refused() -> None:
    assert len(scatter_plot_of(scatter(TWO[0])).points) == 1
    with pytest.raises(ValueError, match="nothing"):
        scatter_plot_of(scatter())


def test_the_page_has_every_point_and_reads_no_decimal_comma() -> None:
    with translation.override("ru"):
        made = Template('{% scatter_chart found spoken="said" %}').render(Context({"found": scatter(*TWO)}))
    assert "style=" not in made
    assert made.count("scatter-mark") == 3  # one of them is minor as well
    assert not re.search(r'(d|x|y|cx|cy)="[^"]*\d,\d', made)


def test_the_picture_in_a_file_holds_values_only() -> None:
    made = scatter_specification(scatter(*TWO, cut_up=0.0), below=["Bureau"])
    assert [one["mark"] for one in made["data"]["values"]] == ["10", "62"]
    assert [one["group"] for one in made["data"]["values"]] == ["there", "here"]
    assert len(made["layer"]) == 3
    assert json.dumps(made).count("http") == 1


def test_the_child_draws_points_with_their_marks() -> None:
    cache.clear()
    made = scatter_specification(scatter(*TWO, cut_up=0.0, cut_across=20.0), below=[KAZAKH])
    picture = drawing.picture_of(made, "svg").decode()
    assert KAZAKH in picture
    assert ">62<" in picture
