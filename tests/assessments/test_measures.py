"""Measured criteria: from the Bureau's figures, from the workshop, from the fiche; a constant number of queries."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from assessments import queries
from assessments.queries import evidence
from assessments.queries import measures as measures_package
from assessments.registries import Measure, Measured, measure_called, register_measure
from assessments.registries import measures as all_measures
from assessments.sentences import REASONS_MISSING
from discovery.models import Activity
from regions.models import Domain, Region, RegionKind
from regions.projections import rebuild_relatedness
from tests.assessments.halls import Hall, make_hall
from tests.factories.discovery import ActivityFactory, SupportFactory
from tests.factories.regions import (
    DomainFactory,
    ObservationFactory,
    ObservationImportFactory,
    RegionFactory,
)
from tests.regions.near import synthetic
from tests.regions.near.naive import Naive

pytestmark = pytest.mark.django_db

YEARS = (2022, 2023, 2024)
# Value added by section, the same in each year: A agriculture, B extraction, C manufacturing.
REGION = {"A": 10, "B": 60, "C": 20}
COUNTRY = {"A": 100, "B": 150, "C": 250}
GRP = 100


@pytest.fixture
def region() -> Region:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    return RegionFactory.create(parent=country)


@pytest.fixture
def statistics(region: Region) -> None:
    brought_by = ObservationImportFactory.create()
    for place, values, whole in ((region, REGION, GRP), (region.parent, COUNTRY, 560)):
        for year in YEARS:
            for section, value in values.items():
                ObservationFactory.create(
                    region=place, class_code=section, value=value, year=year, brought_by=brought_by
                )
            ObservationFactory.create(
                region=place, indicator="grp", class_code="", value=whole, year=year, brought_by=brought_by
            )


@pytest.fixture
def domains() -> dict[str, Domain]:
    sections = {code: DomainFactory.create(code=code, level=1) for code in "ABC"}
    return sections | {"20": DomainFactory.create(code="20", level=2, parent=sections["C"])}


def activity_in(region: Region, *domains: Domain, **columns: Any) -> Activity:
    activity = ActivityFactory.create(region=region, **columns)
    activity.domains.set(domains)
    return activity


def computed(key: str, activities: list[Activity]) -> Mapping[int, Measured]:
    """Through the registry, as a round asks."""
    found = evidence.computed(key, activities)
    assert found is not None
    return found


def six_places(value: Fraction) -> Decimal:
    return Decimal(round(value * 10**6)).scaleb(-6)


# From statistics. Extraction is 60 % of GRP here, so quotients are net of it.


@pytest.mark.usefixtures("statistics")
def test_location_quotient_is_net_of_extraction_in_a_raw_material_region(
    region: Region, domains: dict[str, Domain]
) -> None:
    activity = activity_in(region, domains["C"])
    found = computed("location_quotient", [activity])
    measured = found[activity.pk]
    quotient = (Fraction(20, 30)) / (Fraction(250, 350))
    with_extraction = (Fraction(20, 90)) / (Fraction(250, 500))
    assert measured.u == six_places(quotient / (1 + quotient))
    assert measured.inputs["quotient"] == f"{float(quotient):.4f}"
    assert measured.inputs["quotient_with_extraction"] == f"{float(with_extraction):.4f}"
    assert (measured.inputs["domains"], measured.inputs["net_of"]) == ("C", "B")
    assert (measured.vintage, measured.source) == ("2022-2024", "Bureau of Statistics")
    assert not measured.is_coarser


@pytest.mark.usefixtures("statistics")
def test_critical_mass_is_the_part_of_the_country(region: Region, domains: dict[str, Domain]) -> None:
    activity = activity_in(region, domains["A"], domains["C"])
    found = computed("critical_mass", [activity])
    assert found[activity.pk].u == six_places(Fraction(30, 350))


@pytest.mark.usefixtures("statistics")
def test_dependence_falls_most_in_the_smallest_section(region: Region, domains: dict[str, Domain]) -> None:
    """One point of GRP from B: into A (the smallest) is the largest fall, into B itself none."""
    small, dominant = activity_in(region, domains["A"]), activity_in(region, domains["B"])
    middle = activity_in(region, domains["C"])
    found = computed("dependence", [small, middle, dominant])

    def fall(into: str) -> Fraction:
        before = {code: Fraction(value, GRP) for code, value in REGION.items()}
        after = dict(before)
        after["B"] -= Fraction(1, 100)
        after[into] += Fraction(1, 100)
        return Fraction(
            sum(share**2 for share in before.values()) - sum(share**2 for share in after.values())
        )

    assert found[small.pk].u == 1
    assert found[middle.pk].u == six_places(fall("C") / fall("A"))
    assert found[dominant.pk].u == 0
    assert found[small.pk].inputs["dominant"] == "B"


@pytest.mark.usefixtures("statistics")
@pytest.mark.parametrize("name", ["location_quotient", "critical_mass", "dependence"])
def test_figures_of_a_section_are_only_context_for_a_division(
    region: Region, domains: dict[str, Domain], name: str
) -> None:
    activity = activity_in(region, domains["20"])
    measured = computed(name, [activity])[activity.pk]
    assert measured.u is not None
    assert measured.is_coarser
    frozen = measured.as_document(counts_coarser=False)
    assert (frozen["u"], frozen["shown"], frozen["reason_missing"]) == (
        None,
        str(measured.u),
        "only_coarser",
    )
    assert measured.as_document(counts_coarser=True)["u"] == str(measured.u)


@pytest.mark.usefixtures("statistics")
@pytest.mark.parametrize("name", ["location_quotient", "critical_mass", "dependence"])
def test_an_activity_without_a_domain_is_missing_not_zero(region: Region, name: str) -> None:
    activity = activity_in(region)
    measured = computed(name, [activity])[activity.pk]
    assert (measured.u, measured.reason_missing) == (None, "no_domain")


@pytest.mark.parametrize("name", ["location_quotient", "critical_mass", "dependence"])
def test_a_region_without_statistics_has_no_such_measure(
    region: Region, domains: dict[str, Domain], name: str
) -> None:
    assert evidence.computed(name, [activity_in(region, domains["A"])]) is None


# From what is near to what


@pytest.fixture
def compared() -> Region:
    """A region of a country with regions and branches enough."""
    synthetic.enter_country()
    synthetic.put(synthetic.persons())
    rebuild_relatedness(synthetic.country().pk)
    return synthetic.region(7)


def test_relatedness_is_the_mean_density_of_the_domains(compared: Region) -> None:
    expected = Naive(synthetic.persons())
    one, two = (Domain.objects.get(code=code) for code in ("01", "10"))
    single, both = activity_in(compared, one), activity_in(compared, one, two)
    found = computed("relatedness", [single, both])
    densities = [expected.density(7, expected.domains.index(code)) for code in ("01", "10")]
    assert float(found[single.pk].u) == pytest.approx(float(densities[0]) / 100, abs=1e-5)
    assert float(found[both.pk].u) == pytest.approx(float(sum(densities)) / 200, abs=1e-5)
    assert (found[both.pk].inputs["domains"], found[both.pk].inputs["needed"]) == ("01, 10", "50")
    assert (found[both.pk].vintage, found[both.pk].source) == ("2024", "OSS")
    assert not found[single.pk].is_coarser


def test_a_section_stands_for_its_divisions(compared: Region) -> None:
    section = activity_in(compared, Domain.objects.get(code="A"))
    divisions = activity_in(compared, *Domain.objects.filter(code__in=["01", "02", "03"]))
    found = computed("relatedness", [section, divisions])
    assert found[section.pk].u == found[divisions.pk].u
    assert found[section.pk].inputs["domains"] == "01, 02, 03"


def test_a_domain_that_was_not_compared_is_missing_and_not_zero(compared: Region) -> None:
    apart, without = activity_in(compared, Domain.objects.get(code="96")), activity_in(compared)
    found = computed("relatedness", [apart, without])
    assert (found[apart.pk].u, found[apart.pk].reason_missing) == (None, "no_value")
    assert (found[without.pk].u, found[without.pk].reason_missing) == (None, "no_domain")


@pytest.mark.usefixtures("statistics")
def test_with_too_few_regions_relatedness_is_missing_and_says_so(
    region: Region, domains: dict[str, Domain]
) -> None:
    activity = activity_in(region, domains["C"])
    assert computed("relatedness", [activity])[activity.pk].reason_missing == "not_computed"
    assert region.parent
    rebuild_relatedness(region.parent.pk)
    measured = computed("relatedness", [activity])[activity.pk]
    assert (measured.u, measured.reason_missing) == (None, "too_few_regions")
    assert measured.inputs == {"regions": "1", "branches": "3", "needed": "50"}
    assert measured.reason_missing in REASONS_MISSING


# From the workshop


def supported(hall: Hall, **supporters: int) -> Activity:
    for helix, number in supporters.items():
        for participant in hall.people[helix][:number]:
            SupportFactory.create(participant=participant, activity=hall.activities[0])
    return hall.activities[0]


def test_breadth_of_support_is_mean_rate_times_evenness() -> None:
    hall = make_hall({"science": 5, "business": 10, "government": 5, "civil_society": 5})
    activity = supported(hall, science=5, business=5, government=1, civil_society=0)
    rates = [Fraction(1), Fraction(1, 2), Fraction(1, 5), Fraction(0)]
    mean, evenness = sum(rates) / 4, sum(rates) ** 2 / (4 * sum(rate**2 for rate in rates))
    measured = computed("breadth_of_support", [activity])[activity.pk]
    assert measured.u == six_places(mean * evenness)
    assert measured.inputs["rate_business"] == "0.5000"


def test_groups_too_small_to_be_shown_are_pooled_before_anything_is_counted() -> None:
    """Two of civil society would be readable from their rate: they count with others, by the rule of the sealing."""
    hall = make_hall({"science": 6, "business": 9, "government": 5, "civil_society": 2})
    activity = supported(hall, science=3, business=3, government=3, civil_society=1)
    inputs = computed("breadth_of_support", [activity])[activity.pk].inputs
    rates = {name: text for name, text in inputs.items() if name.startswith("rate_")}
    assert rates == {
        "rate_science": "0.5000",
        "rate_business": "0.3333",
        "rate_government": "0.5714",
    }


def test_fewer_than_five_supporters_say_nothing() -> None:
    hall = make_hall()
    activity = supported(hall, science=4)
    measured = computed("breadth_of_support", [activity])[activity.pk]
    assert (measured.u, measured.reason_missing) == (None, "too_few_supporters")


def test_without_a_workshop_or_with_too_few_people_there_is_no_breadth() -> None:
    hall = make_hall({"science": 2})
    loose = ActivityFactory.create(region=hall.region, workshop=None)
    found = computed("breadth_of_support", [hall.activities[0], loose])
    assert found[hall.activities[0].pk].reason_missing == "too_few_present"
    assert found[loose.pk].reason_missing == "no_workshop"


# From the fiche


def test_first_experiment_counts_fifths_and_blanks_are_nothing(region: Region) -> None:
    described = ActivityFactory.create(
        region=region, experiment_hypothesis="h", experiment_milestone="  ", experiment_stop_rule="s"
    )
    empty = ActivityFactory.create(region=region)
    found = computed("first_experiment", [described, empty])
    assert (found[described.pk].u, found[empty.pk].u) == (Decimal("0.4"), Decimal(0))
    assert found[described.pk].inputs == {"present": "hypothesis, stop_rule"}


# All together


def test_relatedness_takes_the_same_number_of_queries_for_any_list(
    compared: Region, django_assert_num_queries: Any
) -> None:
    measure = measure_called("relatedness")
    assert measure is not None
    for number in (1, 30):
        domain = Domain.objects.get(code="01")
        made = [activity_in(compared, domain).pk for _ in range(number)]
        listed = list(Activity.objects.filter(pk__in=made))
        for activity in listed:
            activity.region = compared
        with django_assert_num_queries(5):
            measure.compute(listed)


@pytest.mark.usefixtures("statistics")
@pytest.mark.parametrize(
    ("key", "queries"),
    [
        ("location_quotient", 8),
        ("critical_mass", 8),
        ("dependence", 5),
        ("relatedness", 3),
        ("breadth_of_support", 3),
        ("first_experiment", 0),
        ("projects_behind", 1),
    ],
)
def test_a_measure_takes_the_same_number_of_queries_for_any_list(
    region: Region,
    domains: dict[str, Domain],
    key: str,
    queries: int,
    django_assert_max_num_queries: Any,
) -> None:
    measure = measure_called(key)
    assert measure is not None
    taken = []
    for number in (1, 30):
        made = [activity_in(region, domains["A"]).pk for _ in range(number)]
        listed = list(Activity.objects.filter(pk__in=made))
        for activity in listed:
            activity.region = region
        with django_assert_max_num_queries(queries) as captured:
            found = measure.compute(listed)
        assert found is not None
        assert found.keys() == set(made)
        taken.append(len(captured))
    assert taken[0] == taken[1]


SHARED = {"__init__", "statistics", "values"}


def test_each_measure_is_one_file_and_every_file_is_listed() -> None:
    """A file that nobody lists would be a criterion that nobody can choose."""
    files = {path.stem for path in Path(measures_package.__file__).parent.glob("*.py")} - SHARED
    assert [measure.key for measure in measures_package.MEASURES] == [
        measure.key for measure in measures_package.MEASURES if measure_called(measure.key) is measure
    ]
    assert {measure.key for measure in measures_package.MEASURES} == files


def test_every_measure_says_in_words_what_it_is() -> None:
    for measure in all_measures():
        assert str(measure.name), measure.key
        assert str(measure.formula), measure.key


def test_two_measures_cannot_share_a_key() -> None:
    with pytest.raises(ValueError, match="location_quotient"):
        register_measure(Measure("location_quotient", lambda activities: None))


def test_a_criterion_without_one_value_that_counts_is_removed() -> None:
    assert not evidence.counts(Measured(None), counts_coarser=True)
    assert not evidence.counts(Measured(Decimal(1), is_coarser=True), counts_coarser=False)
    assert evidence.counts(Measured(Decimal(1), is_coarser=True), counts_coarser=True)
    assert evidence.counts(Measured(Decimal(0)), counts_coarser=False)


@pytest.mark.usefixtures("statistics")
def test_regions_and_branches_are_called_by_their_names(
    region: Region, domains: dict[str, Domain], django_assert_num_queries: Any
) -> None:
    activity = activity_in(region, domains["A"], domains["C"])
    measured = computed("location_quotient", [activity])[activity.pk]
    frozen = {"u": str(measured.u), "inputs": measured.inputs, "anchors": measured.anchors}
    with django_assert_num_queries(2):
        names = queries.names_in([frozen] * 3)
    shown = dict(queries.measured_value(frozen, names).inputs)
    assert (shown["region"], shown["left out on both sides"]) == (region.name, domains["B"].name)
    assert region.parent is not None
    assert shown["compared with"] == region.parent.name
    assert shown["fields"] == f"{domains['A'].name}; {domains['C'].name}"
    with django_assert_num_queries(0):
        assert queries.names_in([{"u": None}, {"inputs": {"organizations": "2"}}]) == {}


def test_shares_are_told_in_percent_and_a_rule_by_its_month() -> None:
    inputs = {"share_of_country": "0.0191", "rate_science": "0.8333", "fall": "0.0023", "absent": "science"}
    value = queries.measured_value({"inputs": inputs, "anchors": "share-of-country/2026-11"})
    assert [text for _name, text in value.inputs] == ["1.91 %", "83.33 %", "0.0023", "science"]
    assert str(value.rule_of) == "2026-11-01"
    assert queries.measured_value({}).rule_of is None
