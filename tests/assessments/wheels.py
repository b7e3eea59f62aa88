"""Self-assessments in each state, given by the people of a hall."""

from assessments import actions
from assessments.models import Wheel
from tests.assessments.halls import WITH_SCIENCE, Hall

PEOPLE = 6


def prepared(hall: Hall, title: str = "Strategy 2030") -> Wheel:
    return actions.create_wheel(region=hall.region, workshop=hall.workshop, title=title, by=hall.facilitator)


def opened(hall: Hall) -> Wheel:
    return actions.open_wheel(wheel=prepared(hall), merged_groups=WITH_SCIENCE, by=hall.facilitator)


def give(hall: Hall, wheel: Wheel, count: int = PEOPLE, lift: int = 0) -> None:
    """Vision: 3 on average, nobody knows of the challenges, scenarios are not answered. Everything else: 2, 3, 4 ..."""
    for number, person in enumerate(hall.people["science"][:count]):
        grade = 2 + number % 3 + lift
        for step in wheel.steps:
            grades = {factor["code"]: grade for factor in step["factors"]}
            if step["code"] == "vision":
                grades = {"innovation": grade, "challenges": 0}
            actions.record_grades(wheel=wheel, step=step["code"], grades=grades, by=person.user, sequence=1)


def closed(hall: Hall, lift: int = 0) -> Wheel:
    wheel = opened(hall)
    give(hall, wheel, lift=lift)
    return actions.close_wheel(wheel=wheel, by=hall.facilitator)


def words(wheel: Wheel, **changed: str) -> dict[str, str]:
    """The form of the step "vision" as it stands, some fields changed."""
    texts = next(step for step in wheel.steps if step["code"] == "vision")
    sent = {f"step_name_{language}": words for language, words in texts["name"].items()}
    for number, factor in enumerate(texts["factors"], start=1):
        for column in ("name", "explanation"):
            sent |= {
                f"factor{number}_{column}_{language}": words for language, words in factor[column].items()
            }
    return sent | {"edit_version": str(wheel.edit_version)} | changed
