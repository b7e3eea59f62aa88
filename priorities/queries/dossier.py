"""The dossier of a set: what stands before a council, as plain texts in one language."""

from dataclasses import asdict
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.registries import dossier_sections
from discovery.registries import Section
from priorities.queries.content_digest import content_digest
from priorities.queries.differences import CHOSEN_AMONG_EQUALS
from priorities.queries.rules import late_drops, named, rule_in_words
from priorities.queries.sets import SetBoard, board_of

LANGUAGES = ("ru", "kk", "en")
NOTHING = "–"


def dossier_in(priority_set: Any, language: str) -> dict[str, Any]:
    """{"title", "sections", "foot"}; sections as `foundation.documents` takes them."""
    board = board_of(priority_set)
    with translation.override(language):
        sections = [section for section in sections_of(board) if section.paragraphs or section.rows]
        return {
            "title": str(priority_set.title),
            "sections": [_plain(section) for section in sections],
            "foot": [
                _("Fingerprint of the ranking: %(digest)s") % {"digest": board.ranking.digest},
                _("Fingerprint of what officials approve: %(digest)s")
                % {"digest": content_digest(priority_set)},
            ],
        }


def sections_of(board: SetBoard) -> list[Section]:
    """The set first, then what other apps add, then how to read it."""
    return [
        _cover(board),
        _set(board),
        _deviations(board),
        _rules(board),
        *dossier_sections(board.priority_set.round, board.order),
        _reading(),
    ]


def _plain(section: Section) -> dict[str, Any]:
    """Titles of foreign texts come as marked strings: documents take plain ones."""
    plain = asdict(section)
    return {
        "title": str(plain["title"]),
        "paragraphs": [str(each) for each in plain["paragraphs"]],
        "header": [str(each) for each in plain["header"]],
        "rows": [[str(cell) for cell in row] for row in plain["rows"]],
    }


def _cover(board: SetBoard) -> Section:
    priority_set = board.priority_set
    act = priority_set.legal_act_date and _("No. %(number)s of %(date)s") % {
        "number": priority_set.legal_act_number,
        "date": date_format(priority_set.legal_act_date, "DATE_FORMAT"),
    }
    closed_at = priority_set.round.closed_at
    facts = {
        _("Region"): priority_set.region.name,
        _("For the year"): str(priority_set.cycle),
        _("State"): priority_set.get_state_display(),
        _("Ranking"): priority_set.round.title,
        _("Scoring closed"): date_format(localtime(closed_at), "DATE_FORMAT") if closed_at else "",
        _("Priorities"): _("%(number)s, planned: %(target)s")
        % {"number": len(board.order), "target": priority_set.target_count},
        _("Differences from the ranking"): str(board.deviation_count),
        _("Rules kept"): _given_of(len(board.rules) - len(board.broken_rules), len(board.rules))
        if board.rules
        else "",
        _("Approvals"): _given_of(priority_set.approvals_given, priority_set.approvals_needed),
        _("Legal act"): act or _("not entered yet"),
        _("Why a new version"): priority_set.revision_reason,
    }
    workshop = priority_set.round.workshop
    words = []
    if workshop and workshop.is_demonstration:
        words = [
            _(
                "Demonstration: the workshop behind this set was made up to show how it works. No region has decided this."
            )
        ]
    return Section(
        _("Dossier of a priority set"), words, rows=[[name, fact] for name, fact in facts.items() if fact]
    )


def _given_of(given: int, needed: int) -> str:
    return _("%(given)s of %(needed)s") % {"given": given, "needed": needed}


def _set(board: SetBoard) -> Section:
    header = [
        *(_("Place in the set"), _("Activity"), _("Place in the ranking"), _("Score of 100")),
        _("Looked at again by"),
    ]
    rows = [
        [
            str(each.position),
            each.activity.title,
            NOTHING if each.rank is None else str(each.rank),
            NOTHING if each.score is None else number_format(each.score, 1),
            date_format(each.review_date, "SHORT_DATE_FORMAT") if each.review_date else NOTHING,
        ]
        for each in board.priorities
    ]
    return Section(_("The set"), header=header, rows=rows)


def _deviations(board: SetBoard) -> Section:
    title = _("Differences from the ranking")
    if not board.differences:
        return Section(title, [_("None: the set follows the ranking.")])
    kinds = {
        "added": _("added"),
        "dropped": _("left out"),
        "moved": _("moved"),
        CHOSEN_AMONG_EQUALS: _("left out among equals"),
    }
    rows = [
        [
            kinds[each.kind],
            board.activities[each.activity_id].title,
            NOTHING if each.rank is None else str(each.rank),
            NOTHING if each.position is None else str(each.position),
            each.reason,
        ]
        for each in board.differences
    ]
    header = [
        *(_("What"), _("Activity"), _("Place in the ranking"), _("Place in the set"), _("Reason")),
    ]
    words = [_("The ranking is advice. Each difference has its written reason.")]
    return Section(title, words, header, rows)


def _rules(board: SetBoard) -> Section:
    """With what counts for each in the set, and why one is late, broken or dropped."""
    priority_set, title = board.priority_set, _("Must-cover rules")
    dropped = late_drops(priority_set)
    abouts = named(dropped, priority_set.region)
    rows = [
        [
            each.words,
            _("kept") if each.is_kept else _("broken"),
            "; ".join(str(board.activities[pk].title) for pk in each.held) or NOTHING,
            " ".join(filter(None, [each.rule.reason, each.shown_reason])) or NOTHING,
        ]
        for each in board.rules
    ]
    rows += [
        [
            rule_in_words(each.kind, abouts[each.pk], each.limit, each.number),
            _("dropped late"),
            NOTHING,
            each.dropped_reason,
        ]
        for each in dropped
    ]
    if not rows:
        return Section(title, [_("None were chosen for this scoring.")])
    words = [
        _(
            "What the set had to hold, agreed before anybody knew the ranking. A rule that came later, was dropped later "
            "or is broken has its written reason."
        )
    ]
    return Section(title, words, [_("Rule"), _("State"), _("In the set"), _("Reason")], rows)


def _reading() -> Section:
    return Section(
        _("How to read this"),
        [
            _("The ranking says what the people of the hall and the figures say together. It advises; the council decides."),
            _("Look first where people disagree, then how firm the place is, then who would change it by staying away."),
            _("Every figure can be opened on the platform to its formula, its inputs and its source. After publication anybody can recompute the scores with one program of standard Python (verify.py)."),
            _("A dash means that a value is missing, or stays back because it would give somebody's mark away. It never means zero."),
        ],
    )  # fmt: skip
