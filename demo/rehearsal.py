"""Plays a rehearsal: made-up people walk through the run sheet of a copy, by the actions people use."""

import json
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from django.conf import settings
from django.utils import translation

from accounts.models import Helix, User
from assessments.actions import adopt_framework, close_round, create_round, open_round, record_ballot
from assessments.models import Framework, Round
from assessments.projections import rebuild_analysis, rebuild_ranking
from assessments.queries import templates_by_key
from assessments.scoring import propose_merging
from demo.story import DATA
from discovery.actions import (
    begin_playing,
    confirm_participants,
    create_theme,
    join_as_guest,
    propose_activity,
    require_rehearsal,
    say_rehearsed,
    set_support,
    start_step,
    write_note,
)
from discovery.models import Activity, Participant, Rehearsal, Step, StepKind
from discovery.queries import present_by_helix, rehearsal_by_id

SHARES = {Helix.SCIENCE: 25, Helix.BUSINESS: 35, Helix.GOVERNMENT: 20, Helix.CIVIL_SOCIETY: 20}  # per cent
USUAL_QUESTIONS = "four-principles-short"
MOST_NOTES = 150
CANNOT_JUDGE_SHARE = 0.05
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Stopped(Exception):
    """Somebody stopped or wiped it."""


def play(rehearsal_id: int) -> bool:
    """The whole run sheet, or until it is stopped. False where another worker plays it or nobody waits for it."""
    if not begin_playing(rehearsal_id=rehearsal_id):
        return False
    rehearsal = rehearsal_by_id(rehearsal_id)
    if rehearsal is None:
        return False
    with translation.override(rehearsal.asked_by.language or settings.LANGUAGE_CODE):
        try:
            Player(rehearsal).play()
        except Stopped:
            return False
    return True


