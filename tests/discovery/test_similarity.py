"""Ideas that read alike, in three languages; suggestions only. No database."""

import time

import pytest

from discovery.scoring import alike, in_turn, likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Greenhouses heated by waste heat", "greenhouse heating with waste heat"),
        ("Тёплые теплицы на сбросном тепле", "теплица на сбросном ТЕПЛЕ завода"),
        ("Балық шаруашылығын дамыту", "балық шаруашылығы дамысын"),
        ("Опреснение морской воды", "опреснять морскую воду"),
    ],
)
def test_endings_and_capitals_count_little(one: str, other: str) -> None:
    assert likeness(one, other) >= 0.5
    assert alike([one, "Совсем другая мысль о туризме", other]) == [[0, 2]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Опреснение морской воды", "Очистка сточной воды"),
        ("Балық өсіру", "Түйе сүтін өңдеу"),
        ("Repair of ships", "Sulphur for fertilizer"),
        ("", ""),
        ("!!!", "?"),
    ],
)
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert likeness(one, other) < 0.5
    assert alike([one, other]) == []


def test_it_does_not_matter_who_is_asked_first() -> None:
    one, other = "Опреснение морской воды", "опреснять морскую воду"
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1


def test_a_text_stands_in_one_group_only() -> None:
    texts = ["ветряные станции", "ветряная станция", "ветряных станций ремонт", "рыба"]
    groups = alike(texts)
    assert [place for group in groups for place in group] == [0, 1, 2]


def test_six_hundred_ideas_are_compared_in_a_moment() -> None:
    texts = [f"мысль номер {number} о воде и о рыбе {number * 7919 % 1000}" for number in range(600)]
    began = time.process_time()
    alike(texts)
    assert time.process_time() - began < 3


def test_the_group_heard_least_comes_first_and_among_equals_the_earlier_hand() -> None:
    hands = ["business", "business", "science", "business", "civil_society"]
    heard = {"business": 2, "science": 1, "government": 0, "civil_society": 1}
    assert in_turn(hands, heard) == [2, 4, 0, 1, 3]
    assert in_turn([], heard) == []
