"""Log-in, sign-up and passwords: allauth's pages in our look and words."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from accounts.models import User
from accounts.urls import ALLAUTH_PAGES
from foundation.checks import all_routes
from tests.factories.accounts import PASSWORD, GuestFactory, StakeholderFactory, UserFactory

pytestmark = pytest.mark.django_db
NEW = {"name": "New", "email": "New@Example.org", "password1": "one-long-word", "password2": "one-long-word"}


def link_in_letter() -> str:
    found = re.search(r"https?://testserver(/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def test_every_page_offered_exists_and_the_others_have_no_address() -> None:
    offered = {entry.name for path, entry in all_routes() if path.startswith("account/")}
    assert offered >= set(ALLAUTH_PAGES)
    for name in ("account_email", "account_set_password", "mfa_trust", "usersessions_list"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(
    "path",
    [
        "/account/login/", "/account/signup/", "/account/inactive/", "/account/password/reset/",
        "/account/password/reset/done/", "/account/password/reset/key/done/", "/account/password/reset/key/1-x/",
        "/account/confirm-email/none/",
    ],
)  # fmt: skip
def test_pages_have_our_look_and_language(path: str, language: str) -> None:
    client = Client()
    client.cookies["django_language"] = language
    page = client.get(path)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.content.decode()
    assert 'class="site-header"' in page.content.decode()


def test_sign_up_logs_in_with_name_and_language_and_asks_to_confirm() -> None:
    client = Client()
    client.cookies["django_language"] = "ru"
    answer = client.post("/account/signup/?next=/proposals/", NEW)
    person = User.objects.get()
    assert answer["Location"] == "/proposals/"
    assert (person.email, person.name, person.language) == ("new@example.org", "New", "ru")
    assert client.session[SESSION_KEY] == str(person.pk)
    confirm = link_in_letter()
    assert "example.org" in client.get(confirm).content.decode()
    client.post(confirm)
    assert person.emailaddress_set.get().verified


def test_opening_the_letter_links_what_regions_listed_under_the_address() -> None:
    mine = StakeholderFactory.create(user=None, email="new@example.org", name="N. Ew")
    other = StakeholderFactory.create(user=None, email="else@example.org", name="E. Lse")
    client = Client()
    client.post("/account/signup/", NEW)
    mine.refresh_from_db()
    assert mine.user is None, "an address that is only typed proves nothing"
    client.post(link_in_letter())
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.user_id, mine.email, mine.name) == (User.objects.get().pk, "", "")
    assert other.user is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "known@example.org"}, "email"),
        ({"email": "KNOWN@example.org"}, "email"),
        ({"password2": "something-else"}, "password2"),
        ({"password1": "12", "password2": "12"}, "password1"),
        ({"email": ""}, "email"),
    ],
)
def test_bad_sign_ups_make_nobody(changes: dict[str, str], field: str) -> None:
    UserFactory.create(email="known@example.org")
    page = Client().post("/account/signup/", NEW | changes)
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert User.objects.count() == 1


def test_a_mail_server_that_is_away_costs_no_account(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> int:
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    assert Client().post("/account/signup/", NEW).status_code == 302
    assert User.objects.count() == 1


def test_log_in_goes_on_and_speaks_the_persons_language() -> None:
    person = UserFactory.create(language="kk")
    answer = Client().post(
        "/account/login/?next=/account/keys/", {"login": person.email.upper(), "password": PASSWORD}
    )
    assert answer["Location"] == "/account/keys/"
    assert answer.cookies["django_language"].value == "kk"


def test_nobody_logs_in_with_a_wrong_password_or_a_closed_account() -> None:
    person, closed = UserFactory.create(), UserFactory.create(is_active=False)
    page = Client().post("/account/login/", {"login": person.email, "password": "wrong"})
    assert "The e-mail or the password is not right." in page.content.decode()
    client = Client()
    answer = client.post("/account/login/", {"login": closed.email, "password": PASSWORD})
    assert answer["Location"] == "/account/inactive/"
    assert SESSION_KEY not in client.session


def test_failures_are_counted_by_account_and_not_by_hall() -> None:
    """Ten failures close one account for five minutes; its neighbours at the same address are let in."""
    victim, neighbour = UserFactory.create(), UserFactory.create()
    for _ in range(10):
        Client().post("/account/login/", {"login": victim.email, "password": "guess"})
    page = Client().post("/account/login/", {"login": victim.email, "password": PASSWORD})
    assert "Too many failed log-ins" in page.content.decode()
    answer = Client().post("/account/login/", {"login": neighbour.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_a_hall_signs_up_from_one_address() -> None:
    for number in range(40):
        answer = Client().post("/account/signup/", NEW | {"email": f"person{number}@example.org"})
        assert answer.status_code == 302
    assert User.objects.count() == 40


def test_a_forgotten_password_is_chosen_anew_by_letter() -> None:
    person = UserFactory.create()
    client = Client()
    assert (
        client.post("/account/password/reset/", {"email": person.email})["Location"]
        == "/account/password/reset/done/"
    )
    form = client.get(link_in_letter(), follow=True)
    path = form.redirect_chain[-1][0]
    mismatch = client.post(path, {"password1": "a-new-long-word", "password2": "another"})
    assert mismatch.context["form"].errors["password2"] == ["The two passwords are not the same."]
    used = link_in_letter()
    client.post(path, {"password1": "a-new-long-word", "password2": "a-new-long-word"})
    assert "A new password was chosen" in mail.outbox[-1].body
    assert Client().login(email=person.email, password="a-new-long-word")
    assert "used already or is too old" in Client().get(used).content.decode()


def test_an_unknown_e_mail_gets_the_same_answer_and_a_letter_that_explains() -> None:
    answer = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"] == "/account/password/reset/done/"
    assert "There is no account with this e-mail" in mail.outbox[0].body


def test_a_guest_has_no_password_to_forget() -> None:
    GuestFactory.create()
    Client().post("/account/password/reset/", {"email": ""})
    assert mail.outbox == []


def test_letters_are_written_in_the_readers_language() -> None:
    client = Client()
    client.cookies["django_language"] = "ru"
    client.post("/account/password/reset/", {"email": UserFactory.create().email})
    with translation.override("ru"):
        assert mail.outbox[0].subject == translation.gettext("A new password")
    assert "Добрый день" in mail.outbox[0].body


def test_a_password_is_changed_by_its_owner() -> None:
    person = UserFactory.create()
    client = Client()
    client.force_login(person)
    data = {"oldpassword": PASSWORD, "password1": "a-new-long-word", "password2": "a-new-long-word"}
    wrong = client.post("/account/password/change/", data | {"oldpassword": "no"})
    assert wrong.context["form"].errors["oldpassword"] == ["This is not your password now."]
    assert client.post("/account/password/change/", data)["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert Client().get("/account/password/change/").status_code == 302


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/"])
def test_a_guest_is_led_to_claim_instead_of_starting_anew(path: str) -> None:
    client = Client()
    client.force_login(GuestFactory.create())
    assert client.get(path)["Location"] == "/account/claim/"


@pytest.mark.parametrize(("make", "warned"), [(GuestFactory, True), (UserFactory, False)])
def test_logging_out_asks_once_and_warns_a_guest(make: type[UserFactory], warned: bool) -> None:
    client = Client()
    client.force_login(make.create())
    assert ("cannot come back" in client.get("/account/logout/").content.decode()) is warned
    client.post("/account/logout/")
    assert SESSION_KEY not in client.session
