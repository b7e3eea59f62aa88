"""How firm a published ranking is, on its public page."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Analysis
from assessments.projections import rebuild_analysis
from priorities.models import Publication
from priorities.queries.firmness import firmness_in
from priorities.queries.published import PublishedSet
from tests.priorities.councils import Council

HEADING = "How firm the ranking is"


def page_of(publication: Publication) -> str:
    address = reverse("publication_detail", args=[publication.region.code, publication.number])
    return str(Client().get(address).content.decode())


def told(publication: Publication, **robustness: Any) -> Publication:
    """The same with other figures; publications themselves are immutable, so this one is only in memory."""
    publication.content["robustness"] = publication.content["robustness"] | robustness
    return publication


@pytest.fixture
def publication(council: Council) -> Publication:
    rebuild_analysis(council.round.pk)
    return council.publish()


def test_everybody_reads_which_activities_stay_among_the_first(publication: Publication) -> None:
    page = page_of(publication)
    assert HEADING in page
    assert "again with 10,000 other weightings" in page
    assert "Among the first 4, %" in page
    firmness = firmness_in(PublishedSet(publication))
    assert firmness
    assert [each.rank for each in firmness.activities] == list(range(1, 9)), "by place"
    assert [each.is_chosen for each in firmness.activities] == [True] * 5 + [False] * 3
    assert f"{firmness.firm_places} activities stay there" in page
    entries = {int(entry["activity"]): entry for entry in publication.content["robustness"]["activities"]}
    for each in firmness.activities:
        assert each.within == entries[each.activity_id]["within"]


def test_what_was_not_computed_in_time_is_said(council: Council) -> None:
    Analysis.objects.all().delete()
    assert "It is not told in this version" in page_of(council.publish())


def test_a_version_from_before_says_nothing(publication: Publication) -> None:
    del publication.content["robustness"]
    assert firmness_in(PublishedSet(publication)) is None


def test_an_activity_whose_sums_stay_back_has_no_figures(publication: Publication) -> None:
    first, *others = publication.content["robustness"]["activities"]
    hidden = {"activity": first["activity"], "label": "withheld"}
    firmness = firmness_in(PublishedSet(told(publication, activities=[*others, hidden])))
    assert firmness
    assert firmness.leaves_out
    shown = next(each for each in firmness.activities if str(each.activity_id) == first["activity"])
    assert (shown.within, str(shown.label_in_words)) == (None, "stays back")
