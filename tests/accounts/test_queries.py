"""Keys and their owners."""

import pytest

from accounts import actions, queries
from tests.factories.accounts import ApiTokenFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_key_leads_to_its_active_owner() -> None:
    person = UserFactory.create()
    token, key = actions.issue_token(label="x", by=person)
    assert queries.user_of_token(key) == (person, token)
    assert queries.user_of_token(key + "x") is None
    person.is_active = False
    person.save()
    assert queries.user_of_token(key) is None


def test_other_peoples_keys_do_not_exist() -> None:
    mine, other = ApiTokenFactory.create(), ApiTokenFactory.create()
    assert queries.token_for(mine.user, token_id=mine.pk) == mine
    assert queries.token_for(mine.user, token_id=other.pk) is None
    assert list(queries.tokens_of(mine.user)) == [mine]
