"""Officials: a second factor, a set returned with questions and brought back with answers, two approvals, publication.

Embedded only: approvals that race each other stand in tests of their own, on PostgreSQL.
"""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.accounts.factors import code_now, wrong_code
from tests.browser.conftest import OpenPage
from tests.browser.journey import PASSWORD, Person, enter
from tests.browser.scenes import REGION, arrange, settle
from tests.server import PlatformServer

pytestmark = [
    pytest.mark.journey,
    pytest.mark.browser,
    pytest.mark.parametrize("platform_server", ["embedded"], indirect=True),
]

SET = "Приоритеты Атырауской области"
ACTIVITIES = ["Трубы из местных полимеров", "Осетровые фермы", "Опреснение ветром", "Ремонт морских судов",
              "Датчики для трубопроводов", "Холод для рыбы", "Верблюжье молоко", "Водоросли как сырьё"]  # fmt: skip
QUESTIONS = ["Кто поведёт первый опыт?", "Хватит ли пресной воды?"]
ANSWERS = ["Институт моря вместе с двумя заводами.", "Да: опреснитель работает на треть мощности."]


def test_returned_with_questions_then_approved_and_published(
    platform_server: PlatformServer, open_page: OpenPage, tmp_path: Path
) -> None:
    settle(platform_server, "ru")
    address = f"/sets/{arrange(platform_server, f'handed_in({SET!r}, {ACTIVITIES!r})')}/"
    people = {name: enter(platform_server, open_page) for name in ("official1", "official2", "facilitator")}
    for name, person in people.items():
        person.log_in(f"{name}@example.org")
    first, second, facilitator = people.values()

    secret = set_up_second_factor(first, tmp_path)
    ask_back(first, address, tmp_path)
    answer(facilitator, address, tmp_path)
    approve_with_code(first, address, secret, tmp_path)
    approve_with_password(second, address, tmp_path)
    publish(second, address, tmp_path)
    read_as_a_stranger(enter(platform_server, open_page), tmp_path)


def set_up_second_factor(official: Person, pictures: Path) -> str:
    """From the desk of one's account; a wrong code first. Returns the key as the page shows it."""
    official.visit("/account/")
    official.press("main a[href='/account/second-factor/']")
    official.press("main a[href$='/totp/activate/']")
    if official.page.locator(
        "main input[name=password]"
    ).count():  # the log-in is asked anew before what matters
        official.page.fill("main input[name=password]", PASSWORD)
        official.submit()
    secret = "".join(official.page.locator(".qr-group").all_inner_texts())
    official.page.fill("input[name=code]", wrong_code(secret))
    official.submit()
    expect(official.page.locator("input[name=code][aria-invalid=true]")).to_be_visible()
    official.picture(pictures, "official-1-app")
    assert "".join(official.page.locator(".qr-group").all_inner_texts()) == secret
    official.page.fill("input[name=code]", code_in_time(official, secret))
    official.submit()
    expect(official.page.locator("main code").first).to_be_visible()
    official.picture(pictures, "official-2-recovery")
    return secret


def code_in_time(official: Person, secret: str) -> str:
    """A code with half its half-minute left: a slow machine may need it."""
    while time.time() % 30 > 15:
        official.page.wait_for_timeout(500)
    return code_now(secret)


def ask_back(official: Person, address: str, pictures: Path) -> None:
    """Without a reason it stays; then with a reason and two questions, one of them about an activity."""
    official.visit(f"/regions/{REGION}/desk/")
    official.picture(pictures, "official-3-desk")
    official.press(f"main a[href*='{address}']")
    official.picture(pictures, "official-4-set")
    official.press("a[href$='/return/']")
    official.page.fill("[name=question_1]", QUESTIONS[0])
    official.leave_empty("[name=reason]")
    expect(official.page.locator("[name=question_1]")).to_have_value(QUESTIONS[0])
    official.page.fill("[name=reason]", "Прежде чем утвердить, нужно понять два вопроса.")
    official.page.locator("summary", has_text="Вопрос 2").click()
    official.page.select_option("[name=about_2]", label=ACTIVITIES[2])
    official.page.fill("[name=question_2]", QUESTIONS[1])
    official.picture(pictures, "official-5-return")
    official.submit()
    for question in QUESTIONS:
        expect(official.page.locator("#remarks").get_by_text(question)).to_be_visible()


def answer(facilitator: Person, address: str, pictures: Path) -> None:
    """It cannot come back while a question waits, nor with an empty answer."""
    facilitator.visit(address)
    hand_in = "form[action$='/submit/'] button"
    facilitator.press(hand_in)
    facilitator.picture(pictures, "official-6-refused")
    expect(facilitator.page.locator(".message-error, [role=alert]").first).to_be_visible()
    for number, words in enumerate(ANSWERS):
        facilitator.press("#remarks a[href$='/answer/']")
        if number == 0:
            facilitator.leave_empty("[name=answer]")
            facilitator.picture(pictures, "official-7-answer")
        facilitator.page.fill("[name=answer]", words)
        facilitator.submit()
        expect(facilitator.page.locator("#remarks").get_by_text(words)).to_be_visible()
    facilitator.visit(address)
    facilitator.press(hand_in)
    expect(facilitator.page.locator(hand_in)).to_have_count(0)


def approve_with_code(official: Person, address: str, secret: str, pictures: Path) -> None:
    """A password does not help who has a second factor; a wrong code neither."""
    official.visit(address)
    official.press(f"a[href='{address}approve/']")
    assert official.page.locator("main input[type=password]").count() == 0
    official.page.fill("input[name=code]", wrong_code(secret))
    official.submit()
    official.refused("Код неверный или уже использован")
    official.picture(pictures, "official-8-approve")
    official.page.fill("input[name=code]", code_in_time(official, secret))
    official.submit()
    expect(official.page).to_have_url(re.compile(f"{address}(#approve)?$"))
    official.picture(pictures, "official-9-approved-once")


def approve_with_password(official: Person, address: str, pictures: Path) -> None:
    """From the message in the inbox."""
    official.page.goto("/account/inbox/")
    official.reads_own_language()
    official.picture(pictures, "official-10-inbox")
    official.page.get_by_role("link", name=SET).first.click()
    official.page.wait_for_load_state()
    official.press(f"a[href='{address}approve/']")
    official.page.fill("input[name=password]", "wrong password")
    official.submit()
    official.refused("Пароль неверный")
    official.page.fill("input[name=password]", PASSWORD)
    official.submit()
    expect(official.page.locator(f"a[href='{address}publish/']")).to_be_visible()


def publish(official: Person, address: str, pictures: Path) -> None:
    official.press(f"a[href='{address}publish/']")
    official.picture(pictures, "official-11-publish")
    official.submit()
    official.picture(pictures, "official-12-published")


def read_as_a_stranger(public: Person, pictures: Path) -> None:
    """The set and how often it was returned are public; what was asked is not."""
    public.visit(f"/ru/regions/{REGION}/priorities/")
    public.picture(pictures, "official-13-publication")
    page = public.page.locator("main")
    for title in ACTIVITIES[:5]:
        expect(page.get_by_text(title).first).to_be_visible()
    words = page.inner_text()
    assert not [text for text in QUESTIONS + ANSWERS if text in words]
    assert re.search(r"вернули его 1 раз", words), "how often it was returned is published"
