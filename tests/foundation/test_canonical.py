import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import canonical

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_one_spelling() -> None:
    content = {
        "ы": [1, Decimal("0.10"), Fraction(1, 3)],
        "a": None,
        "at": dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC),
    }
    assert canonical.dumps(content).decode() == (
        '{"a":null,"at":"2026-01-02T03:00:00+00:00","ы":[1,"0.10","1/3"]}'
    )


def test_times_are_written_in_utc() -> None:
    east = dt.timezone(dt.timedelta(hours=5))
    assert canonical.dumps(dt.datetime(2026, 1, 2, 8, tzinfo=east)) == b'"2026-01-02T03:00:00+00:00"'


@pytest.mark.parametrize("value", [1.0, {"x": [0.5]}, object(), {1, 2}])
def test_what_has_no_spelling_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical.dumps(value)


@given(st.dictionaries(st.text(), plain))
def test_the_order_of_keys_does_not_matter(content: dict[str, object]) -> None:
    assert canonical.digest(content) == canonical.digest(dict(reversed(content.items())))
