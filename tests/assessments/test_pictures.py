"""Pages of a result as pictures: drawn from what the page shows, in the reader's language, for those who may see it."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from assessments import projections, queries
from assessments.queries.pictures import HELIX_COLOURS, PICTURES
from tests.assessments.halls import Hall, make_hall
from tests.assessments.scenes import MISSING, OK, client_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall(activities=4, questions=2)


@pytest.mark.parametrize("picture", PICTURES)
def test_each_page_is_a_picture(hall: Hall, picture: str) -> None:
    for _turn in range(2):
        round = hall.ranked_round()
        projections.rebuild_analysis(round.pk)
    answer = client_of(hall.facilitator).get(reverse("ranking_picture", args=[round.pk, picture, "svg"]))
    assert answer.status_code == OK
    drawn = answer.content.decode()
    assert drawn.startswith("<svg")
    assert drawn.count("<text") > len(hall.activities), "without a font every text would be dropped"
    stranger = client_of(UserFactory.create())
    assert stranger.get(reverse("ranking_picture", args=[round.pk, picture, "svg"])).status_code == MISSING


def test_what_is_not_there_is_not_drawn(hall: Hall) -> None:
    closed = hall.closed_round()
    client = client_of(hall.facilitator)
    assert client.get(reverse("ranking_picture", args=[closed.pk, "board", "svg"])).status_code == MISSING
    assert client.get(reverse("ranking_picture", args=[closed.pk, "board", "exe"])).status_code == MISSING
    assert client.get(reverse("ranking_picture", args=[closed.pk, "nothing", "svg"])).status_code == MISSING


def test_a_specification_holds_values_only_and_the_figures_of_the_page(hall: Hall) -> None:
    round = hall.ranked_round()
    asked = queries.picture_for(hall.facilitator, round_id=round.pk, picture="board", image="png")
    assert asked
    specification = queries.specification_for(asked)
    assert specification
    assert "url" not in repr(specification).replace("'$schema'", "")
    board = queries.board_of(round)
    assert board
    drawn = [bar["score"] for bar in specification["layer"][0]["data"]["values"]]
    assert drawn == [float(row.official.score or 0) for row in board.ranked]


def test_helices_have_the_colours_of_the_pages() -> None:
    tokens = Path("static/css/tokens.css").read_text()
    for helix, colour in HELIX_COLOURS.items():
        found = re.search(rf"--{helix.replace('_', '-')}: (#[0-9a-f]{{6}})", tokens)
        assert found
        assert found[1] == colour