class Player:
    def __init__(self, rehearsal: Rehearsal) -> None:
        require_rehearsal(rehearsal.copy)
        self.rehearsal, self.copy, self.by = rehearsal, rehearsal.copy, rehearsal.asked_by
        self.chance = Random(rehearsal.pk)  # noqa: S311  -- reason: invented people
        self.told = json.loads((DATA / "practice.json").read_text(encoding="utf-8"))["activities"]
        self.people: list[Participant] = []
        self.activities: list[Activity] = []
        self.framework: Framework | None = None
        self.round: Round | None = None
        self.step_number, self.steps = 0, list(self.copy.steps.order_by("position"))

    def play(self) -> None:
        self._join()
        for number, step in enumerate(self.steps, start=1):
            self.step_number = number
            self._said(0.0)
            self.copy = start_step(workshop=self.copy, step=step, by=self.by)
            self._act(step)
            self._close_round()
        say_rehearsed(rehearsal=self.rehearsal, percent=100)

    def _act(self, step: Step) -> None:
        if step.kind == StepKind.PROPOSE:
            self._write()
        elif step.kind == StepKind.GROUP:
            self._group()
        elif step.kind == StepKind.SHORTLIST:
            self._make_activities()
            self._support()
        elif step.kind in (StepKind.SCORE, StepKind.SCORE_AGAIN):
            self._make_activities()
            self._score(step)

    def _join(self) -> None:
        for place in self._with_progress(range(self.rehearsal.people)):
            person = join_as_guest(
                workshop=self.copy,
                helix=helix_at(place, self.rehearsal.people),
                organization=None,
                language=LANGUAGES[place % len(LANGUAGES)],
                is_first_time=place % 3 == 0,
            )
            self.people.append(person)
        confirm_participants(workshop=self.copy, participant_ids=None, by=self.by)

    def _write(self) -> None:
        texts = [texts for row in self.told for _helix, texts in row["notes"]]
        for place, person in enumerate(self._with_progress(self.people[:MOST_NOTES])):
            language = person.user.language
            with translation.override(language):
                write_note(workshop=self.copy, text=texts[place % len(texts)][language], by=person.user)

    def _group(self) -> None:
        notes = list(self.copy.notes.order_by("pk").values_list("pk", "text"))
        for row in self._with_progress(self.told):
            own = {words for _helix, texts in row["notes"] for words in texts.values()}
            ids = [pk for pk, text in notes if text in own]
            if ids:
                create_theme(workshop=self.copy, title=self._word(row["theme"]), note_ids=ids, by=self.by)

    def _make_activities(self) -> None:
        """Those of the real workshop by name; where it has too few, invented ones."""
        if self.activities:
            return
        real = Activity.objects.filter(workshop=self.rehearsal.workshop).order_by("pk")
        named = [(one.title, one.summary) for one in real if one.is_current]
        invented = [(self._word(row["title"]), self._word(row["summary"])) for row in self.told]
        for title, summary in named if len(named) > 1 else invented:
            self.activities.append(
                propose_activity(
                    region=self.copy.region,
                    workshop=self.copy,
                    title=title,
                    summary=summary,
                    is_activity=True,
                    by=self.by,
                )
            )

    def _support(self) -> None:
        for person in self._with_progress(self.people):
            for activity in self.chance.sample(self.activities, k=min(3, len(self.activities))):
                set_support(activity=activity, wanted=True, by=person.user)

    def _score(self, step: Step) -> None:
        round = create_round(
            region=self.copy.region,
            framework=self._questions(),
            title=f"{step}",
            activity_ids=[activity.pk for activity in self.activities],
            workshop=self.copy,
            step=step,
            by=self.by,
        )
        counts = present_by_helix(self.copy.pk)
        merged = propose_merging(counts, self.copy.region.threshold)
        self.round = round = open_round(round=round, merged_groups=merged, by=self.by)
        method: dict[str, Any] = round.method or {}
        codes = [one["code"] for one in method["criteria"] if one["kind"] == "judged"]
        for person in self._with_progress(self.people):
            self._mark(round, codes, person.user)

    def _mark(self, round: Round, codes: Sequence[str], rater: User) -> None:
        for place, activity in enumerate(self.activities):
            marks: dict[str, int | str] = {
                code: "cannot_judge"
                if self.chance.random() < CANNOT_JUDGE_SHARE
                else min(10, max(0, round_half(self.chance.gauss(7 - place % 5, 2))))
                for code in codes
            }
            record_ballot(round=round, activity_id=activity.pk, marks=marks, by=rater, sequence=1)

    def _close_round(self) -> None:
        if self.round is None:
            return
        closed, self.round = close_round(round=self.round, by=self.by), None
        rebuild_ranking(closed.pk)
        rebuild_analysis(closed.pk)

    def _questions(self) -> Framework:
        if self.framework is None:
            asked = self.copy.framework_key
            key = asked if asked in templates_by_key() else USUAL_QUESTIONS
            self.framework = adopt_framework(region=self.copy.region, key=key, by=self.by)
        return self.framework

    def _word(self, texts: dict[str, str]) -> str:
        return texts[translation.get_language() or settings.LANGUAGE_CODE]

    def _with_progress(self, things: Any) -> Iterator[Any]:
        wanted = list(things)
        for place, thing in enumerate(wanted):
            if place % 10 == 0:
                self._said(place / len(wanted))
            yield thing

    def _said(self, share: float) -> None:
        """How far within the step. Raises Stopped."""
        percent = int(99 * (self.step_number + share) / (len(self.steps) + 1))
        if not say_rehearsed(rehearsal=self.rehearsal, percent=percent):
            raise Stopped


def helix_at(place: int, people: int) -> Helix:
    """The groups in their shares, mixed, the same in every rehearsal."""
    mixed = place * 37 % 100 if people >= 100 else place * 100 // people
    for helix, share in SHARES.items():
        mixed -= share
        if mixed < 0:
            return helix
    return Helix.CIVIL_SOCIETY


def round_half(value: float) -> int:
    return int(value + 0.5)
