"""Halls for the tests: a region with its people, a workshop, activities, a framework and a round, made in few lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from accounts.models import Helix, User
from assessments import actions, projections
from assessments.models import Framework, RosterEntry, Round
from discovery.models import Activity, Participant, Workshop
from regions.models import Region, Role
from tests.factories.assessments import CriterionFactory, FrameworkFactory
from tests.factories.discovery import ActivityFactory, ParticipantFactory, WorkshopFactory
from tests.factories.regions import RegionFactory, member

FOUR_GROUPS = {"science": 5, "business": 6, "government": 5, "civil_society": 5}
WITH_SCIENCE = dict.fromkeys(("business", "government", "civil_society"), "science")  # a hall of one group


@dataclass
class Hall:
    """`people`: helix -> confirmed participants, in the order they joined."""

    region: Region
    facilitator: User
    workshop: Workshop
    framework: Framework
    activities: list[Activity]
    people: dict[str, list[Participant]] = field(default_factory=dict)

    def round(self, **rules: object) -> Round:
        return actions.create_round(
            region=self.region,
            framework=self.framework,
            title="First round",
            activity_ids=[activity.pk for activity in self.activities],
            workshop=self.workshop,
            by=self.facilitator,
            **rules,  # type: ignore[arg-type]  # -- reason: tests choose single rules
        )

    def open_round(self, merged_groups: Mapping[str, str] | None = None, **rules: object) -> Round:
        return actions.open_round(
            round=self.round(**rules), merged_groups=merged_groups or {}, by=self.facilitator
        )

    def closed_round(self, merged_groups: Mapping[str, str] | None = None) -> Round:
        """Everybody has scored; the ranking waits for its worker."""
        round = self.open_round(merged_groups)
        self.everybody_scores(round)
        return actions.close_round(round=round, by=self.facilitator)

    def ranked_round(self, merged_groups: Mapping[str, str] | None = None) -> Round:
        round = self.closed_round(merged_groups)
        projections.rebuild_ranking(round.pk)
        return round

    def everybody_scores(self, round: Round, mark: int = 7) -> None:
        """Marks differ by person and activity, so that nothing is withheld and places differ."""
        codes = [entry["code"] for entry in round.method["criteria"] if entry["kind"] == "judged"]  # type: ignore[index]  # -- reason: opened
        for row, rater in enumerate(RosterEntry.objects.filter(round=round).select_related("user")):
            for place, activity in enumerate(self.activities):
                marks = {code: (mark + row + column - 2 * place) % 11 for column, code in enumerate(codes)}
                actions.record_ballot(
                    round=round, activity_id=activity.pk, marks=marks, by=rater.user, sequence=1
                )

    def rater(self, helix: str = "science", index: int = 0) -> User:
        return self.people[helix][index].user


def make_hall(
    groups: Mapping[str, int] = FOUR_GROUPS,
    *,
    activities: int = 3,
    questions: int = 2,
    measures: Sequence[str] = (),
    region: Region | None = None,
) -> Hall:
    region = region or RegionFactory.create()
    workshop = WorkshopFactory.create(region=region)
    hall = Hall(
        region=region,
        facilitator=member(region, Role.FACILITATOR),
        workshop=workshop,
        framework=make_framework(region, questions, measures),
        activities=ActivityFactory.create_batch(activities, region=region, workshop=workshop),
    )
    for helix in Helix.values:
        hall.people[helix] = ParticipantFactory.create_batch(
            groups.get(helix, 0), workshop=workshop, helix=helix
        )
    return hall


def make_framework(region: Region, questions: int = 2, measures: Sequence[str] = ()) -> Framework:
    """Equal weights; every question stands under a principle in turn, measured criteria under the first."""
    framework = FrameworkFactory.create(region=region)
    principles = ("inclusivity", "specialization", "diversification", "experimentation", "discovery")
    weight = 100 / (questions + len(measures))
    for position in range(questions):
        CriterionFactory.create(
            framework=framework,
            code=f"q{position}",
            position=position,
            principle=principles[position % len(principles)],
            weight=weight,
        )
    for position, measure in enumerate(measures, start=questions):
        CriterionFactory.create(
            framework=framework,
            code=f"m-{measure}",
            position=position,
            kind="measured",
            measure=measure,
            weight=weight,
        )
    return framework
