"""The people of a workshop grade their strategy twice: as it was at the beginning, and as it stands at the end."""

from random import Random

from assessments.actions import close_wheel, create_wheel, open_wheel, record_grades
from assessments.models import Wheel
from demo.hall import Hall, round_half

TITLES = ("Стратегия в начале года (демонстрация)", "Стратегия после семинара (демонстрация)")
NOW = {
    "context": 3.8,
    "governance": 3.4,
    "vision": 2.9,
    "priorities": 3.9,
    "measures": 2.6,
    "monitoring": 2.3,
}
RAISED = {
    "context": 0.4,
    "governance": 0.8,
    "vision": 0.2,
    "priorities": 1.3,
    "measures": 0.3,
    "monitoring": -0.1,
}
LEANING = {"science": 0.3, "business": -0.4, "government": 0.5, "civil_society": -0.3}
UNKNOWN = {
    "scenarios": 0.55,
    "indicators": 0.4,
    "lessons": 0.3,
}  # part of the people who have not heard of it
USUALLY_UNKNOWN = 0.07


def grade_strategy(hall: Hall) -> None:
    chance = Random("wheel " + hall.story.region)  # noqa: S311  -- reason: invented grades, the same in every demonstration
    for title, share in zip(TITLES, (1.0, 0.0), strict=True):
        wheel = create_wheel(
            region=hall.workshop.region, workshop=hall.workshop, title=title, by=hall.facilitator
        )
        wheel = open_wheel(wheel=wheel, merged_groups={}, by=hall.facilitator)
        _give(wheel, hall, chance, share)
        close_wheel(wheel=wheel, by=hall.facilitator)


def _give(wheel: Wheel, hall: Hall, chance: Random, share_of_rise_missing: float) -> None:
    for person in hall.people:
        mildness = LEANING[person.helix] + chance.gauss(0, 0.4)
        for step in wheel.steps:
            centre = NOW[step["code"]] - share_of_rise_missing * RAISED[step["code"]] + mildness
            grades = {factor["code"]: _grade(factor["code"], centre, chance) for factor in step["factors"]}
            record_grades(wheel=wheel, step=step["code"], grades=grades, by=person.user, sequence=1)


def _grade(factor: str, centre: float, chance: Random) -> int:
    if chance.random() < UNKNOWN.get(factor, USUALLY_UNKNOWN):
        return 0
    return min(5, max(1, round_half(chance.gauss(centre, 0.8))))
