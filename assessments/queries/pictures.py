"""The pages of a result as pictures for files: Vega-Lite specifications, made of values only (docs/decisions/0005)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Round
from assessments.queries.agreement import Agreement, agreement_of
from assessments.queries.comparisons import RoundChange, ToldBoard, round_change_of, told_board_of
from assessments.queries.cross_checks import CrossChecks, cross_checks_of
from assessments.queries.firmness import Firmness, firmness_of
from assessments.queries.rankings import BoardRow
from assessments.queries.rounds import result_for
from foundation.charts.specification import COLOURS, INK, INK_2, framed
from foundation.components.helices import HELICES

Specification = dict[str, Any]
FILES = ("svg", "png")
ROW = 34  # pixels of one activity
ACCENT = COLOURS[0]
# The same colours as the tokens of the helices (static/css/tokens.css); a test compares them.
HELIX_COLOURS = {
    "science": "#0072b2",
    "business": "#e69f00",
    "government": "#cc79a7",
    "civil_society": "#009e73",
}
SHAPES = {"circle": "circle", "square": "square", "triangle": "triangle-up", "diamond": "diamond"}


@dataclass(frozen=True)
class AskedPicture:
    """A picture of a round somebody may see; `region_id` is for the permission."""

    round: Round
    picture: str
    image: str

    @property
    def region_id(self) -> int:
        return self.round.region_id


def picture_for(user: Any, *, round_id: int, picture: str, image: str) -> AskedPicture | None:
    """None for an unknown round, picture or kind of file."""
    if picture not in PICTURES or image not in FILES:
        return None
    round = result_for(user, round_id=round_id)
    return AskedPicture(round, picture, image) if round else None


def specification_for(asked: AskedPicture) -> Specification | None:
    """None while there is nothing to draw."""
    found, draw = PICTURES[asked.picture]
    shown = found(asked.round)
    return draw(asked.round, shown) if shown else None


def named(row: BoardRow) -> str:
    return f"{row.official.rank}. {row.activity.title}"


def by_name(names: list[str]) -> Specification:
    """Activities downwards in the order given."""
    axis = {"labelLimit": 420, "labelFontSize": 13, "labelColor": INK, "ticks": False, "domain": False}
    return {"field": "activity", "type": "nominal", "sort": names, "title": None, "axis": axis}


def upto_hundred(title: str) -> Specification:
    return {"type": "quantitative", "scale": {"domain": [0, 100]}, "title": title}


def in_row(count: int) -> Specification:
    """Rows downwards, each with its half above and below."""
    scale = {"domain": [count - 0.5, -0.5], "nice": False, "zero": False}
    return {"field": "row", "type": "quantitative", "axis": None, "scale": scale}


def in_columns(field: str, names: list[str]) -> Specification:
    """Columns from left to right, named above."""
    axis = {"orient": "top", "labelAngle": 0, "labelLimit": 300, "ticks": False, "domain": False}
    return {"field": field, "type": "ordinal", "sort": names, "title": None, "axis": axis}


def board_picture(round: Round, told: ToldBoard) -> Specification:
    """Scores as bars, on each of them the groups by colour and shape."""
    names = [named(one.row) for one in told.rows]
    helices = [HELICES[group] for group in told.groups]
    labels = [str(Helix(helix.key).label) for helix in helices]
    bars = [{"activity": name, "score": float(one.row.official.score or 0)} for name, one in zip(names, told.rows, strict=True)]  # fmt: skip
    marks = [
        {"activity": name, "group": str(Helix(group).label), "mark": mark}
        for name, one in zip(names, told.rows, strict=True)
        for group, mark in one.marks.items()
        if mark is not None
    ]
    looks = {
        "color": {"scale": {"domain": labels, "range": [HELIX_COLOURS[helix.key] for helix in helices]}},
        "shape": {"scale": {"domain": labels, "range": [SHAPES[helix.shape] for helix in helices]}},
    }
    return framed(_("Result"), [round.title, _("Score of 100, and what each group says by itself")], height={"step": ROW}) | {
        "layer": [
            {"data": {"values": bars}, "mark": {"type": "bar", "color": "#c9d0ee", "height": 20},
             "encoding": {"y": by_name(names), "x": upto_hundred("") | {"field": "score"}}},
            {"data": {"values": bars}, "mark": {"type": "text", "align": "left", "x": 4, "fontWeight": "bold", "color": INK},
             "encoding": {"y": by_name(names), "text": {"field": "score", "format": ".1f"}}},
            {"data": {"values": marks}, "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "stroke": "#ffffff"},
             "encoding": {"y": by_name(names), "x": upto_hundred("") | {"field": "mark"}}
             | {look: {"field": "group", "type": "nominal", "title": None} | scale for look, scale in looks.items()}},
        ]
    }  # fmt: skip


def agreement_picture(round: Round, agreement: Agreement) -> Specification:
    """Every activity by its score and by how far marks lie apart; the number is its place."""
    points = [
        {
            "place": str(one.row.official.rank),
            "score": float(one.row.official.score or 0),
            "low": one.total[0],
            "high": one.total[1],
            "middle": float(one.middle or 0),
        }
        for one in agreement.shown
        if one.total
    ]
    first, last = agreement.span
    across = {
        "field": "score",
        "type": "quantitative",
        "title": _("Score of 100"),
        "scale": {"domain": [first, last]},
    }
    up = {
        "type": "quantitative",
        "title": _("How far apart, of 100"),
        "scale": {"domain": [0, agreement.reach]},
    }
    cut = {"values": [{"cut": 20}]}
    return framed(_("The map of agreement"), [round.title, _("Above the line it is disputed. The number is the place.")]) | {
        "data": {"values": points},
        "layer": [
            {"data": cut, "mark": {"type": "rule", "strokeDash": [5, 4], "color": INK_2}, "encoding": {"y": up | {"field": "cut"}}},
            {"mark": {"type": "rule", "color": INK_2, "size": 2, "opacity": 0.5},
             "encoding": {"x": across, "y": up | {"field": "low"}, "y2": {"field": "high"}}},
            {"mark": {"type": "circle", "size": 480, "color": ACCENT, "opacity": 1}, "encoding": {"x": across, "y": up | {"field": "middle"}}},
            {"mark": {"type": "text", "color": "#ffffff", "fontWeight": "bold"},
             "encoding": {"x": across, "y": up | {"field": "middle"}, "text": {"field": "place"}}},
        ],
    }  # fmt: skip


def firmness_picture(round: Round, firmness: Firmness) -> Specification:
    """How many of 100 drawn weightings leave an activity among the first places."""
    shown = [firm for firm in firmness.rows if firm.within is not None]
    names = [named(firm.row) for firm in shown]
    bars = [{"activity": name, "within": firm.within} for name, firm in zip(names, shown, strict=True)]
    title = _("Among the first %(places)d with other weights, of 100 drawings") % {"places": firmness.places}
    return framed(title, [round.title], height={"step": ROW}) | {
        "data": {"values": bars},
        "encoding": {"y": by_name(names), "x": upto_hundred("") | {"field": "within"}},
        "layer": [
            {"mark": {"type": "bar", "color": ACCENT, "height": 20}},
            {
                "mark": {"type": "text", "align": "left", "dx": 6, "color": INK},
                "encoding": {"text": {"field": "within"}},
            },
        ],
    }


def change_picture(round: Round, change: RoundChange) -> Specification:
    """Places before and now, one line an activity."""
    times = [change.before.title, round.title]
    lines = [
        {"activity": named(one.told.row), "round": time, "row": at, "place": rank, "is_up": (one.places_up or 0) > 0}
        for one in change.movements
        if one.line
        for time, at, rank in zip(
            times, one.line, (one.earlier.rank if one.earlier else None, one.told.row.official.rank), strict=True
        )
    ]  # fmt: skip
    across = in_columns("round", times)
    up = in_row(change.height)
    last = [line for line in lines if line["round"] == round.title]
    first = [line for line in lines if line["round"] != round.title]
    return framed(_("From place to place"), [], height=ROW * max(change.height, 2)) | {
        "width": 260,
        "layer": [
            {"data": {"values": lines}, "mark": {"type": "line", "strokeWidth": 2.5},
             "encoding": {"x": across, "y": up, "detail": {"field": "activity"},
                          "color": {"condition": {"test": "datum.is_up", "value": ACCENT}, "value": "#a0a7b8"}}},
            {"data": {"values": last}, "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 13, "limit": 460, "color": INK},
             "encoding": {"x": across, "y": up, "text": {"field": "activity"}}},
            {"data": {"values": first}, "mark": {"type": "text", "align": "right", "dx": -10, "fontSize": 13, "color": INK},
             "encoding": {"x": across, "y": up, "text": {"field": "place"}}},
        ],
    }  # fmt: skip


def cross_checks_picture(round: Round, checks: CrossChecks) -> Specification:
    """One line an activity through the orders: official, and by each other method."""
    official = _("Official ranking")
    orders = [official, *(str(ladder.order.name) for ladder in checks.ladders)]
    moved = {rung.row.row.activity.pk for ladder in checks.ladders for rung in ladder.rungs if rung.places_up}
    stops = [
        {"activity": one.row.activity.pk, "title": one.row.activity.title, "order": official, "row": at,
         "place": one.place, "has_moved": one.row.activity.pk in moved}
        for at, one in enumerate(checks.rows)
    ] + [
        {"activity": rung.row.row.activity.pk, "order": str(ladder.order.name), "row": rung.below,
         "place": rung.row.place - rung.places_up, "has_moved": rung.row.row.activity.pk in moved}
        for ladder in checks.ladders
        for rung in ladder.rungs
    ]  # fmt: skip
    across = in_columns("order", orders)
    up = in_row(checks.compared)
    place = {"type": "text", "fontWeight": "bold", "fontSize": 13, "color": INK}
    return framed(_("What would other methods say?"), [round.title], height=ROW * max(checks.compared, 2)) | {
        "width": 420,
        "layer": [
            {"data": {"values": stops}, "mark": {"type": "line", "strokeWidth": 2.5},
             "encoding": {"x": across, "y": up, "detail": {"field": "activity"},
                          "color": {"condition": {"test": "datum.has_moved", "value": ACCENT}, "value": "#a0a7b8"}}},
            {"data": {"values": stops}, "mark": {"type": "circle", "size": 420, "color": "#ffffff", "opacity": 1}, "encoding": {"x": across, "y": up}},
            {"data": {"values": stops}, "mark": place, "encoding": {"x": across, "y": up, "text": {"field": "place"}}},
            {"data": {"values": [stop for stop in stops if stop["order"] == official]},
             "mark": place | {"align": "right", "dx": -18, "fontWeight": "normal", "limit": 420},
             "encoding": {"x": across, "y": up, "text": {"field": "title"}}},
        ],
    }  # fmt: skip


Draw = Callable[[Round, Any], Specification]
PICTURES: dict[str, tuple[Callable[[Round], Any], Draw]] = {
    "board": (told_board_of, board_picture),
    "agreement": (agreement_of, agreement_picture),
    "firmness": (firmness_of, firmness_picture),
    "change": (round_change_of, change_picture),
    "cross-checks": (cross_checks_of, cross_checks_picture),
}
