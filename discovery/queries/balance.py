"""Who is in the hall against who should be: by group, kind of organization, district, and first time here.

That somebody is here is no secret in the hall; the record outlives it and names no number about a few.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Helix, OrganizationKind
from discovery.models import Admission, BalanceTarget, Dimension, District, Participant, Workshop
from discovery.registries import Section
from discovery.scoring import merged_counts

YES, NO = "yes", "no"
MISSING = ""  # not said, or no organization


@dataclass(frozen=True)
class Part:
    """One row of the meter. `wanted`: None where nobody set a number."""

    key: str
    label: str
    here: int
    wanted: int | None

    @property
    def lacking(self) -> int:
        return max(0, (self.wanted or 0) - self.here)


@dataclass(frozen=True)
class Balance:
    """`parts`: dimension -> rows in their order. `together`: groups that would count together, by name, as things stand."""

    total: int
    threshold: int
    parts: Mapping[str, list[Part]]
    unsaid: Mapping[str, int]
    together: list[list[str]]

    @property
    def lacking(self) -> list[Part]:
        return [part for rows in self.parts.values() for part in rows if part.lacking]

    @property
    def is_too_few(self) -> bool:
        return self.total < self.threshold

    @property
    def is_balanced(self) -> bool:
        return not (self.lacking or self.together or self.is_too_few)

    @property
    def helices(self) -> dict[str, int]:
        return {part.key: part.here for part in self.parts[Dimension.HELIX]}

    @property
    def helix_targets(self) -> dict[str, int] | None:
        """For the component `helix_counts`; None where no group has one."""
        wanted = {part.key: part.wanted for part in self.parts[Dimension.HELIX]}
        return {key: number or 0 for key, number in wanted.items()} if any(wanted.values()) else None

    @property
    def sections(self) -> list[tuple[str, list[Part], int]]:
        """(title, rows, not said) of what there is to show."""
        return [
            (str(Dimension(dimension).label), rows, self.unsaid[dimension])
            for dimension, rows in self.parts.items()
            if rows
        ]


def balance_of(workshop: Workshop, *, confirmed_only: bool = False) -> Balance:
    """Everybody who joined and was not refused, or only whom a vote would count. Three queries."""
    counts = _counted(workshop, confirmed_only)
    targets = targets_of(workshop)
    helices = counts[Dimension.HELIX]
    names = part_names(workshop)
    return Balance(
        total=sum(helices.values()),
        threshold=workshop.region.threshold,
        parts={
            dimension: [
                Part(key, label, counts[dimension][key], targets.get((dimension, key)))
                for key, label in names[dimension].items()
                if dimension == Dimension.HELIX or counts[dimension][key] or (dimension, key) in targets
            ]
            for dimension in Dimension.values
        },
        unsaid={dimension: counts[dimension][MISSING] for dimension in Dimension.values},
        together=[
            [names[Dimension.HELIX][helix] for helix in groups]
            for groups, _number in merged_counts(
                {key: helices[key] for key in Helix.values}, workshop.region.threshold
            )
            if len(groups) > 1
        ],
    )


def district_choices(region_id: int) -> list[tuple[int, str]]:
    """For the form of those who join."""
    return list(District.objects.filter(region_id=region_id).order_by("name").values_list("pk", "name"))


def targets_of(workshop: Workshop) -> dict[tuple[str, str], int]:
    rows = BalanceTarget.objects.filter(workshop=workshop)
    return {(target.dimension, target.key): target.number for target in rows}


def part_names(workshop: Workshop) -> dict[str, dict[str, str]]:
    """Dimension -> key -> name, in the order of the pages. One query."""
    districts = District.objects.filter(region_id=workshop.region_id).order_by("name")
    return {
        Dimension.HELIX: {helix.value: str(helix.label) for helix in Helix},
        Dimension.KIND: {kind.value: str(kind.label) for kind in OrganizationKind},
        Dimension.DISTRICT: {str(district.pk): district.name for district in districts},
        Dimension.FIRST_TIME: {YES: _("for the first time"), NO: _("were here before")},
    }


def warnings_of(balance: Balance) -> list[str]:
    """Sentences to be heard before a vote; none where all is well."""
    said = []
    if balance.is_too_few:
        said.append(
            ngettext(
                "Only %(n)d person is here; a vote takes at least %(g)d.",
                "Only %(n)d people are here; a vote takes at least %(g)d.",
                balance.total,
            )
            % {"n": balance.total, "g": balance.threshold}
        )
    else:
        said += [
            _("These groups are small and will count as one: %(groups)s.") % {"groups": ", ".join(groups)}
            for groups in balance.together
        ]
    return said + lacking_in(balance)


def lacking_in(balance: Balance) -> list[str]:
    """Sentences about who should be here and is not."""
    return [
        _("%(part)s: %(here)d of at least %(wanted)d.")
        % {"part": part.label, "here": part.here, "wanted": part.wanted}
        for part in balance.lacking
    ]


def missing_people(workshop: Workshop) -> list[str]:
    """The same of those whom a vote would count."""
    return lacking_in(balance_of(workshop, confirmed_only=True))


def balance_sections(workshop: Workshop) -> list[Section]:
    """For the record: district, first time and targets, without a number about fewer people than the threshold."""
    balance, threshold = balance_of(workshop), workshop.region.threshold
    rows = [
        [title, ", ".join(names), str(number) if number is not None else _("fewer than %(g)d") % {"g": threshold}]
        for dimension in (Dimension.DISTRICT, Dimension.FIRST_TIME)
        for title, parts in [(str(dimension.label), balance.parts[dimension])]
        for names, number in _kept(parts, threshold)
    ]  # fmt: skip
    reached = [
        [part.label, str(part.wanted), _("reached") if not part.lacking else _("not reached")]
        for parts in balance.parts.values()
        for part in parts
        if part.wanted
    ]
    return [
        Section(_("Balance of the hall"), header=[_("By"), _("Who"), _("People")], rows=rows),
        Section(_("Who should have been there"), header=[_("Who"), _("At least"), _("Reached?")], rows=reached),
    ]  # fmt: skip


def _kept(parts: Iterable[Part], threshold: int) -> list[tuple[list[str], int | None]]:
    rows = list(parts)
    names = {part.key: part.label for part in rows}
    counted = merged_counts({part.key: part.here for part in rows}, threshold)
    return [([names[key] for key in keys], number) for keys, number in counted]


def _counted(workshop: Workshop, confirmed_only: bool) -> dict[str, Counter[str]]:
    """One query: people by everything at once, then added up each way."""
    people = Participant.objects.filter(workshop=workshop).exclude(admission=Admission.REFUSED)
    if confirmed_only:
        people = people.filter(confirmed_at__isnull=False)
    grouped = people.order_by().values_list("helix", "organization__kind", "district_id", "is_first_time")
    counts: dict[str, Counter[str]] = {dimension: Counter() for dimension in Dimension.values}
    for helix, kind, district, first, number in grouped.annotate(n=Count("pk")):
        counts[Dimension.HELIX][helix] += number
        counts[Dimension.KIND][kind or MISSING] += number
        counts[Dimension.DISTRICT][str(district or MISSING)] += number
        counts[Dimension.FIRST_TIME][{True: YES, False: NO, None: MISSING}[first]] += number
    return counts
