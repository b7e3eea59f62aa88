"""Fills a hall: people, notes, themes, activities, supports and marks, all through the doors people use."""

from random import Random
from typing import Any

from django.utils import translation

from accounts.actions import join_as_guest, register_organization
from accounts.models import User
from assessments.actions import declare_conflict, record_ballot
from assessments.models import Round
from demo.objectives import objective_ids
from demo.story import Candidate, Story
from discovery.actions import (
    assign_notes,
    confirm_participants,
    create_theme,
    edit_activity,
    join_workshop,
    propose_activity,
    set_support,
    start_step,
    write_note,
)
from discovery.models import Activity, Participant, StepKind, Workshop

LANGUAGE = "ru"
CANNOT_JUDGE_SHARE = 0.06
RECUSED_SHARE = 0.02


class Hall:
    """One workshop with its people; `chance` makes every run of the demonstration the same."""

    def __init__(self, story: Story, workshop: Workshop, facilitator: User, language: str = LANGUAGE) -> None:
        self.story, self.workshop, self.facilitator = story, workshop, facilitator
        self.language = language
        self.chance = Random(story.region)  # noqa: S311  -- reason: invented marks, the same in every demonstration
        self.people: list[Participant] = []
        self.activities: list[Activity] = []

    def seat_everybody(self) -> None:
        for helix, speaker in self.story.seats():
            organization = (
                register_organization(
                    name=speaker.name, kind=speaker.kind, is_state_controlled=speaker.is_state_controlled
                )
                if speaker.name
                else None
            )
            guest = join_as_guest(language=self.language)
            self.people.append(
                join_workshop(workshop=self.workshop, helix=helix, organization=organization, by=guest)
            )
        confirm_participants(workshop=self.workshop, participant_ids=None, by=self.facilitator)

    def write_and_group(self) -> None:
        """Notes become themes, themes become activities; what fits nowhere stays loose."""
        for candidate in self.story.candidates:
            notes = [self._note(helix, text) for helix, text in candidate.notes]
            theme = create_theme(
                workshop=self.workshop, title=candidate.theme, note_ids=notes, by=self.facilitator
            )
            self.activities.append(self._propose(candidate, theme.pk))
        loose = [self._note(helix, text) for helix, text in self.story.loose_notes]
        if loose:
            assign_notes(workshop=self.workshop, note_ids=loose, theme=None, by=self.facilitator)

    def support(self) -> None:
        """People support what they lean towards."""
        for person in self.people:
            for activity, candidate in zip(self.activities, self.story.candidates, strict=True):
                if self.chance.random() < (candidate.leaning[person.helix] - 2) / 10:
                    set_support(activity=activity, wanted=True, by=person.user)

    def score(self, round: Round, *, share: float = 1.0, heard: float = 0.0) -> None:
        """Marks of the first `share` of the people, criterion by criterion around their group's leaning.

        heard: how far they have come towards the other groups since they talked, 0 to 1.
        """
        method: dict[str, Any] = round.method or {"criteria": []}
        codes = [criterion["code"] for criterion in method["criteria"] if criterion["kind"] == "judged"]
        for person in self.people[: round_up(share * len(self.people))]:
            generosity = self.chance.gauss(0, 0.7)
            for activity, candidate in zip(self.activities, self.story.candidates, strict=True):
                if self.chance.random() < RECUSED_SHARE:
                    declare_conflict(round=round, activity_id=activity.pk, by=person.user)
                    continue
                centre = leaning_after(candidate, person.helix, heard) + generosity
                marks = {code: self._mark(centre) for code in codes}
                record_ballot(round=round, activity_id=activity.pk, marks=marks, by=person.user, sequence=1)

    def go_to(self, kind: StepKind) -> None:
        """The run sheet moves to its first step of this kind."""
        step = self.workshop.steps.filter(kind=kind).earliest("position")
        self.workshop = start_step(workshop=self.workshop, step=step, by=self.facilitator)

    def _note(self, helix: str, text: str) -> int:
        author = self.chance.choice([person for person in self.people if person.helix == helix])
        with translation.override(language_of(text, self.language)):
            return write_note(workshop=self.workshop, text=text, by=author.user).pk

    def _propose(self, candidate: Candidate, theme_id: int) -> Activity:
        with translation.override(self.language):
            activity = propose_activity(
                region=self.workshop.region,
                workshop=self.workshop,
                title=candidate.title[self.language],
                summary=candidate.summary[self.language],
                theme_ids=[theme_id],
                domain_codes=candidate.domains,
                objective_ids=objective_ids(candidate.objectives),
                is_activity=True,
                by=self.facilitator,
                **candidate.fiche,
            )
        for language in candidate.title.keys() - {self.language}:
            with translation.override(language):
                title, summary = candidate.title[language], candidate.summary[language]
                edit_activity(activity=activity, title=title, summary=summary, by=self.facilitator)
        return activity

    def _mark(self, centre: float) -> int | str:
        if self.chance.random() < CANNOT_JUDGE_SHARE:
            return "cannot_judge"
        return min(10, max(0, round_half(self.chance.gauss(centre, 1.6))))


def leaning_after(candidate: Candidate, helix: str, heard: float) -> float:
    own, everybody = candidate.leaning[helix], list(candidate.leaning.values())
    return own + heard * (sum(everybody) / len(everybody) - own)


def language_of(text: str, otherwise: str = LANGUAGE) -> str:
    """Kazakh is told by its own letters; a demonstration needs no more."""
    return "kk" if set(text.lower()) & set("әғқңөұүһі") else otherwise


def round_up(value: float) -> int:
    return int(-(-value // 1))


def round_half(value: float) -> int:
    return int(value + 0.5)
