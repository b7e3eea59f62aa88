"""Public pages: everybody reads them, in three languages, with the printed digits."""

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from regions.models import Observation, Region
from tests.factories.regions import ObservationFactory, RegionFactory
from tests.regions import naive
from tests.regions.loaded import GVA, enter_register, load

pytestmark = pytest.mark.django_db

PAGE = "/en/regions/KZ-47/"


def text_of(client: Client, address: str, status: int = 200) -> str:
    """What a reader sees: the page without its tags, white space evened out."""
    answer = client.get(address)
    assert answer.status_code == status
    bare = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"[\s\u00a0]+", " ", unescape(bare))


def row_of(text: str, label: str, after: str) -> str:
    """What follows a label behind the given heading."""
    return text.split(after, 1)[1].split(label, 1)[1][:60]


# the region's page, against the source's own facts and a naive computation


@pytest.mark.parametrize(
    ("code", "data_code", "share", "first_sentence"),
    [
        ("KZ-47", "MNG", "33.6", "A raw-material region: mining makes 43.8 % of the economy."),
        ("KZ-23", "ATY", "43.7", "A raw-material region: mining makes 43.6 % of the economy."),
        ("KZ-27", "ZKO", "42.5", "A raw-material region: mining makes 43.5 % of the economy."),
        ("KZ-43", "KZL", "14.7", "Not a raw-material region: mining makes 24.9 % of the economy."),
        ("KZ-62", "ULT", "39.0", "A raw-material region, provisionally: mining makes 34.4 % of the economy."),
    ],
)
def test_mining_is_printed_as_published(
    client: Client, code: str, data_code: str, share: str, first_sentence: str
) -> None:
    load(data_code, "national", files=[GVA])
    text = text_of(client, f"/en/regions/{code}/")
    years = range(2021 if data_code == "ULT" else 2015, 2025)
    mean = sum(naive.mining_share(data_code, year) for year in years) / len(years)
    assert first_sentence in text
    assert f"makes {naive.rounded(mean * 100, 1)} %" in text
    assert f"{share} %" in row_of(text, "2024", "Share of mining in gross regional product, by year")
    assert "30 %" in text


def test_the_country_has_its_share_and_no_status(client: Client) -> None:
    load("national", files=[GVA])
    text = text_of(client, "/en/regions/KZ/")
    assert "12.0 %" in row_of(text, "2024", "Share of mining in gross regional product, by year")
    assert "raw-material region" not in text
    assert "What the region is strong in" not in text


@pytest.mark.parametrize(("section", "name"), [("H", "Transportation and storage"), ("C", "Manufacturing")])
def test_quotients_are_printed_as_computed_naively(client: Client, section: str, name: str) -> None:
    load("MNG", "national", files=[GVA])
    text = text_of(client, PAGE)
    row = row_of(text, name, "strongest without mining first")
    net, raw = naive.quotient(section, "MNG", without="B"), naive.quotient(section, "MNG")
    assert row.split()[:2] == [naive.rounded(net, 2), naive.rounded(raw, 2)]


def test_structure_exports_and_people_are_printed(client: Client) -> None:
    load("MNG", "national")
    text = text_of(client, PAGE)
    assert "38.3 %" in row_of(text, "Mining and quarrying", "Share of each branch in value added, 2024")
    assert "97.1 %" in row_of(text, "Mineral products", "Share of each group of goods in exports, 2024")
    assert "812,490" in text
    assert "5,541.6 billion ₸" in text


def test_what_is_too_small_for_the_picture_is_drawn_together(client: Client) -> None:
    load("MNG", "national")
    text = text_of(client, PAGE)
    caption = "Share of each branch in value added, 2024"
    drawn = text[text.index(caption) :].split("together", 1)[0]
    shares = [float(share) for share in re.findall(r"(?<!country )\b(\d+\.\d) %", drawn)]
    rest = float(re.findall(r"\d+\.\d(?= %)", row_of(text, "The other 11 together", caption))[1])
    assert len(shares) == 8
    assert sum(shares) + rest == pytest.approx(100, abs=0.5)


def test_every_block_names_its_source_and_that_it_is_a_copy(client: Client) -> None:
    load("MNG", "national")
    text = text_of(client, PAGE)
    assert text.count("Bureau of National Statistics") >= 6
    assert text.count("not verified cell by cell with the Bureau") >= 6


