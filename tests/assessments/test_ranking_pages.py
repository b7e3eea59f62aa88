"""The result: announced, computed, printed, downloaded."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from assessments import projections
from tests.assessments.halls import WITH_SCIENCE
from tests.assessments.scenes import MISSING, OK, Scene, client_of

pytestmark = pytest.mark.django_db

# The result


def test_the_result_is_announced_until_it_is_computed(scene: Scene) -> None:
    closed = scene.hall.closed_round(WITH_SCIENCE)
    client = client_of(scene.people["rater"])
    address = scene.address("ranking_detail", closed)
    assert "The result is being computed" in client.get(address).content.decode()
    assert client.get(scene.address("ranking_csv", closed)).status_code == MISSING
    assert client.get(scene.address("ranking_activity", closed)).status_code == MISSING
    projections.rebuild_ranking(closed.pk)
    assert "The result is being computed" not in client.get(address).content.decode()


def test_printed_scores_stand_on_board_and_sums(scene: Scene) -> None:
    client = client_of(scene.people["rater"])
    document = scene.closed.ranking.document
    board = client.get(scene.address("ranking_detail", scene.closed)).content.decode()
    for result in document["activities"]:
        assert result["score"] in board
        assert result["one_person_one_vote"]["score"] in board
        own = reverse("ranking_activity", args=[scene.closed.pk, int(result["activity"])])
        sums = client.get(own).content.decode()
        assert result["score"] in sums
        for cell in result["cells"]:
            assert cell["mean"] in sums


def test_files_hold_the_ranking_and_no_formula(scene: Scene) -> None:
    activity = scene.hall.activities[0]
    activity.title_en = "=1+1"
    activity.save()
    client = client_of(scene.people["facilitator"])
    table = client.get(scene.address("ranking_csv", scene.closed)).content.decode("utf-8-sig")
    assert "'=1+1" in table
    assert len(table.splitlines()) == 1 + len(scene.hall.activities)
    answer = client.get(scene.address("ranking_xlsx", scene.closed))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    result, cells, weights, measured, reading = book.worksheets
    scores = [row[3].value for row in result.iter_rows(min_row=2)]
    expected = sorted((float(r["score"]) for r in scene.closed.ranking.document["activities"]), reverse=True)
    assert scores == expected
    assert cells.max_row == 1 + 3 * 2
    assert sum(row[4].value for row in weights.iter_rows(min_row=2)) == pytest.approx(100)
    assert measured.max_row == 1, "nothing is measured in this round"
    assert scene.closed.method_hash in {row[1].value for row in reading.iter_rows()}
    assert {cell.data_type for row in result.iter_rows() for cell in row} <= {"s", "n"}


@pytest.mark.parametrize("name", ["ranking_detail", "ranking_activity", "round_detail"])
@pytest.mark.parametrize("who", ["rater", "facilitator"])
def test_no_link_of_a_page_leads_nowhere(scene: Scene, name: str, who: str) -> None:
    """Raters have no desk: their way back is the ballot."""
    client = client_of(scene.people[who])
    page = client.get(scene.address(name, scene.closed)).content.decode()
    own = page[page.index("</header>") : page.index("</main>")]
    for address in sorted(set(re.findall(r'href="(/[^"#]*)"', own))):
        assert client.get(address, follow=True).status_code == OK, address
