"""What a publication says, gathered from the records for the open-data bundle, and read back from it for pages.

The page and the API show what was read back from the bundle's own files, so that they cannot say anything else than it does.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation

from assessments.models import Round, RoundActivity
from assessments.queries import analysis_of, media_of
from discovery.models import Activity
from discovery.queries import note_counts_by_helix, present_by_helix, theme_counts
from priorities import publication as opened
from priorities.models import CoverRule, PrioritySet, Publication, Remark
from priorities.queries.alignment import alignment_of
from priorities.queries.rules import RuleOfSet, late_drops, named
from priorities.queries.sets import SetBoard
from priorities.queries.texts import LANGUAGES, texts_by_language
from projects.queries import proposal_counts
from regions.models import Domain, PolicyObjective, Region

FICHE = (
    "kind",
    "market",
    "technology_source",
    "technology_kind",
    "change_pattern",
    "assets",
    "actors",
    *Activity.EXPERIMENT_FIELDS,
)
DOCUMENTS = (
    "manifest", "method", "activities", "participation", "results", "robustness", "decisions", "thread",
)  # fmt: skip
TABLES = ("cells", "measured")


def content_of(board: SetBoard, *, edition: opened.Edition, verifier: bytes) -> opened.Content:
    """The input of the bundle, in a constant number of queries."""
    round = board.priority_set.round
    entries = list(
        RoundActivity.objects.filter(round=round)
        .select_related("activity")
        .prefetch_related("activity__domains")
        .order_by("position", "pk")
    )
    outside = [board.activities[each] for each in board.order if each not in {e.activity_id for e in entries}]
    return opened.Content(
        edition=edition,
        method=opened.FrozenMethod(document=round.method or {}, digest=round.method_hash, seed=round.seed),
        results=board.ranking.document,
        measured=tuple(value for entry in entries for value in measured_values(entry)),
        activities=tuple(card_of(activity) for activity in [*(e.activity for e in entries), *outside]),
        attendance=attendance_at(round.workshop_id),
        decisions=decisions_of(board),
        thread=tuple(thread_entries(board.order)),
        verifier=verifier,
        left_out=round.left_out_count,
        voids=round.void_counts,
        robustness=robustness_of(round),
        media=media_as_told(round),
    )


def media_as_told(round: Round) -> Mapping[str, int | None] | None:
    """How many scored on a phone and how many on paper; None where nobody did on paper."""
    media = media_of(round)
    return {"phone": media.phone, "paper": media.paper} if media else None


def robustness_of(round: Round) -> Mapping[str, Any] | None:
    """None where it is not computed (yet): a publication does not wait for it."""
    analysis = analysis_of(round)
    found: Mapping[str, Any] | None = analysis.document["robustness"] if analysis else None
    return found


def edition_of(priority_set: PrioritySet, *, number: int, version: int, published: dt.date) -> opened.Edition:
    corrected = priority_set.corrects.publication.number if priority_set.corrects else None
    return opened.Edition(
        region=priority_set.region.code,
        set_id=f"{priority_set.region.code}-{priority_set.cycle}",
        version=version,
        number=number,
        published=published.isoformat(),
        erratum_of=corrected,
    )


def verifier_bytes() -> bytes:
    """The program that goes into every bundle; one file at the root of the project."""
    return Path(settings.BASE_DIR, "verify.py").read_bytes()


def local_date(moment: dt.datetime, region: Region) -> dt.date:
    return moment.astimezone(ZoneInfo(region.time_zone)).date()


def card_of(activity: Activity) -> opened.ActivityCard:
    fiche = {name: getattr(activity, name) for name in FICHE}
    return opened.ActivityCard(
        code=str(activity.pk),
        titles=texts_by_language(activity, "title"),
        domains=tuple(domain.code for domain in activity.domains.all()),
        fiche={"summary": texts_by_language(activity, "summary")} | {k: v for k, v in fiche.items() if v},
    )


def measured_values(entry: RoundActivity) -> Iterable[opened.MeasuredValue]:
    """The values frozen at the opening; a missing one is left out, never zero."""
    for criterion, value in sorted(entry.measured.items()):
        if value.get("u") is not None:
            inputs = value.get("inputs") or {}
            yield opened.MeasuredValue(
                activity=str(entry.activity_id),
                criterion=criterion,
                u=str(value["u"]),
                raw="; ".join(f"{name} = {inputs[name]}" for name in sorted(inputs)),
                unit=str(value.get("unit", "")),
                vintage=str(value.get("vintage", "")),
                source=str(value.get("source", "")),
                anchors=str(value.get("anchors", "")),
            )


def attendance_at(workshop_id: int | None) -> dict[str, int]:
    """Confirmed people by helix; the bundle leaves out numbers below the threshold."""
    return present_by_helix(workshop_id) if workshop_id else {}


def decisions_of(board: SetBoard) -> opened.Decisions:
    priority_set = board.priority_set
    alignment = alignment_of(priority_set.region, board.order)
    return opened.Decisions(
        target=priority_set.target_count,
        order=tuple(str(each) for each in board.order),
        deviations=tuple(
            opened.Deviation(
                activity=str(each.activity_id),
                kind=each.written_kind,
                reason=each.reason,
                from_position=each.rank,
                to_position=each.position,
            )
            for each in board.differences
        ),
        approvals=tuple(
            opened.Approval(
                role="official", date=local_date(each.approved_at, priority_set.region).isoformat()
            )
            for each in board.approvals
        ),
        approvals_needed=priority_set.approvals_needed,
        legal_act=legal_act_of(priority_set),
        reviews={
            str(each.activity_id): each.review_date.isoformat()
            for each in board.priorities
            if each.review_date
        },
        returns=priority_set.return_count,
        remarks=remark_counts(board),
        alignment=alignment.as_document() if alignment else None,
        rules=tuple(map(published_rule, board.rules)),
        dropped_rules=tuple(dropped_rules(priority_set)),
    )


def published_rule(each: RuleOfSet) -> opened.Rule:
    rule = each.rule
    return opened.Rule(
        **what_it_asks(rule, each.about),
        chosen="after" if rule.is_late else "before",
        reason=rule.reason,
        counts=tuple(str(activity_id) for activity_id in each.counting),
        held=len(each.held),
        kept=each.is_kept,
        broken_reason=each.shown_reason,
    )


def dropped_rules(priority_set: PrioritySet) -> Iterable[opened.DroppedRule]:
    rules = late_drops(priority_set)
    abouts = named(rules, priority_set.region)
    for rule in rules:
        yield opened.DroppedRule(**what_it_asks(rule, abouts[rule.pk]), reason=rule.dropped_reason)


def what_it_asks(rule: CoverRule, about: Any) -> dict[str, Any]:
    return {
        "code": str(rule.pk),
        "kind": rule.kind,
        "value": rule.value,
        "names": names_by_language(about),
        "limit": rule.limit,
        "number": rule.number,
    }


def names_by_language(about: Any) -> dict[str, str]:
    """Of a class or an objective as they were entered, of our own words in every language."""
    column = {Domain: "name", PolicyObjective: "title"}.get(type(about))
    if column:
        return texts_by_language(about, column)
    words = {}
    for language in LANGUAGES:
        with translation.override(language):
            words[language] = str(about)
    return words


def remark_counts(board: SetBoard) -> dict[str, dict[str, int]]:
    """How many remarks of each kind the officials and the ministry made; their words stay inside."""
    counts: dict[str, dict[str, int]] = {voice: {} for voice in Remark.Voice.values}
    for remark in board.remarks:
        counts[remark.voice][remark.kind] = counts[remark.voice].get(remark.kind, 0) + 1
    return counts


def legal_act_of(priority_set: PrioritySet) -> opened.LegalAct | None:
    if priority_set.legal_act_date is None:
        return None
    return opened.LegalAct(
        number=priority_set.legal_act_number,
        date=priority_set.legal_act_date.isoformat(),
        scan_sha256=priority_set.legal_act_digest or None,
    )


def thread_entries(order: Sequence[int]) -> Iterable[opened.ThreadEntry]:
    """What stands behind each priority, as counts; hidden notes are not counted."""
    themes = theme_counts(order)
    notes, proposals = note_counts_by_helix(order), proposal_counts(order)
    for activity_id in order:
        yield opened.ThreadEntry(
            activity=str(activity_id),
            notes_by_helix=notes[activity_id],
            themes=themes[activity_id],
            proposals=proposals[activity_id]["accepted"],
        )


def content_from_files(files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, Any]:
    """The bundle's files as plain values, and what the page says besides figures: titles and names."""
    documents = {name: json.loads(files[f"{name}.json"]) for name in DOCUMENTS}
    tables = {name: rows_of(files[f"{name}.csv"]) for name in TABLES}
    return {**documents, **tables, "about": dict(about)}


def rows_of(table: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table.decode())))


def about_set(priority_set: PrioritySet, kind: Publication.Kind) -> dict[str, Any]:
    """Words for the page that are no figures."""
    round, workshop = priority_set.round, priority_set.round.workshop
    return {
        "title": priority_set.title,
        "cycle": priority_set.cycle,
        "kind": kind.value,
        "revision_reason": priority_set.revision_reason,
        "region": texts_by_language(priority_set.region, "name"),
        "round": round.title,
        "is_demonstration": bool(workshop and workshop.is_demonstration),
    }
