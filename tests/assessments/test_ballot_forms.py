"""What a phone sends is read without making the form that the page shows: both must say the same."""

from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.forms import BallotForm, GivenBallot, field_name, given_ballot
from assessments.queries import FrozenMethod

SCALES = {"zero-to-ten": (0, 10), "one-to-five": (1, 5)}


def method() -> FrozenMethod:
    criteria = [
        {
            "code": code,
            "principle": "discovery",
            "kind": "judged",
            "weight": "1",
            "minimum": minimum,
            "maximum": maximum,
            "reversed": False,
            "question": {"en": "Is it so?"},
        }
        for code, (minimum, maximum) in SCALES.items()
    ]
    groups = [{"code": "science", "omega": "1", "helices": ["science"]}]
    rules = {"threshold": 5, "kappa": 2, "coverage_minimum": "4/5"}
    return FrozenMethod({"criteria": criteria, "groups": groups} | rules)


def as_the_form_says(sent: QueryDict) -> GivenBallot | None:
    form = BallotForm(sent, method=method())
    if not form.is_valid():
        return None
    marks: dict[str, int | str] = {}
    for code in SCALES:
        if answer := form.cleaned_data[field_name(code)]:
            marks[code] = answer if answer == "cannot_judge" else int(answer)
    return GivenBallot(marks, form.cleaned_data["comment"], form.cleaned_data["sequence"])


answers = st.one_of(
    st.sampled_from(["", "0", "1", "5", "10", "11", "-1", "05", " 5", "5 ", "5.0", "٥", "cannot_judge", "254", "x"]),
    st.text(max_size=3),
)  # fmt: skip
comments = st.one_of(
    st.text(max_size=20), st.sampled_from(["", " a ", "a\r\nb", "a\0b", "x" * 500, "x" * 501])
)
sequences = st.one_of(
    st.integers(-2, 2**54).map(str), st.sampled_from(["", " 7 ", "7.0", "7,0", "٧", "1_000", str(2**53), "x"])
)
sent = st.fixed_dictionaries(
    {},
    optional={field_name(code): answers for code in SCALES} | {"comment": comments, "sequence": sequences, "else": answers},
)  # fmt: skip


def as_sent(values: dict[str, Any]) -> QueryDict:
    body = QueryDict(mutable=True)
    body.update(values)
    return body


@given(sent)
def test_it_says_what_the_form_says(values: dict[str, str]) -> None:
    body = as_sent(values)
    assert given_ballot(body, method()) == as_the_form_says(body)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sequence": "7"}, GivenBallot({}, "", 7)),
        (
            {"sequence": "7", "mark-zero-to-ten": "0", "mark-one-to-five": "cannot_judge", "comment": " so "},
            GivenBallot({"zero-to-ten": 0, "one-to-five": "cannot_judge"}, "so", 7),
        ),
        ({"sequence": "7", "mark-one-to-five": "0"}, None),
        ({"sequence": "7", "mark-zero-to-ten": "010"}, None),
        ({"mark-zero-to-ten": "1"}, None),
        ({"sequence": "7", "comment": "x" * 501}, None),
    ],
)
def test_a_ballot_is_read_or_refused(values: dict[str, str], said: GivenBallot | None) -> None:
    assert given_ballot(as_sent(values), method()) == said == as_the_form_says(as_sent(values))
