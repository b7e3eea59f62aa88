"""Who sits there is asked anew before what matters."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.cache import cache
from django.db import connection

from accounts.actions import proving
from accounts.models import User
from foundation.transitions import Refused
from tests.accounts.factors import code_now, give_app, recovery_codes, wrong_code
from tests.factories.accounts import PASSWORD, UserFactory


@pytest.mark.django_db
class TestWhatIsAsked:
    def test_the_password_of_who_has_nothing_else(self) -> None:
        person = UserFactory.create()
        proving.prove_presence(by=person, password=PASSWORD)
        with pytest.raises(Refused, match="password is not right"):
            proving.prove_presence(by=person, password="guess")

    def test_a_code_of_who_has_a_second_factor_and_no_password_will_do(self) -> None:
        person = UserFactory.create()
        secret = give_app(person)
        with pytest.raises(Refused, match="enter the code"):
            proving.prove_presence(by=person, password=PASSWORD)
        with pytest.raises(Refused, match="not right"):
            proving.prove_presence(by=person, password=PASSWORD, code=wrong_code(secret))
        proving.prove_presence(by=person, code=code_now(secret))
        with pytest.raises(Refused, match="used already"):
            proving.prove_presence(by=person, code=code_now(secret))
        proving.prove_presence(by=person, code=recovery_codes(person)[0])

    def test_another_persons_code_is_no_proof(self) -> None:
        person, other = UserFactory.create(), UserFactory.create()
        give_app(person)
        with pytest.raises(Refused, match="not right"):
            proving.prove_presence(by=person, code=code_now(give_app(other)))

    def test_who_has_no_password_is_told_how_to_get_one(self) -> None:
        person = UserFactory.create()
        person.set_unusable_password()
        with pytest.raises(Refused, match="no password yet"):
            proving.prove_presence(by=person, password="")

    def test_five_wrong_codes_close_the_way_for_this_person_only(self) -> None:
        person, other = UserFactory.create(), UserFactory.create()
        secret = give_app(person)
        for _ in range(proving.ATTEMPTS):
            with pytest.raises(Refused, match="not right"):
                proving.prove_presence(by=person, code=wrong_code(secret))
        with pytest.raises(Refused, match="Too many"):
            proving.prove_presence(by=person, code=code_now(secret))
        proving.prove_presence(by=other, password=PASSWORD)

    def test_a_right_one_forgets_the_wrong_ones(self) -> None:
        person = UserFactory.create()
        for _ in range(3):
            for _ in range(proving.ATTEMPTS - 1):
                with pytest.raises(Refused, match="not right"):
                    proving.prove_presence(by=person, password="guess")
            proving.prove_presence(by=person, password=PASSWORD)


def looked_at(person: User, tries: int = 16) -> int:
    """How many of so many guesses sent at once were compared with the password."""
    barrier, compared = Barrier(tries, timeout=60), []

    def guess(_: int) -> None:
        barrier.wait()
        try:
            proving.prove_presence(by=person, password="guess")
        except Refused as refused:
            compared.append("not right" in refused.message)
        connection.close()

    with ThreadPoolExecutor(tries) as pool:
        list(pool.map(guess, range(tries)))
    return sum(compared)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestManyAtOnce:
    def test_no_more_guesses_than_one_after_the_other(self) -> None:
        assert looked_at(UserFactory.create()) == proving.ATTEMPTS

    def test_counting_afterwards_would_let_all_through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The twin: read first, count after the comparison."""
        person = UserFactory.create()
        monkeypatch.setattr(proving, "count_attempt", lambda key: cache.get(key, 0) + 1)
        assert looked_at(person) > proving.ATTEMPTS