def test_traps_are_told_where_they_matter(client: Client) -> None:
    load("ZKO", "ABY", "ALA", "VKO", "national")
    assert "out of line with its neighbors. (Real estate activities: 2023)" in text_of(
        client, "/en/regions/KZ-27/"
    )
    young = text_of(client, "/en/regions/KZ-10/")
    assert "figures of its own from 2021 only" in young
    assert "out of line with its neighbors. (Administrative and support service activities: 2022)" in young
    assert "Head offices are registered here" in text_of(client, "/en/regions/KZ-75/")
    assert "years up to 2024" in text_of(client, "/en/regions/KZ-63/")
    assert "growth includes inflation" in young


def test_a_region_that_ended_says_so(client: Client) -> None:
    load("YKO", "national", files=[GVA])
    text = text_of(client, "/en/regions/KZ-YKO/")
    assert "Its figures end in 2017" in text


def test_a_region_without_statistics_says_what_to_do(client: Client) -> None:
    enter_register()
    assert "An analyst loads the figures" in text_of(client, PAGE)


def test_a_missing_figure_is_a_dash_and_never_zero(client: Client) -> None:
    place = RegionFactory.create(code="XX-01", parent=RegionFactory.create(kind="country"))
    ObservationFactory.create(region=place, indicator="grp", class_code="", value=7)
    text = text_of(client, "/en/regions/XX-01/")
    assert "Population – no value" in text
    assert "This cannot be said" in text


def test_names_are_shown_as_text(client: Client) -> None:
    RegionFactory.create(code="XX-01", name_en="<script>alert(1)</script>")
    answer = client.get("/en/regions/XX-01/")
    assert b"<script>alert" not in answer.content
    assert b"&lt;script&gt;alert" in answer.content


@pytest.mark.parametrize(
    ("language", "word"), [("ru", "Мангистауская"), ("kk", "Маңғыстау"), ("en", "Mangystau")]
)
def test_the_address_decides_the_language(client: Client, language: str, word: str) -> None:
    load("MNG", "national", files=[GVA])
    for page in ("", "figures/quotient/H/", "figures/mining-share/", "observations/"):
        assert word in text_of(client, f"/{language}/regions/KZ-47/{page}")
    assert word in text_of(client, f"/{language}/regions/")


def test_a_page_takes_few_queries_and_as_many_with_all_figures(
    client: Client, django_assert_num_queries: Any
) -> None:
    load("MNG", "national", files=[GVA])
    with django_assert_num_queries(4):
        client.get(PAGE)
    load()
    with django_assert_num_queries(4):
        client.get(PAGE)


# the list and the map


def test_the_list_holds_every_region_and_the_map_links_each(client: Client) -> None:
    enter_register()
    load("MNG", "ATY", "ULT", "national", files=[GVA])
    answer = client.get("/en/regions/").content.decode()
    for region in Region.objects.all():
        assert f'href="/en/regions/{region.code}/"' in answer
    assert answer.count('class="tile-link ') == 20
    assert answer.count("tile-link-raw_material") == 2
    assert (
        'aria-label="Ulytau Region: mining 34.4 % of the economy, raw-material region, provisional"' in answer
    )
    assert 'aria-label="Abai Region: no figures"' in answer


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_takes_the_same_queries_at_any_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    country = RegionFactory.create(kind="country")
    for _number in range(count):
        ObservationFactory.create(region=RegionFactory.create(parent=country))
    with django_assert_num_queries(3):
        client.get("/en/regions/")


def test_an_empty_platform_says_what_to_do_next(client: Client) -> None:
    assert "No regions yet" in text_of(client, "/en/regions/")


# opened figures


