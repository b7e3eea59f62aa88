"""The ready-made sets of questions, and a region's own copies of them."""

from fractions import Fraction

import pytest
from django.conf import settings

from assessments import actions, queries
from assessments.models import CriterionKind, Framework
from assessments.registries import measure_called
from foundation.models import AuditRow
from foundation.transitions import Refused
from regions.models import Region, Role
from regions.projections import rebuild_relatedness
from tests.factories.regions import RegionFactory, member
from tests.regions.near import synthetic

FULL, SHORT, GROWTH = "four-principles", "four-principles-short", "growth-areas"
TEXTS_OF_A_QUESTION = {"question", "explanation", "low_words", "middle_words", "high_words"}


def weights(key: str, *offered: str) -> dict[str, Fraction]:
    template = queries.templates_by_key(frozenset(offered))[key]
    return {criterion.code: criterion.weight for criterion in template.criteria}


def test_weights_of_the_full_set_are_those_of_the_method() -> None:
    """22.5 for each principle, 60 % of it judged, 40 % measured, in equal parts; 10 for discovery."""
    assert weights(FULL) == {
        "newcomers": Fraction("13.5"),
        "breadth_of_support": Fraction("4.5"),
        "projects_behind": Fraction("4.5"),
        "known_here": Fraction("6.75"),
        "productivity": Fraction("6.75"),
        "location_quotient": Fraction("4.5"),
        "critical_mass": Fraction("4.5"),
        "new_paths": Fraction("13.5"),
        "dependence": Fraction("9"),
        "small_start": Fraction("6.75"),
        "learning": Fraction("6.75"),
        "first_experiment": Fraction("9"),
        "ready_to_act": Fraction("10"),
    }


def test_the_set_for_a_hall_asks_one_question_a_principle() -> None:
    judged = [
        criterion
        for criterion in queries.templates_by_key()[SHORT].criteria
        if criterion.kind == CriterionKind.JUDGED
    ]
    assert [criterion.principle for criterion in judged] == [
        "inclusivity",
        "specialization",
        "diversification",
        "experimentation",
        "discovery",
    ]
    assert sum(weights(SHORT).values()) == 100
    assert weights(SHORT)["known_here"] == Fraction("13.5")


@pytest.mark.parametrize("key", [FULL, SHORT, GROWTH])
def test_everything_is_said_in_every_language(key: str) -> None:
    languages = {code for code, _name in settings.LANGUAGES}
    template = queries.templates_by_key(frozenset({"relatedness"}))[key]
    assert template.title.keys() == languages
    for criterion in template.criteria:
        is_judged = criterion.kind == CriterionKind.JUDGED
        expected = TEXTS_OF_A_QUESTION if is_judged else {"question", "explanation"}
        if (criterion.scale_max - criterion.scale_min) % 2:
            expected = expected - {"middle_words"}  # no mark stands in the middle
        assert criterion.texts.keys() == expected
        for text in criterion.texts.values():
            assert text.keys() == languages
            assert all(text.values())


@pytest.mark.django_db
def test_growth_areas_are_asked_on_their_own_scales_and_add_up_in_thirds() -> None:
    """Firms, science, and what may change together with its chance: a third each."""
    region = RegionFactory.create()
    framework = actions.adopt_framework(region=region, key=GROWTH, by=member(region, Role.FACILITATOR))
    criteria = list(framework.criteria.all())
    assert queries.framework_faults(criteria) == []
    assert {each.code: (each.scale_min, each.scale_max) for each in criteria} == {
        "enterprise": (0, 3),
        "research": (0, 3),
        "volume": (0, 3),
        "probability": (0, 10),
    }
    third = Fraction(100, 3)
    exact = {"enterprise": third, "research": third, "volume": third / 2, "probability": third / 2}
    assert weights(GROWTH) == exact
    assert all(abs(Fraction(each.weight) - exact[each.code]) < Fraction(1, 10**6) for each in criteria)


@pytest.mark.django_db
@pytest.mark.parametrize("key", [FULL, SHORT])
def test_relatedness_is_asked_where_the_data_allow_it_and_takes_no_weight_elsewhere(key: str) -> None:
    """Half of what is measured of diversification; where there are too few regions, dependence keeps the whole."""
    plain = RegionFactory.create()
    synthetic.enter_country()
    synthetic.put(synthetic.persons())
    compared = synthetic.region(1)
    rebuild_relatedness(synthetic.country().pk)

    def adopted(region: Region) -> dict[str, Fraction]:
        framework = actions.adopt_framework(region=region, key=key, by=member(region, Role.FACILITATOR))
        assert queries.framework_faults(list(framework.criteria.all())) == []
        return {each.code: Fraction(each.weight) for each in framework.criteria.all()}

    assert adopted(plain) == weights(key)
    assert adopted(compared) == weights(key) | {"dependence": Fraction("4.5"), "relatedness": Fraction("4.5")}


def test_every_measure_is_registered() -> None:
    everything = queries.templates_by_key(frozenset({"relatedness"}))[FULL].criteria
    measures = {criterion.measure for criterion in everything} - {""}
    assert len(measures) == 7
    assert all(measure_called(key) for key in measures)


@pytest.mark.django_db
def test_a_region_takes_over_its_own_copy_and_then_a_next_version() -> None:
    region = RegionFactory.create()
    facilitator = member(region, Role.FACILITATOR)
    first = actions.adopt_framework(region=region, key=FULL, by=facilitator)
    second = actions.adopt_framework(region=region, key=FULL, by=facilitator)
    other = actions.adopt_framework(region=RegionFactory.create(), key=FULL, by=facilitator)
    assert (first.version, second.version, other.version) == (1, 2, 1)
    stored = {criterion.code: Fraction(criterion.weight) for criterion in first.criteria.all()}
    assert stored == weights(FULL)
    known_here = first.criteria.get(code="known_here")
    assert known_here.question_ru == "Знают или умеют ли у нас то, чего не умеют другие?"
    assert known_here.high_words_kk
    verbs = AuditRow.objects.filter(object_type="assessments.framework").values_list("verb", flat=True)
    assert list(verbs) == ["assessments.adopt_framework"] * 3


@pytest.mark.django_db
def test_an_unknown_set_is_refused() -> None:
    region = RegionFactory.create()
    with pytest.raises(Refused):
        actions.adopt_framework(region=region, key="no-such", by=member(region, Role.FACILITATOR))
    assert not Framework.objects.exists()
