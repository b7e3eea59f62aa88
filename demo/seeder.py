"""The demonstration, told through the actions people use: real statistics, invented workshops, labelled as such."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from accounts.actions import NamedOrganization
from accounts.models import OrganizationKind, User
from assessments.actions import adopt_framework, close_round, create_round, open_round
from assessments.models import Framework, Round
from assessments.projections import rebuild_analysis, rebuild_ranking
from demo.hall import Hall
from demo.objectives import write_objectives
from demo.people import PASSWORD, Cast, create_cast
from demo.reading import heard_by_ministry, read_and_returned
from demo.register import ask_about_merging, fill_register
from demo.scenarios import keep_suppositions
from demo.self_assessment import grade_strategy
from demo.story import DATA, Story, read_story
from discovery.actions import create_workshop, step_workshop
from discovery.models import Activity, StepKind, Workshop, WorkshopKind
from priorities.actions import (
    approve_set,
    choose_rule,
    draft_set,
    drop_priority,
    explain_rule,
    publish_set,
    record_legal_act,
    submit_set,
)
from priorities.models import PrioritySet
from priorities.queries.sets import board_of
from projects.actions import accept_proposal, open_standing_call, return_proposal, submit_proposal
from projects.models import Call, Proposal
from regions.models import Region, RegionKind
from regions.projections import rebuild_relatedness

Say = Callable[[str], None]
DEMONSTRATION_REGIONS = ("KZ-43", "KZ-47", "KZ-23", "KZ-27")
CYCLE = 2026
QUESTIONS = "four-principles-short"
HEARD = 0.45  # how far people of the second round have come towards the other groups


@dataclass(frozen=True)
class Idea:
    """One proposal: `joins` is the place of an activity in its workshop's list, or None for something new."""

    region: str
    title: str
    domain: str
    summary: str
    confidential_note: str
    organization: str
    joins: int | None


IDEAS = (
    Idea("KZ-43", "Линия плит из рисовой соломы", "C", "Пресс на двадцать тысяч плит в год рядом с элеватором; "
         "солому собираем у сорока хозяйств.", "Оборудование 240 млн тенге, своих 60.", "ТОО «Плита» (демонстрация)", 0),
    Idea("KZ-43", "Сорбент из рисовой шелухи", "C", "Очистка воды сорбентом из шелухи: опытная печь и сто тонн в год.",
         "Покупатель согласен на пробную партию.", "Лаборатория «Сорбент» (демонстрация)", 0),
    Idea("KZ-43", "Цех корма для карпа", "C", "Корм из отрубей и рисовой мучки, три тонны в день.",
         "Договор с двумя хозяйствами на стадии подписи.", "КХ «Сазан» (демонстрация)", 2),
    Idea("KZ-47", "Опреснитель на ветре для теплиц", "E", "Сто кубометров воды в сутки для гектара теплиц.",
         "Ищем гарантию на половину кредита.", "ТОО «Жел-Су» (демонстрация)", 0),
    Idea("KZ-23", "Трубы и фитинги из местного полипропилена", "C", "Экструдер на четыре тысячи тонн в год.",
         "Цена сырья обсуждается с заводом.", "ТОО «Түтік» (демонстрация)", 0),
    Idea("KZ-27", "Сушка овощей и трав на газе и солнце", "C", "Сушилка для хозяйств вдоль Урала, двести тонн в год.",
         "Нужен склад; своих средств треть.", "КХ «Жайық» (демонстрация)", None),
)  # fmt: skip


RULES: tuple[dict[str, Any], ...] = (
    {"kind": "supporters", "value": "civil_society", "limit": "at_least", "number": 1},
    {"kind": "sector", "value": "B", "limit": "at_most", "number": 1},
    {"kind": "technology_source", "value": "own", "limit": "at_least", "number": 2},
)


@transaction.atomic
def seed(say: Say) -> None:
    """Everything or nothing; `say` reports progress. Regions and statistics must be there."""
    cast = create_cast(DEMONSTRATION_REGIONS)
    for code in Region.objects.filter(kind__in=("region", "city")).values_list("code", flat=True):
        open_standing_call(region=Region.objects.get(code=code))
    for country in Region.objects.filter(kind=RegionKind.COUNTRY):
        rebuild_relatedness(country.pk)
    write_objectives(cast)
    say("Kyzylorda: a workshop of 48, a ranking, a published set ...")
    _kyzylorda(cast)
    say("Mangystau: a set that waits for a second official ...")
    _mangystau(cast)
    say("Atyrau: scoring is open ...")
    _atyrau(cast)
    say("West Kazakhstan: the first proposal ...")
    _propose(cast, "KZ-27", [])
    ask_about_merging(cast)


def _kyzylorda(cast: Cast) -> None:
    hall = _workshop(read_story("kyzylorda"), cast)
    proposals = _propose(cast, "KZ-43", hall.activities)
    fill_register(cast, hall.activities)
    for proposal in proposals[:2]:
        accept_proposal(
            proposal=proposal, by=cast.facilitator, reason="Есть сырьё, место и понятный первый опыт."
        )
    return_proposal(
        proposal=proposals[2],
        by=cast.facilitator,
        reason="Замысел хороший, не хватает двух ответов.",
        questions=["Откуда будет вода для цеха?", "Кто согласился покупать первую партию?"],
    )
    hall.go_to(StepKind.SCORE)
    _scored(hall, cast, title="До разговора в зале")
    hall.go_to(StepKind.SCORE_AGAIN)
    round = _scored(hall, cast, title="После разговора в зале", heard=HEARD, rules=RULES)
    grade_strategy(hall)
    priority_set = draft_set(
        round=round,
        title="Приоритеты Кызылординской области (демонстрация)",
        cycle=CYCLE,
        target_count=6,
        by=cast.facilitator,
    )
    last = priority_set.priorities.select_related("activity").latest("position")
    priority_set = drop_priority(
        priority_set=priority_set,
        activity=last.activity,
        reason="Первый опыт не описан до конца: вернёмся к нему в следующем году.",
        edit_version=priority_set.edit_version,
        by=cast.facilitator,
    )
    _explain(priority_set, cast)
    _submit(priority_set, "ДЕМО-1", hall, cast)
    for official in cast.officials:
        _approve(priority_set, official)
    publish_set(priority_set=priority_set, by=cast.officials[0])
    hall.go_to(StepKind.CLOSE)
    step_workshop(workshop=hall.workshop, name="close", by=cast.facilitator)


