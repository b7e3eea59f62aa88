"""Other assumptions beside the results of the demonstration: what would move, and what stays."""

from dataclasses import dataclass

from django.utils import translation

from assessments.actions import keep_scenario
from assessments.models import Round
from assessments.queries import agreed_shares
from demo.people import LANGUAGE, Cast


@dataclass(frozen=True)
class Supposition:
    """`shares`: percent for the four principles and discovery, in this order; None: as agreed."""

    name: str
    assumption: str
    shares: tuple[int, int, int, int, int] | None
    kappa: int = 2


PRINCIPLES = ("inclusivity", "specialization", "diversification", "experimentation", "discovery")
SUPPOSITIONS = (
    Supposition(
        "Новое важнее сильного",
        "Если нефть и рис подешевеют, области нужнее всего то, чего здесь ещё не делают.",
        (15, 10, 50, 15, 10),
    ),
    Supposition(
        "Сначала сильные стороны",
        "Если денег хватит только на одно-два дела, берёмся за то, что уже умеем лучше других.",
        (15, 50, 10, 15, 10),
    ),
    Supposition(
        "Пробуем быстро",
        "Если результат нужен за год, важнее всего, что можно испытать малым опытом.",
        (15, 15, 15, 45, 10),
    ),
    Supposition(
        "Малым группам меньше веса",
        "Те же веса, но группа считается наполовину только с восемью людьми.",
        None,
        kappa=8,
    ),
)


def keep_suppositions(round: Round, cast: Cast) -> None:
    """By the analyst; weights stay as agreed where nothing else is said."""
    with translation.override(LANGUAGE):
        for each in SUPPOSITIONS:
            shares = dict(zip(PRINCIPLES, each.shares, strict=True)) if each.shares else agreed_shares(round)
            keep_scenario(
                round=round,
                name=each.name,
                assumption=each.assumption,
                shares=shares,
                kappa=each.kappa,
                by=cast.analyst,
            )
