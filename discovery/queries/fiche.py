"""What stands in the fiche of an activity: its choices, its versions and what is still missing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from discovery.models import Activity, ActivityVersion, Actor, EnteredTranslation
from discovery.models.activity import LANGUAGES
from regions.models import Domain, PolicyObjective, Region, ScientificDomain

LISTS = ("domains", "scientific_domains", "objectives", "organizations")
FICHE_LABELS: Mapping[str, Promise] = {
    "title": _("Title"),
    "summary": _("What is done"),
    "kind": _("Kind"),
    "is_activity": _("An activity, not a firm or a whole sector"),
    "market": _("Where it would be sold"),
    "technology_source": _("Where the technology comes from"),
    "technology_kind": _("Kind of technology"),
    "readiness": _("How ready the technology is"),
    "change_pattern": _("What changes"),
    "assets": _("What it builds on"),
    "actors": _("Who would do it"),
    "experiment_hypothesis": _("What the first experiment is to find out"),
    "experiment_milestone": _("First milestone"),
    "experiment_stop_rule": _("When it would be stopped"),
    "experiment_budget": _("Budget"),
    "experiment_owner": _("Who leads it"),
    "domains": _("Parts of the economy"),
    "scientific_domains": _("Fields of research"),
    "objectives": _("Objectives it serves"),
    "organizations": _("Organizations"),
}
TRANSLATED = ("title", "summary")


@dataclass(frozen=True)
class Part:
    """One part of the fiche. `is_needed`: nothing can be scored without it. `anchor`: the field in the form."""

    name: str
    label: Promise
    is_there: bool
    is_needed: bool = False

    @property
    def anchor(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True)
class Completeness:
    parts: tuple[Part, ...]

    @property
    def there(self) -> int:
        return sum(part.is_there for part in self.parts)

    @property
    def missing(self) -> list[Part]:
        """What scoring needs stands first."""
        gaps = [part for part in self.parts if not part.is_there]
        return sorted(gaps, key=lambda part: not part.is_needed)

    @property
    def is_ready(self) -> bool:
        return all(part.is_there for part in self.parts if part.is_needed)


@dataclass(frozen=True)
class Difference:
    """One line of the component `differences`."""

    kind: str
    label: str
    before: str
    after: str


def completeness_of(activity: Activity) -> Completeness:
    """What people who score would look for; only the gate is asked for by force."""
    columns = ("summary", "market", "technology_source", "change_pattern", "assets")
    filled = {name: bool(getattr(activity, name)) for name in (*columns, *Activity.EXPERIMENT_FIELDS)}
    lists = {name: bool(list(getattr(activity, name).all())) for name in LISTS}
    filled |= {
        "domains": lists["domains"],
        "scientific_domains": lists["scientific_domains"],
        "objectives": lists["objectives"],
        "actors": bool(activity.actors) or lists["organizations"],
    }
    gate = Part("is_activity", FICHE_LABELS["is_activity"], activity.has_passed_the_gate, is_needed=True)
    return Completeness(
        (gate, *(Part(name, FICHE_LABELS[name], is_there) for name, is_there in filled.items()))
    )


def objectives_to_serve(region: Region, activity: Activity | None = None) -> QuerySet[PolicyObjective]:
    """The region's and its country's, without retired ones, unless the activity names them already."""
    wanted = Q(retired_at=None)
    if activity is not None and activity.pk:
        wanted |= Q(pk__in=activity.objectives.values("pk"))
    owners = [each for each in (region.parent_id, region.pk) if each]
    return (
        PolicyObjective.objects.filter(wanted, region_id__in=owners)
        .select_related("region")
        .order_by("region__parent_id", "position", "pk")
    )


def scientific_choices() -> list[tuple[str, str]]:
    """Chapters and classes of the classification: (code, "code name")."""
    return [(field.code, str(field)) for field in ScientificDomain.objects.order_by("code")]


def actor_for(user: Any, *, actor_id: int) -> Actor | None:
    """Actors are public, as their activities are."""
    found = Actor.objects.select_related("activity__region", "activity__workshop", "organization")
    actor = found.filter(pk=actor_id).first()
    if actor:
        actor.region_id = actor.activity.region_id  # type: ignore[attr-defined]  # -- reason: read by the permission
    return actor


def actors_of(activity: Activity, *, without_state: bool = False) -> QuerySet[Actor]:
    actors = Actor.objects.filter(activity=activity).select_related("organization")
    narrowed = actors.filter(organization__is_state_controlled=False) if without_state else actors
    return narrowed.order_by("organization__name", "pk")


@dataclass(frozen=True)
class Original:
    """Title and summary as they were first written."""

    language: str
    title: str
    summary: str


@dataclass(frozen=True)
class Change:
    """One version with what it changed; `differences` is empty for the first one."""

    version: ActivityVersion
    differences: list[Difference]


def translation_for(user: Any, *, activity_id: int, language: str) -> tuple[Activity, str] | None:
    """An activity and one of the platform's languages."""
    activity = Activity.objects.select_related("region").filter(pk=activity_id).first()
    return (activity, language) if activity and language in LANGUAGES else None


