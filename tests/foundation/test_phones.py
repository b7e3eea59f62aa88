"""What the queue of a phone is told: in words, with the life of the database and what it holds."""

import datetime as dt

import pytest
from django.test import RequestFactory

from foundation import clock, epoch, phones

pytestmark = pytest.mark.django_db


def test_a_life_of_the_database_keeps_its_name_until_an_older_one_is_brought_back() -> None:
    name = epoch.current()
    assert (epoch.current(), epoch.last_known()) == (name, name)
    with clock.shifted(dt.timedelta(seconds=1)):
        assert epoch.begin() != name
    assert epoch.last_known() == epoch.current() != name


def test_an_accepted_write_says_what_is_held_and_in_which_life() -> None:
    answer = phones.accepted(held=12)
    assert (answer.status_code, answer.content) == (204, b"")
    assert (answer["X-Held"], answer["X-Epoch"]) == ("12", epoch.last_known())
    assert "X-Held" not in phones.accepted()


def test_a_refusal_is_words_and_no_markup() -> None:
    answer = phones.refused("<b>Closed</b>", 409)
    assert (answer.status_code, answer["Content-Type"]) == (409, "text/plain; charset=utf-8")


def test_only_what_the_queue_sends_is_answered_so() -> None:
    assert phones.is_queued(RequestFactory().post("/", headers={"X-Autosave": "1"}))
    assert not phones.is_queued(RequestFactory().post("/"))
