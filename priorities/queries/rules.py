"""Must-cover rules: what can be asked, which activities count for a rule, and whether a set keeps it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import Helix
from assessments import scoring
from assessments.models import Round
from discovery.models import Activity, Market, TechnologySource
from discovery.queries import supporters
from priorities.models import CoverRule, PrioritySet, Publication
from regions.models import Domain, PolicyObjective, Region, SectorType
from regions.permissions import is_member
from regions.queries import sector_types_of, structure_window

Kind, Limit = CoverRule.Kind, CoverRule.Limit
CHOICES: Mapping[str, Any] = {
    Kind.SECTOR_TYPE: SectorType,
    Kind.MARKET: Market,
    Kind.TECHNOLOGY: TechnologySource,
    Kind.SUPPORTERS: Helix,
}
Counts = Mapping[str, Collection[int]]  # value -> activities that count for it


@dataclass(frozen=True)
class RuleOfSet:
    """A rule beside a set. `counting`: of the ranking and the set, in their order; `held`: those of the set.

    `by`: how many are missing, or too many; 0 where the rule is kept. `about`: what the value names.
    """

    rule: CoverRule
    about: Any
    counting: tuple[int, ...]
    held: tuple[int, ...]
    by: int
    reason: str

    @property
    def words(self) -> str:
        return in_words(self.rule, self.about)

    @property
    def limits(self) -> tuple[str, str, str, int]:
        rule = self.rule
        return rule.kind, rule.value, rule.limit, rule.number

    @property
    def is_kept(self) -> bool:
        return self.by == 0

    @property
    def is_impossible(self) -> bool:
        """No set of these activities could keep it."""
        return self.rule.limit == Limit.AT_LEAST and self.rule.number > len(self.counting)

    @property
    def shown_reason(self) -> str:
        """A reason stays stored while a rule is kept, and says nothing then."""
        return "" if self.is_kept else self.reason

    @property
    def is_unexplained(self) -> bool:
        return not self.is_kept and not self.reason


@dataclass(frozen=True)
class RuleOfRound:
    """A rule before there is a set. `counting`: how many activities of the list count for it today."""

    rule: CoverRule
    about: Any
    counting: int

    @property
    def words(self) -> str:
        return in_words(self.rule, self.about)


def in_words(rule: CoverRule, about: Any) -> str:
    return rule_in_words(rule.kind, about, rule.limit, rule.number)


def rule_in_words(kind: str, about: Any, limit: str, number: int) -> str:
    """ "Market: Abroad – at least 1". `about`: a word, or a domain, which is told without its code."""
    name = getattr(about, "name", about)
    words = {"kind": Kind(kind).label, "name": name, "limit": Limit(limit).label, "number": number}
    return _("%(kind)s: %(name)s – %(limit)s %(number)d") % words


def round_of_member(user: Any, round_id: int) -> Round | None:
    """A scoring whose rules this person may know; only one that counts has any."""
    counting = Round.objects.select_related("region").filter(pk=round_id, is_counting=True)
    found = counting.first()
    return found if found and is_member(user, found) else None


def rule_for(user: Any, rule_id: int) -> CoverRule | None:
    found = CoverRule.objects.select_related("round__region").filter(pk=rule_id, dropped_at=None).first()
    return found if found and is_member(user, found) else None


def rules_of_round(round: Round) -> list[RuleOfRound]:
    """All that were ever chosen, oldest first, with what they name. At most nine queries, however many rules."""
    rules = list(CoverRule.objects.filter(round=round).select_related("chosen_by", "dropped_by"))
    abouts = named(rules, round.region)
    listed = list(round.entries.values_list("activity_id", flat=True)) if rules else []
    counted = who_counts(round.region, rules, listed)
    return [RuleOfRound(rule, abouts[rule.pk], len(counted[rule.pk])) for rule in rules]


def rules_in_force(priority_set: PrioritySet) -> QuerySet[CoverRule]:
    """Those the set is judged by: of today, or of the moment when it was published."""
    published = Publication.objects.filter(priority_set=priority_set.pk).values("published_at")[:1]
    rules = CoverRule.objects.filter(round=priority_set.round_id).annotate(judged_at=Subquery(published))
    return rules.filter(
        Q(judged_at=None) | Q(chosen_at__lte=F("judged_at")),
        Q(dropped_at=None) | Q(dropped_at__gt=F("judged_at")),
    )


def late_drops(priority_set: PrioritySet) -> list[CoverRule]:
    """Dropped when the ranking was known, in the order of the rules."""
    return list(CoverRule.objects.filter(round=priority_set.round_id, dropped_late=True))


def rules_of_set(
    priority_set: PrioritySet, order: Sequence[int], ranked: Iterable[int]
) -> tuple[RuleOfSet, ...]:
    """`order`: activities of the set; `ranked`: of its ranking. One query where there is no rule, else at most ten."""
    rules = list(rules_in_force(priority_set))
    if not rules:
        return ()
    candidates = [*ranked]
    candidates += [each for each in order if each not in candidates]
    counted = who_counts(priority_set.region, rules, candidates)
    reasons = dict(priority_set.broken_rules.values_list("rule_id", "reason"))
    abouts = named(rules, priority_set.region)
    return tuple(
        RuleOfSet(
            rule,
            abouts[rule.pk],
            counting=tuple(each for each in candidates if each in counted[rule.pk]),
            held=tuple(each for each in order if each in counted[rule.pk]),
            by=missed_by(rule, counted[rule.pk], order),
            reason=reasons.get(rule.pk, ""),
        )
        for rule in rules
    )


def missed_by(rule: CoverRule, counting: frozenset[int], order: Sequence[int]) -> int:
    """How many activities are missing or too many, by the maths; a rule that nothing can keep misses all it asks."""
    least = rule.number if rule.limit == Limit.AT_LEAST else 0
    most = rule.number if rule.limit == Limit.AT_MOST else None
    try:
        asked = scoring.CoverRule(str(rule.pk), frozenset(map(str, counting)), least, most)
    except scoring.RuleError:
        return least - len(counting.intersection(order))
    return sum(each.by for each in scoring.broken_rules([asked], {str(each) for each in order}))


def who_counts(
    region: Region, rules: Sequence[CoverRule], activity_ids: Collection[int]
) -> dict[int, frozenset[int]]:
    """Rule -> those of the activities that count for it. Reads only what the kinds of these rules need."""
    found = {
        kind: FINDERS[kind](region, activity_ids, {rule.value for rule in rules if rule.kind == kind})
        for kind in dict.fromkeys(rule.kind for rule in rules)
    }
    return {rule.pk: frozenset(found[rule.kind].get(rule.value, ())) for rule in rules}


def _by_domain(region: Region, ids: Collection[int], values: set[str]) -> Counts:
    """A class counts with all classes below it."""
    above = ("domain__code", "domain__parent__code", "domain__parent__parent__code")
    links = Activity.domains.through.objects.filter(activity__in=ids)
    counted: dict[str, set[int]] = {}
    for activity_id, *codes in links.values_list("activity_id", *above):
        for code in values.intersection(codes):
            counted.setdefault(code, set()).add(activity_id)
    return counted


def _by_sector_type(region: Region, ids: Collection[int], values: set[str]) -> Counts:
    types = sector_types_of(region)
    links = Activity.domains.through.objects.filter(activity__in=ids)
    counted: dict[str, set[int]] = {}
    for activity_id, code in links.values_list("activity_id", "domain__code"):
        counted.setdefault(types.get(code, ""), set()).add(activity_id)
    return counted


def _by_objective(region: Region, ids: Collection[int], values: set[str]) -> Counts:
    counted: dict[str, set[int]] = {}
    served = Activity.objects.filter(pk__in=ids, objectives__region=region, objectives__code__in=values)
    for activity_id, code in served.order_by().values_list("pk", "objectives__code"):
        counted.setdefault(code, set()).add(activity_id)
    return counted


def _by_column(column: str) -> Callable[[Region, Collection[int], set[str]], Counts]:
    def find(region: Region, ids: Collection[int], values: set[str]) -> Counts:
        counted: dict[str, set[int]] = {}
        told = Activity.objects.filter(pk__in=ids, **{f"{column}__in": values})
        for activity_id, value in told.order_by().values_list("pk", column):
            counted.setdefault(value, set()).add(activity_id)
        return counted

    return find


def _by_supporters(region: Region, ids: Collection[int], values: set[str]) -> Counts:
    """Of at least as many confirmed people as any figure about a group needs."""
    columns = {f"from_{helix}": supporters(confirmed=True, helix=helix) for helix in sorted(values)}
    rows = list(Activity.objects.filter(pk__in=ids).annotate(**columns).order_by().values("pk", *columns))
    return {
        helix: {row["pk"] for row in rows if row[f"from_{helix}"] >= region.threshold} for helix in values
    }


FINDERS: Mapping[str, Callable[[Region, Collection[int], set[str]], Counts]] = {
    Kind.SECTOR: _by_domain,
    Kind.DOMINANT: _by_domain,
    Kind.SECTOR_TYPE: _by_sector_type,
    Kind.OBJECTIVE: _by_objective,
    Kind.MARKET: _by_column("market"),
    Kind.TECHNOLOGY: _by_column("technology_source"),
    Kind.SUPPORTERS: _by_supporters,
}


def named(rules: Iterable[CoverRule], region: Region) -> dict[int, Any]:
    """Rule -> the domain, objective or word its value stands for; two queries at most."""
    rules = list(rules)

    def asked(*kinds: str) -> set[str]:
        return {rule.value for rule in rules if rule.kind in kinds}

    codes, objectives = asked(Kind.SECTOR, Kind.DOMINANT), asked(Kind.OBJECTIVE)
    domains = {each.code: each for each in Domain.objects.filter(code__in=codes)} if codes else {}
    wanted = PolicyObjective.objects.filter(region=region, code__in=objectives) if objectives else ()
    known: dict[str, Mapping[str, Any]] = {
        Kind.SECTOR: domains,
        Kind.DOMINANT: domains,
        Kind.OBJECTIVE: {each.code: each for each in wanted},
        **{kind: dict(choices.choices) for kind, choices in CHOICES.items()},
    }
    return {rule.pk: known[rule.kind].get(rule.value, rule.value) for rule in rules}


def dominant_sector_of(region: Region) -> str | None:
    """Code of the section with the largest share of GRP; None where the region has no statistics."""
    window = structure_window(region)
    if window is None or not window.classes or bool((window.shares_of_grp != window.shares_of_grp).any()):
        return None  # no figures, or gaps among them (NaN)
    return window.classes[int(window.shares_of_grp.argmax())]


def what_can_be_asked(region: Region) -> list[tuple[str, list[tuple[str, Any]]]]:
    """For a choice in groups: (kind in words, [("kind:value", words)]). Sections, and objectives that are not retired."""
    sections = list(Domain.objects.filter(level=1).order_by("code"))
    dominant = dominant_sector_of(region)
    objectives = PolicyObjective.objects.filter(region=region, retired_at=None)
    offered: dict[CoverRule.Kind, list[tuple[str, Any]]] = {
        Kind.SUPPORTERS: list(Helix.choices),
        Kind.SECTOR: [(each.code, each.name) for each in sections],
        Kind.DOMINANT: [(each.code, each.name) for each in sections if each.code == dominant],
        Kind.SECTOR_TYPE: list(SectorType.choices),
        Kind.OBJECTIVE: [(each.code, each) for each in objectives],
        Kind.MARKET: list(Market.choices),
        Kind.TECHNOLOGY: list(TechnologySource.choices),
    }
    return [
        (str(kind.label), [(f"{kind}:{value}", words) for value, words in choices])
        for kind, choices in offered.items()
        if choices
    ]