def original_of(activity: Activity) -> Original | None:
    """None where nobody knows any more which language came first."""
    language = activity.original_language
    if not language or not getattr(activity, f"title_{language}"):
        return None
    return Original(
        language, getattr(activity, f"title_{language}"), getattr(activity, f"summary_{language}") or ""
    )


def translations_of(activity: Activity) -> QuerySet[EnteredTranslation]:
    """Who put it into which language, and when."""
    entered = EnteredTranslation.objects.filter(activity=activity).select_related("translated_by")
    return entered.order_by("language")


def changes_of(activity: Activity, versions: Sequence[ActivityVersion]) -> list[Change]:
    """These versions, each compared with the one before it. Four queries."""
    if not versions:
        return []
    older = activity.versions.filter(number__lt=versions[-1].number).order_by("-number").first()
    documents = in_names(activity, [version.document for version in (*versions, older) if version])
    compared = [differences_between(before, after) for after, before in pairwise(documents)]
    if older is None:
        compared.append([])  # the very first one
    return [Change(version, differences) for version, differences in zip(versions, compared, strict=True)]


def in_names(activity: Activity, documents: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """These fiches of an activity with names instead of codes. Three queries."""
    told: list[dict[str, Any]] = [dict(document) for document in documents]
    owners = [each for each in (activity.region_id, activity.region.parent_id) if each]
    served = PolicyObjective.objects.filter(region_id__in=owners)
    named: dict[str, tuple[QuerySet[Any], str]] = {
        "domains": (Domain.objects.all(), "name"),
        "scientific_domains": (ScientificDomain.objects.all(), "name"),
        "objectives": (served, "title"),
    }
    for field, (known, column) in named.items():
        codes = {code for document in told for code in document.get(field) or ()}
        rows = known.filter(
            code__in=[*codes, ""]
        )  # asked for nothing too: a page costs the same whatever is on it
        names = {row.code: str(getattr(row, column)) for row in rows}
        for document in told:
            if field in document:
                document[field] = [names.get(code, code) for code in document[field]]
    return told


def versions_of(activity: Activity) -> QuerySet[ActivityVersion]:
    """The newest first."""
    return ActivityVersion.objects.filter(activity=activity).select_related("changed_by").order_by("-number")


def latest_version_number(activity: Activity) -> int:
    """0 where nothing was changed since versions are kept."""
    return versions_of(activity).values_list("number", flat=True).first() or 0


def fiche_document(activity: Activity) -> dict[str, Any]:
    """The whole fiche as plain values: what a version keeps. Four queries."""
    document: dict[str, Any] = {}
    for name in Activity.FICHE_FIELDS:
        if name in TRANSLATED:
            document |= {f"{name}_{code}": getattr(activity, f"{name}_{code}") or "" for code in LANGUAGES}
        else:
            document[name] = getattr(activity, name)
    return document | {
        "domains": sorted(activity.domains.values_list("code", flat=True)),
        "scientific_domains": sorted(activity.scientific_domains.values_list("code", flat=True)),
        "objectives": sorted(activity.objectives.values_list("code", flat=True)),
        "organizations": [
            f"{name} ({role})" if role else name
            for name, role in activity.organizations.order_by("organization__name").values_list(
                "organization__name", "role"
            )
        ],
    }


def differences_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """What one version changed, field by field."""
    return list(_differences(before, after))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in after:
        was, becomes = before.get(name), after.get(name)
        if isinstance(was, list) and isinstance(becomes, list):  # only what left it and what came into it
            was, becomes = [x for x in was if x not in becomes], [x for x in becomes if x not in was]
        old, new = _shown(name, was), _shown(name, becomes)
        if old != new:
            kind = "changed" if old and new else "added" if new else "removed"
            yield Difference(kind, _label_of(name), old, new)


def _label_of(name: str) -> str:
    stem, _underscore, language = name.rpartition("_")
    if stem in TRANSLATED and language in LANGUAGES:
        return f"{FICHE_LABELS[stem]} ({dict(settings.LANGUAGES)[language]})"
    return str(FICHE_LABELS[name])


def _shown(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if not value or name in TRANSLATED:
        return str(value or "")
    choices = getattr(Activity._meta.get_field(name), "choices", None) if name in FICHE_LABELS else None
    return str(dict(choices or ()).get(value, value))
