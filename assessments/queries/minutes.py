"""What the rounds of a workshop add to its minutes."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Helix
from assessments.models import Round
from assessments.queries.agreement import agreement_of
from assessments.queries.boards import taken_off_board
from assessments.queries.paper_marks import media_of
from assessments.queries.rankings import Board, BoardRow, board_of
from discovery.models import Workshop
from discovery.queries import number_of
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
        return Section(
            title, paragraphs=[_("The result is being computed."), *_how_it_was_scored(round, None)]
        )
    words = _agreement_in_words(round)
    header = [_("Place"), _("Activity"), _("Score"), *([_("Agreement")] if words else [])]
    rows = [_row(row, str(row.official.rank), _score(row.official.score), words) for row in board.ranked]
    rows += [_row(row, _("no place"), _("not enough information"), words) for row in board.unranked]
    return Section(title, paragraphs=_how_it_was_scored(round, board), header=header, rows=rows)


def _how_it_was_scored(round: Round, board: Board | None) -> list[str]:
    """Who scored, on what, who kept out of what, and the fingerprints. Nothing about fewer than the threshold."""
    said = [*_raters_in_words(board), *_paper_in_words(round)] if board else _paper_in_words(round)
    if board:
        said += _counts_in_words(board) + _taken_off_in_words(round)
    said.append(_("Fingerprint of the method: %(digest)s") % {"digest": round.method_hash})
    said.append(_("Fingerprint of all ballots: %(digest)s") % {"digest": round.ballots_digest})
    if board:
        said.append(_("Fingerprint of the result: %(digest)s") % {"digest": board.ranking.digest})
    return said


def _raters_in_words(board: Board) -> list[str]:
    merged = dict(board.merged)
    groups = []
    for group, number in board.raters.items():
        names = ", ".join(str(Helix(helix).label) for helix in (group, *merged.get(group, ())))
        groups.append(f"{names} – {number_of(number, board.round.threshold)}")
    return [_("On the sealed list: %(groups)s.") % {"groups": "; ".join(groups)}]


def _paper_in_words(round: Round) -> list[str]:
    media = media_of(round)
    if media is None:
        return []
    if media.is_withheld:
        return [
            _("Some scored on paper. How many stays back: one of the two numbers is too small to be shown.")
        ]
    return [_("%(phone)d by phone, %(paper)d on paper.") % {"phone": media.phone, "paper": media.paper}]


def _counts_in_words(board: Board) -> list[str]:
    """Declared interests and struck marks, as far as they may be counted."""
    document, threshold = board.ranking.document, board.round.threshold
    said = []
    for name, number in (
        (_("Interests declared (those people's marks on that activity do not count)"), document["recusals"]),
        (_("People whose marks were struck before the close"), document["voids"]),
    ):
        shown = None if 0 < number < threshold else number
        said.append(f"{name}: {number_of(shown, threshold)}.")
    return said


def _taken_off_in_words(round: Round) -> list[str]:
    """As the board said it while the round was open; whole batches, so never a small number."""
    people = taken_off_board(round)
    words = ngettext(
        "Marks were struck. %(n)s person who came in together with them was taken off: else the difference between two pictures would show the struck marks.",
        "Marks were struck. %(n)s people who came in together were taken off, the struck among them: else the difference between two pictures would show the struck marks.",
        people,
    )
    return [words % {"n": people}] if people else []


def _row(row: BoardRow, place: str, score: str, words: Mapping[int, str]) -> list[str]:
    return [place, row.activity.title, score, *([words.get(row.activity.pk, "")] if words else [])]


def _agreement_in_words(round: Round) -> dict[int, str]:
    """Activity -> how far marks lie apart; empty while that is not computed."""
    agreement = agreement_of(round)
    entries = agreement.entries if agreement else ()
    return {one.row.activity.pk: str(one.quadrant_in_words) for one in entries}


def _score(score: Decimal | None) -> str:
    return "" if score is None else number_format(score)
