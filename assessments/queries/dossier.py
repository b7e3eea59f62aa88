"""What a scoring says in the dossier of a set: tables with a sentence on how to read each. Every figure is a stored one."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments.models import Round
from assessments.queries.agreement import Agreement, agreement_of
from assessments.queries.firmness import Absence, Firmness, firmness_of
from assessments.queries.rankings import Board, BoardRow, board_of
from discovery.registries import Section

NOTHING = "–"


def tables_of_round(round: Round, order: Sequence[int]) -> list[Section]:
    """Ranking, agreement, firmness, absences. Nothing of a scoring that is open or not computed."""
    board = board_of(round) if round.state == Round.State.CLOSED else None
    if board is None:
        return []
    agreement, firmness = agreement_of(round), firmness_of(round)
    sections = [_ranking(board, order)]
    if agreement:
        sections.append(_agreement(agreement))
    if firmness:
        sections += [_firmness(firmness), _absences(firmness)]
    return sections


def _ranking(board: Board, order: Sequence[int]) -> Section:
    header = [
        *(_("Place"), _("Activity"), _("Score of 100"), *board.principle_names),
        *(_("Coverage, %"), _("One person, one vote"), _("In the set")),
    ]
    rows = [
        [
            _whole(row.official.rank),
            str(row.activity.title),
            _figure(row.official.score),
            *(_figure(score) for _principle, score in row.principles),
            _figure(row.coverage),
            _whole(row.per_head.rank),
            _whole(order.index(row.activity.pk) + 1 if row.activity.pk in order else None),
        ]
        for row in [*board.ranked, *board.unranked]
    ]
    words = [
        _(
            "Each of the groups counts the same, but a thin group for less. The score is the weighted mean of all "
            "questions and measures; equal scores share a place. A dash means that there is no value, never zero."
        ),
        _(
            "Coverage is the part of the weight for which there is a value; below 80 % there is no place. “One person, "
            "one vote” is the place if all marks were simply put together."
        ),
        _("Nothing is shown and nothing counts that comes from fewer than %(g)d people.")
        % {"g": board.round.threshold},
    ]
    return Section(_("The ranking"), words, header, rows)


def _agreement(agreement: Agreement) -> Section:
    header = [
        *(_("Activity"), _("In a word"), _("How far apart, 0 to 100")),
        *(str(Helix(group).label) for group in agreement.groups),
    ]
    rows = [
        [
            str(one.row.activity.title),
            str(one.quadrant_in_words),
            NOTHING if one.total is None else f"{one.total[0]}–{one.total[1]}",
            *(_whole(marks.get(group)) for group in agreement.groups),
        ]
        for one, marks in agreement.table
    ]
    words = [
        _(
            "What people of the hall disagree on stands first. 0: all gave the same marks; 100: half gave the lowest "
            "and half the highest. The last columns are what each group says by itself, from 0 to 100."
        )
    ]
    return Section(_("Where people agree"), words, header, rows)


def _firmness(firmness: Firmness) -> Section:
    first = _("Among the first %(places)d with other weights, %%") % {"places": firmness.places}
    header = [_("Place"), _("Activity"), _("In a word"), first, _("With other people of the same groups, %")]
    rows = [
        [
            _whole(firm.row.official.rank),
            str(firm.row.activity.title),
            str(firm.label_in_words),
            _whole(firm.within),
            _whole(firm.attended),
        ]
        for firm in firmness.rows
    ]
    words = [
        _(
            "%(draws)s other weightings around the agreed one were drawn, and as many other halls of the same people."
        )
        % {"draws": number_format(firmness.draws, force_grouping=True)},
        _("It tells how much depends on the weights and on who came. It is no probability of being right."),
    ]
    return Section(_("How firm the ranking is"), words, header, rows)


def _absences(firmness: Firmness) -> Section:
    header = [
        _("Without"),
        _("Would come among the first %(places)d") % {"places": firmness.places},
        _("Would leave them"),
        _("Largest change of place"),
    ]
    rows = [[absence.name, *_difference(absence)] for absence in firmness.absences]
    words = [
        _(
            "What would change if a group, or people of state-controlled organizations, or people whose address is not "
            "verified, had stayed away. Where one group alone decides who is among the first, it should be said aloud."
        )
    ]
    return Section(_("If somebody had stayed away"), words, header, rows)


def _difference(absence: Absence) -> list[str]:
    if absence.status == "nobody":
        return [_("nobody was of this kind"), NOTHING, NOTHING]
    if absence.status != "shown":
        return [_("stays back: too few people"), NOTHING, NOTHING]
    moved = NOTHING
    if absence.moved:
        row, then = absence.moved
        places = {"title": row.activity.title, "before": row.official.rank, "after": then}
        moved = _("%(title)s: from %(before)s to %(after)s") % places
    return [_titles(absence.enters), _titles(absence.leaves), moved]


def _titles(rows: Iterable[BoardRow]) -> str:
    return "; ".join(str(row.activity.title) for row in rows) or NOTHING


def _figure(value: Decimal | None) -> str:
    return NOTHING if value is None else number_format(value, 1)


def _whole(value: int | None) -> str:
    return NOTHING if value is None else str(value)