def _mangystau(cast: Cast) -> None:
    hall = _workshop(read_story("mangystau"), cast)
    _propose(cast, "KZ-47", hall.activities)
    priority_set = draft_set(
        round=_scored(hall, cast),
        title="Приоритеты Мангистауской области (демонстрация)",
        cycle=CYCLE,
        target_count=5,
        by=cast.facilitator,
    )
    _submit(priority_set, "ДЕМО-2", hall, cast)
    priority_set = read_and_returned(PrioritySet.objects.get(pk=priority_set.pk), cast)
    heard_by_ministry(priority_set, cast)
    _approve(priority_set, cast.officials[0])
    hall.go_to(StepKind.CLOSE)
    step_workshop(workshop=hall.workshop, name="close", by=cast.facilitator)


def _atyrau(cast: Cast) -> None:
    hall = _workshop(read_story("atyrau"), cast)
    _propose(cast, "KZ-23", hall.activities)
    hall.go_to(StepKind.SCORE)
    hall.score(_opened_round(hall, cast), share=0.6)


def _workshop(story: Story, cast: Cast) -> Hall:
    """People, notes, themes, activities and supports; the doors stay open."""
    workshop = create_workshop(
        region=Region.objects.get(code=story.region),
        title=story.title,
        purpose=story.purpose,
        kind=WorkshopKind.PROBLEM_SOLVING,
        held_date=story.date,
        place=story.place,
        by=cast.facilitator,
    )
    Workshop.objects.filter(pk=workshop.pk).update(is_demonstration=True)
    workshop = step_workshop(workshop=workshop, name="open", by=cast.facilitator)
    hall = Hall(story, workshop, cast.facilitator)
    hall.seat_everybody()
    hall.write_and_group()
    hall.support()
    return hall


def _opened_round(hall: Hall, cast: Cast, title: str = "") -> Round:
    region = hall.workshop.region
    known = Framework.objects.filter(region=region, key=QUESTIONS).last()
    framework = known or adopt_framework(region=region, key=QUESTIONS, by=cast.facilitator)
    round = create_round(
        region=region,
        framework=framework,
        title=title or hall.story.title,
        activity_ids=[activity.pk for activity in hall.activities],
        workshop=hall.workshop,
        by=cast.facilitator,
    )
    return open_round(round=round, merged_groups={}, by=cast.facilitator)


def _scored(
    hall: Hall, cast: Cast, *, title: str = "", heard: float = 0.0, rules: Iterable[dict[str, Any]] = ()
) -> Round:
    """Rules come before the close, when nobody knows the ranking."""
    round = _opened_round(hall, cast, title)
    for rule in rules:
        choose_rule(round=round, by=cast.facilitator, **rule)
    hall.score(round, heard=heard)
    round = close_round(round=round, by=cast.facilitator)
    rebuild_ranking(round.pk)
    rebuild_analysis(round.pk)
    keep_suppositions(round, cast)
    return round


def _propose(cast: Cast, region: str, activities: list[Activity]) -> list[Proposal]:
    call = Call.objects.get(region__code=region, activity=None)
    return [
        submit_proposal(
            call=call,
            title=idea.title,
            domain_code=idea.domain,
            summary=idea.summary,
            confidential_note=idea.confidential_note,
            organization=NamedOrganization(name=idea.organization, kind=OrganizationKind.SMALL_FIRM),
            activity=None if idea.joins is None else activities[idea.joins],
            by=cast.business,
        )
        for idea in IDEAS
        if idea.region == region
    ]


def _explain(priority_set: PrioritySet, cast: Cast) -> None:
    """No rule is broken in silence."""
    for broken in board_of(PrioritySet.objects.get(pk=priority_set.pk)).unexplained_rules:
        explain_rule(
            priority_set=priority_set,
            rule_id=broken.rule.pk,
            reason="Своих разработок, готовых к первому опыту, пока меньше, чем мы хотели; вернёмся к правилу через год.",
            edit_version=PrioritySet.objects.get(pk=priority_set.pk).edit_version,
            by=cast.facilitator,
        )


def _submit(priority_set: PrioritySet, act: str, hall: Hall, cast: Cast) -> None:
    """The legal act first: officials approve it together with the set."""
    record_legal_act(priority_set=priority_set, number=act, date=hall.story.date, by=cast.facilitator)
    submit_set(priority_set=PrioritySet.objects.get(pk=priority_set.pk), by=cast.facilitator)


def _approve(priority_set: PrioritySet, official: User) -> None:
    approve_set(priority_set=PrioritySet.objects.get(pk=priority_set.pk), password=PASSWORD, by=official)


def is_seeded() -> bool:
    return Workshop.objects.filter(is_demonstration=True).exists()


STATISTICS = DATA / "kazakhstan"
