"""Sessions are Django's own; only how they are read is ours."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from foundation.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    session = SessionStore()
    session["seat"] = 7
    session.save()
    assert session.session_key
    return session.session_key


def test_what_one_keeps_the_other_reads(key: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert SessionStore(key)["seat"] == 7
    assert db.SessionStore(key)["seat"] == 7
    theirs = db.SessionStore()
    theirs["seat"] = 8
    theirs.save()
    assert SessionStore(theirs.session_key)["seat"] == 8


@pytest.mark.parametrize("age", [0, 1])
def test_a_session_that_has_run_out_is_gone_and_so_is_its_key(key: str, age: int) -> None:
    until = timezone.now() - dt.timedelta(seconds=age)
    Session.objects.filter(pk=key).update(expire_date=until)
    session = SessionStore(key)
    assert session.get("seat") is None
    assert session.session_key is None


def test_it_is_good_until_its_last_moment(key: str) -> None:
    Session.objects.filter(pk=key).update(expire_date=timezone.now() + dt.timedelta(seconds=60))
    assert SessionStore(key)["seat"] == 7


def test_nobody_can_choose_a_key() -> None:
    session = SessionStore("chosen-by-somebody-else-00000000")
    assert session.get("seat") is None
    session["seat"] = 1
    session.save()
    assert session.session_key != "chosen-by-somebody-else-00000000"


def test_a_session_that_was_ended_is_gone(key: str) -> None:
    SessionStore(key).flush()
    assert SessionStore(key).get("seat") is None


def test_a_changed_content_is_no_session(key: str) -> None:
    stored = Session.objects.get(pk=key)
    Session.objects.filter(pk=key).update(session_data=stored.session_data[:-1] + "~")
    assert SessionStore(key).get("seat") is None
