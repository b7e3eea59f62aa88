"""A ballot may cost nine statements, everything included. (Processor time: `python -m bench ballot`.)"""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.forms import field_name
from assessments.models import Ballot
from foundation import epoch
from tests.assessments.halls import make_hall

NINE = 9


def statements_of(client: Client, address: str, body: dict[str, Any]) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.post(address, body, headers={"X-Autosave": "1"}).status_code == 204
    return [query["sql"] for query in captured]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("questions", "activities"), [(2, 1), (12, 12)])
def test_a_ballot_takes_nine_statements_from_the_session_to_the_commit(
    questions: int, activities: int
) -> None:
    """session, person, place on the roster with the round, stored answer; begin, version, ballot, answer, commit.

    The first ballot of a round in a process reads the method besides; the very first, the epoch.
    """
    epoch.current()
    hall = make_hall(questions=questions, activities=activities)
    round = hall.open_round()
    client = Client()
    client.force_login(hall.rater())
    address = reverse("ballot_save", args=[round.pk, hall.activities[0].pk])
    taken = []
    for sequence in (1, 2, 3):
        body: dict[str, Any] = {field_name(f"q{number}"): "7" for number in range(questions)}
        body |= {"sequence": sequence, "comment": "", "idempotency_key": f"key-{sequence}"}
        taken.append(len(statements_of(client, address, body)))
    assert taken == [NINE + 1, NINE, NINE]
    assert Ballot.objects.get().sequence == 3