def test_an_opened_figure_shows_inputs_formula_and_file(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    text = text_of(client, f"{PAGE}figures/quotient-without-mining/H/")
    assert f"Mean {naive.rounded(naive.quotient('H', 'MNG', without='B'), 2)} 2022–2024" in text
    assert "402,726.8" in text
    assert "with mining taken out" in text
    assert GVA in text
    assert "Transportation and storage" in text


def test_an_opened_status_shows_each_year_in_percent(client: Client) -> None:
    load("MNG", "national", files=[GVA])
    assert "33.6 %" in row_of(
        text_of(client, f"{PAGE}figures/mining-share/"), "2024", "Value added of mining"
    )


# observations


def test_observations_can_be_chosen(client: Client) -> None:
    load("MNG", "national")
    text = text_of(client, f"{PAGE}observations/?indicator=gva&class_code=B&year=2024")
    assert "1,679,303.9" in text
    assert "Figures: 1 " in text
    assert "Total" not in text


def test_values_of_one_kind_stand_under_one_heading(client: Client) -> None:
    region = RegionFactory.create(code="XX-01")
    for year in (2021, 2022, 2023):
        ObservationFactory.create(region=region, indicator="grp", class_code="", year=year)
    ObservationFactory.create(region=region, indicator="population", class_code="", unit="persons", year=2023)
    answer = client.get("/en/regions/XX-01/observations/").content.decode()
    assert answer.count('scope="rowgroup"') == len({("grp", "file"), ("population", "file")})
    assert answer.count("Gross regional product, ") == 1  # beside the choice of what is measured


def test_a_page_of_observations_keeps_the_filter(client: Client) -> None:
    load("MNG", "national")
    answer = client.get(f"{PAGE}observations/?indicator=gva&page=2").content.decode()
    assert 'href="?indicator=gva&amp;page=1"' in answer
    assert f'href="{PAGE}observations.csv?indicator=gva"' in answer


@pytest.mark.parametrize(
    "query",
    [
        "indicator=nonsense",
        "year=abc",
        "year=-1",
        "year=99999999999999999999",
        "class_code=%00",
        "class_code=a%20b",
    ],
)
def test_a_wrong_filter_is_named_and_lists_nothing(client: Client, query: str) -> None:
    load("MNG", files=[GVA])
    assert "No figures of this kind" in text_of(client, f"{PAGE}observations/?{query}", status=400)
    assert client.get(f"{PAGE}observations.csv?{query}").status_code == 400


@pytest.mark.parametrize("count", [1, 30])
def test_observations_take_the_same_queries_at_any_length(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    region = RegionFactory.create(code="XX-01")
    for number in range(count):
        ObservationFactory.create(region=region, year=1990 + number)
    with django_assert_num_queries(5):
        client.get("/en/regions/XX-01/observations/")


def test_a_file_holds_every_observation_exactly(client: Client) -> None:
    load("MNG", "national")
    answer = client.get(f"{PAGE}observations.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    stored = Observation.objects.filter(region__code="KZ-47")
    assert {(r["indicator"], r["class"], int(r["year"]), r["value"]) for r in rows} == {
        (one.indicator, one.class_code, one.year, format(one.value.normalize(), "f")) for one in stored
    }
    assert answer["Content-Disposition"] == 'attachment; filename="KZ-47.csv"'
    assert {row["file_sha256"] for row in rows} == set(
        stored.values_list("brought_by__file_digest", flat=True)
    )


def test_a_file_for_spreadsheets_holds_numbers(client: Client) -> None:
    load("MNG", "national")
    answer = client.get(f"{PAGE}observations.xlsx?indicator=gva&class_code=B&year=2024")
    (header, row) = list(load_workbook(io.BytesIO(answer.content))["KZ-47"].values)
    assert dict(zip(header, row, strict=True))["value"] == 1679303.9


def test_a_formula_in_a_name_is_text_in_the_file(client: Client) -> None:
    ObservationFactory.create(region=RegionFactory.create(code="XX-01"), unit='=HYPERLINK("x")')
    assert "'=HYPERLINK" in client.get("/en/regions/XX-01/observations.csv").content.decode()


# who may


@pytest.mark.parametrize(
    "address", ["KZ-99/", "KZ-99/observations/", "KZ-99/observations.csv", "KZ-47/observations.exe",
                "KZ-99/figures/mining-share/", "KZ-47/figures/nonsense/", "KZ-47/figures/quotient/Z/"],
)  # fmt: skip
def test_what_does_not_exist_is_404(client: Client, address: str) -> None:
    load("MNG", "national", files=[GVA])
    assert client.get(f"/en/regions/{address}").status_code == 404


@pytest.mark.parametrize(
    "address", ["", "KZ-47/", "KZ-47/observations/", "KZ-47/observations.csv", "KZ-47/figures/mining-share/",
                "KZ-47/figures/quotient/H/"],
)  # fmt: skip
def test_public_pages_are_for_reading(client: Client, address: str) -> None:
    load("MNG", "national", files=[GVA])
    assert client.get(f"/en/regions/{address}").status_code == 200
    assert client.head(f"/en/regions/{address}").status_code == 200
    for method in (client.post, client.put, client.delete):
        assert method(f"/en/regions/{address}").status_code == 405
