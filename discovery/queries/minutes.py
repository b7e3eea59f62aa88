"""What the minutes of a workshop say: gathered once for each language, as plain texts."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from accounts.models import Helix, OrganizationKind, User
from discovery.models import Minutes, Participant, Workshop
from discovery.queries.activities import activities_of_workshop
from discovery.queries.balance import balance_sections
from discovery.queries.notes import notes_of_workshop
from discovery.queries.participants import participants_of_workshop
from discovery.queries.records import (
    below_the_line,
    day_and_time,
    merges_section,
    paper_section,
    run_sheet_section,
    themes_section,
    verify_section,
    zone_of,
)
from discovery.queries.shortlists import shortlist_entries, shortlist_of
from discovery.registries import Section, sections_elsewhere
from discovery.scoring import merged_counts
from discovery.sentences import SENTENCES
from foundation.audit import reasons_of
from regions.permissions import roles_of

LANGUAGES = ("ru", "kk", "en")


def latest_minutes(workshop: Workshop) -> Minutes | None:
    return Minutes.objects.filter(workshop=workshop).select_related("written_by").order_by("-number").first()


def minutes_for(user: Any, *, workshop_id: int, number: int) -> Minutes | None:
    """One version, for the region's people and for those who took part."""
    took_part = Exists(Participant.objects.filter(workshop=OuterRef("workshop"), user_id=user.pk))
    known = Q(workshop__region_id__in=roles_of(user)) | Q(took_part)
    rows = Minutes.objects.filter(known, workshop=workshop_id)
    return rows.select_related("workshop__region", "written_by").filter(number=number).first()


def minutes_document(workshop: Workshop) -> dict[str, Any]:
    """Language -> {"title", "sections"}; canonical JSON can hold it."""
    return {language: minutes_in(workshop, language) for language in LANGUAGES}


def minutes_in(workshop: Workshop, language: str) -> dict[str, Any]:
    with translation.override(language):
        return {
            "title": _("Minutes: %(title)s") % {"title": workshop.title},
            "sections": [_plain(section) for section in sections_of(workshop)],
        }


def sections_of(workshop: Workshop) -> list[Section]:
    """In the active language."""
    people = [person for person in participants_of_workshop(workshop) if person.is_admitted]
    found = [
        _facts(workshop),
        run_sheet_section(workshop),
        _attendance(workshop, people),
        _organizations(workshop, people),
        *balance_sections(workshop),
        paper_section(workshop),
        _ideas(workshop),
        themes_section(workshop),
        _activities(workshop),
        merges_section(workshop),
        _shortlist(workshop),
        *sections_elsewhere(workshop),
        _decisions(workshop),
        verify_section(),
    ]
    return [section for section in found if section.paragraphs or section.rows]


def number_of(people: int | None, threshold: int) -> str:
    """A count, or in words that it is withheld."""
    return str(people) if people is not None else _("fewer than %(g)d") % {"g": threshold}


def _facts(workshop: Workshop) -> Section:
    when = date_format(workshop.held_date, "DATE_FORMAT")
    if workshop.start_time:
        when = f"{when}, {time_format(workshop.start_time, 'TIME_FORMAT')}"
    facts = {
        _("Region"): workshop.region.name,
        _("When"): when,
        _("Where"): ", ".join(filter(None, [workshop.place, workshop.online_url])),
        _("Kind"): workshop.get_kind_display(),
        _("Led by"): ", ".join(_leaders(workshop)),
        _("What it is for"): workshop.purpose,
    }
    return Section(_("The workshop"), rows=[[name, fact] for name, fact in facts.items() if fact])


def _leaders(workshop: Workshop) -> list[str]:
    """Whoever moved the doors or the run sheet; before that whoever prepared it."""
    verbs = [f"discovery.{verb}" for verb in ("open_workshop", "close_workshop", "start_step")]
    ids = reasons_of(workshop).filter(verb__in=verbs).values_list("actor_id", flat=True)
    led = User.objects.filter(pk__in={*ids} or {workshop.created_by_id}).order_by("pk")
    return [str(person) for person in led]


def _attendance(workshop: Workshop, people: Iterable[Participant]) -> Section:
    counts = {helix.value: 0 for helix in Helix}
    for person in people:
        counts[person.helix] += 1
    names = {helix.value: str(helix.label) for helix in Helix}
    return _counted(_("Who was there, by group"), _("Group"), counts, names, workshop.region.threshold)


def _organizations(workshop: Workshop, people: Iterable[Participant]) -> Section:
    kinds = {kind.value: 0 for kind in OrganizationKind}
    for person in people:
        if person.organization:
            kinds[person.organization.kind] += 1
    names = {kind.value: str(kind.label) for kind in OrganizationKind}
    title = _("Who was there, by kind of organization")
    return _counted(title, _("Kind"), kinds, names, workshop.region.threshold)


def _counted(
    title: str, column: str, counts: Mapping[str, int], names: Mapping[str, str], threshold: int
) -> Section:
    """Without a number about fewer people than the region's threshold."""
    rows = [
        [", ".join(names[group] for group in together), number_of(number, threshold)]
        for together, number in merged_counts(counts, threshold)
    ]
    return Section(title, header=[column, _("People")], rows=rows)


def _ideas(workshop: Workshop) -> Section:
    rows = [
        [note.theme.title if note.theme else _("without a theme"), note.text, note.participant.get_helix_display()]
        for note in notes_of_workshop(workshop).order_by("theme_id", "pk")
    ]  # fmt: skip
    return Section(_("Ideas and themes"), header=[_("Theme"), _("Idea"), _("Group")], rows=rows)


def _activities(workshop: Workshop) -> Section:
    threshold = workshop.region.threshold
    rows = []
    for activity in activities_of_workshop(workshop):
        number = activity.support_count  # type: ignore[attr-defined]  # -- reason: annotated by the query
        shown = number if number >= threshold or not number else None
        rows.append([activity.title, number_of(shown, threshold)])
    return Section(_("Activities"), header=[_("Activity"), _("Supporters")], rows=rows)


def _shortlist(workshop: Workshop) -> Section:
    shortlist = shortlist_of(workshop)
    rows = [[str(entry.position), entry.activity.title, _way(entry)] for entry in shortlist_entries(workshop)]
    reason = [shortlist.reason] if shortlist and shortlist.reason else []
    header = [_("No."), _("Activity"), _("How it came on the list")]
    return Section(_("Shortlist"), paragraphs=[*reason, *below_the_line(workshop)], header=header, rows=rows)


def _way(entry: Any) -> str:
    way = str(entry.get_way_display())
    return f"{way}: {entry.get_helix_display()}" if entry.helix else way


def _decisions(workshop: Workshop) -> Section:
    rows, zone = [], zone_of(workshop)
    for row in reasons_of(workshop).exclude(verb="discovery.keep_minutes"):
        said = SENTENCES.get(row.verb)
        if said:
            words = row.words.text if hasattr(row, "words") else ""
            rows.append([day_and_time(row.at, zone), str(said), words])
    return Section(_("What was done"), header=[_("When"), _("What"), _("Reason")], rows=rows)


def _plain(section: Section) -> dict[str, Any]:
    plain = asdict(section)
    return {name: value if isinstance(value, str) else _lists(value) for name, value in plain.items()}


def _lists(value: Any) -> Any:
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else str(value)
