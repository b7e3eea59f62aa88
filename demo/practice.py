"""A copy to practise in: a made-up country and region with everything half way, told by the actions people use."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from accounts.actions import NamedOrganization, join_as_guest
from accounts.models import Helix, OrganizationKind, User
from assessments.actions import adopt_framework, close_round, create_round, open_round
from assessments.models import Round
from assessments.projections import rebuild_analysis, rebuild_ranking
from demo.hall import Hall
from demo.practice_figures import write_figures
from demo.story import DATA, Candidate, Speaker, Story
from discovery.actions import (
    confirm_participants,
    create_theme,
    create_workshop,
    join_workshop,
    start_step,
    step_workshop,
    write_note,
)
from discovery.models import Participant, StepKind, Workshop, WorkshopKind
from foundation import clock
from priorities.actions import draft_set, record_legal_act
from priorities.models import PrioritySet
from projects.actions import open_standing_call, submit_proposal
from regions.actions import add_objective, add_practice_region
from regions.actions.practice import Say
from regions.models import Domain, Membership, PolicyObjective, Practice, Region, Role

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LANGUAGES = ("kk", "ru", "en")
EXPERIMENT = ("hypothesis", "milestone", "stop_rule", "budget", "owner")
FICHE = ("market", "technology_source", "technology_kind", "change_pattern")
Told = Mapping[str, Any]


def furnish(practice: Practice, say: Say) -> Region:
    """Everything a learner finds; `say` hears per cents. Called within one transaction."""
    told = json.loads((DATA / "practice.json").read_text(encoding="utf-8"))
    with translation.override(practice.language):
        return Furnisher(told, practice, say).furnish()


@dataclass
class Furnisher:
    told: Told
    practice: Practice
    say: Say
    objectives: dict[str, PolicyObjective] = field(default_factory=dict)

    def furnish(self) -> Region:
        self._territories()
        self._colleagues()
        write_figures(self.told, self.country, self.region)
        self._objectives()
        self.say(15)
        hall = self._workshop_that_is_over()
        self.say(40)
        self._proposal(hall)
        round = self._scored(hall)
        self.say(75)
        self._drafted(round)
        hall.go_to(StepKind.CLOSE)
        step_workshop(workshop=hall.workshop, name="close", by=self.facilitator)
        self._workshop_half_done(hall.people)
        self.say(100)
        return self.region

    def _word(self, texts: Mapping[str, str]) -> str:
        return texts[self.practice.language]

    def _territories(self) -> None:
        key = "".join(secrets.choice(ALPHABET) for _ in range(7))
        owner = self.practice.owner
        self.country = add_practice_region(
            owner=owner, code=f"XP{key}", names=_columns("name", self.told["country"]), parent=None
        )
        names = _columns("name", self.told["region"]) | _columns("short_name", self.told["short"])
        self.region = add_practice_region(
            owner=owner, code=f"XP-{key}", names=names, parent=self.country
        )  # XP: kept free by ISO 3166 for uses like this one

    def _colleagues(self) -> None:
        """People who can never log in; the owner asks them for what one person cannot do alone."""
        roles = {
            "facilitator": Role.FACILITATOR,
            "official": Role.OFFICIAL,
            "second_official": Role.OFFICIAL,
        }
        people = {}
        for key, role in roles.items():
            people[key] = join_as_guest(language=self.practice.language)
            User.objects.filter(pk=people[key].pk).update(name=self._word(self.told["colleagues"][key]))
            Membership.objects.create(user=people[key], region=self.region, role=role)
        self.facilitator = people["facilitator"]

    def _objectives(self) -> None:
        for place, region in (("country", self.country), ("region", self.region)):
            for number, title in enumerate(self.told["objectives"][place], 1):
                serves = self.objectives.get("country:1") if place == "region" else None
                self.objectives[f"{place}:{number}"] = add_objective(
                    region=region, by=self.practice.owner, serves=serves, **_columns("title", title)
                )

    def _workshop_that_is_over(self) -> Hall:
        about = self.told["workshop"]
        story = Story(
            region=self.region.code,
            title=self._word(about["title"]),
            purpose=self._word(about["purpose"]),
            date=clock.now().date(),
            place=self._word(about["place"]),
            speakers={helix.value: (Speaker("", "", False),) for helix in Helix},
            candidates=tuple(self._candidate(row) for row in self.told["activities"]),
            loose_notes=(),
        )
        hall = Hall(story, self._opened(about), self.facilitator, self.practice.language)
        hall.seat_everybody()
        hall.write_and_group()
        hall.support()
        return hall

    def _opened(self, about: Told) -> Workshop:
        workshop = create_workshop(
            region=self.region,
            title=self._word(about["title"]),
            purpose=self._word(about["purpose"]),
            kind=WorkshopKind.PROBLEM_SOLVING,
            held_date=clock.now().date(),
            place=self._word(self.told["workshop"]["place"]),
            by=self.facilitator,
        )
        Workshop.objects.filter(pk=workshop.pk).update(is_demonstration=True)
        return step_workshop(workshop=workshop, name="open", by=self.facilitator)

    def _candidate(self, row: Told) -> Candidate:
        fiche = {name: row[name] for name in FICHE}
        fiche |= {name: self._word(row[name]) for name in ("assets", "actors") if name in row}
        words = [self._word(texts) for texts in row.get("experiment", ())]
        fiche |= {f"experiment_{name}": text for name, text in zip(EXPERIMENT, words, strict=False)}
        known = Domain.objects.filter(code__in=row["domains"]).values_list("code", flat=True)
        return Candidate(
            title=row["title"],
            summary=row["summary"],
            theme=self._word(row["theme"]),
            notes=tuple((helix, self._word(texts)) for helix, texts in row["notes"]),
            leaning=row["leaning"],
            domains=tuple(known),
            fiche=fiche,
            objectives=tuple(self._objective_name(name) for name in row["objectives"]),
        )

    def _objective_name(self, name: str) -> str:
        objective = self.objectives[name]
        return f"{objective.region.code}:{objective.code}"

    def _proposal(self, hall: Hall) -> None:
        about = self.told["proposal"]
        call = open_standing_call(region=self.region)
        if not Domain.objects.filter(code=about["domain"]).exists():
            return
        submit_proposal(
            call=call,
            title=self._word(about["title"]),
            domain_code=about["domain"],
            summary=self._word(about["summary"]),
            confidential_note=self._word(about["note"]),
            organization=NamedOrganization(self._word(about["organization"]), OrganizationKind.SMALL_FIRM),
            activity=hall.activities[about["joins"]],
            by=self.practice.owner,
        )

    def _scored(self, hall: Hall) -> Round:
        framework = adopt_framework(region=self.region, key="four-principles-short", by=self.facilitator)
        round = create_round(
            region=self.region,
            framework=framework,
            title=hall.story.title,
            activity_ids=[activity.pk for activity in hall.activities],
            workshop=hall.workshop,
            by=self.facilitator,
        )
        round = open_round(round=round, merged_groups={}, by=self.facilitator)
        hall.score(round)
        round = close_round(round=round, by=self.facilitator)
        rebuild_ranking(round.pk)
        rebuild_analysis(round.pk)
        return round

    def _drafted(self, round: Round) -> None:
        about = self.told["set"]
        priority_set = draft_set(
            round=round,
            title=self._word(about["title"]),
            cycle=clock.now().year,
            target_count=5,
            by=self.facilitator,
        )
        record_legal_act(
            priority_set=PrioritySet.objects.get(pk=priority_set.pk),
            number=self._word(about["act"]),
            date=clock.now().date(),
            by=self.facilitator,
        )

    def _workshop_half_done(self, people: list[Participant]) -> None:
        """The same people once more, in the middle of grouping."""
        about = self.told["half_done"]
        workshop = self._opened(about)
        seats = {
            person.helix: join_workshop(
                workshop=workshop, helix=person.helix, organization=None, by=person.user, is_invited=True
            )
            for person in people
        }
        confirm_participants(workshop=workshop, participant_ids=None, by=self.facilitator)

        def written(row: list[Any]) -> int:
            helix, texts = row
            return write_note(workshop=workshop, text=self._word(texts), by=seats[helix].user).pk

        grouped = [written(row) for row in about["grouped"]]
        for row in about["loose"]:
            written(row)
        create_theme(
            workshop=workshop, title=self._word(about["theme"]), note_ids=grouped, by=self.facilitator
        )
        step = workshop.steps.filter(kind=StepKind.GROUP).earliest("position")
        start_step(workshop=workshop, step=step, by=self.facilitator)


def _columns(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES}
