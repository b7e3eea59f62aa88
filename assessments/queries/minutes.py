"""What the rounds of a workshop add to its minutes."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assessments.models import Round
from assessments.queries.rankings import board_of
from discovery.models import Workshop
from discovery.registries import Section


def round_sections(workshop: Workshop) -> list[Section]:
    """Results of closed rounds; of an open one nothing, and nothing about groups smaller than the threshold."""
    rounds = Round.objects.filter(workshop=workshop, state=Round.State.CLOSED).order_by("pk")
    return [_section(round) for round in rounds]


def is_scored(workshop: Workshop) -> bool:
    """A round on its activities is open or closed. Holds its rounds until the transaction ends, so that none opens now."""
    rounds = Round.objects.select_for_update().filter(workshop=workshop)
    return any(round.state != Round.State.DRAFTED for round in rounds)


def _section(round: Round) -> Section:
    title = _("Result of the round “%(title)s”") % {"title": round.title}
    board = board_of(round)
    if board is None:
        return Section(title, paragraphs=[_("The result is being computed.")])
    rows = [[str(row.official.rank), row.activity.title, _score(row.official.score)] for row in board.ranked]
    rows += [[_("no place"), row.activity.title, _("not enough information")] for row in board.unranked]
    return Section(title, header=[_("Place"), _("Activity"), _("Score")], rows=rows)


def _score(score: Decimal | None) -> str:
    return "" if score is None else number_format(score)
