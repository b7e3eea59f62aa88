"""A framework as a file: out and in again unchanged, and every fault named by its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import actions, forms, queries
from assessments.models import Framework
from foundation import canonical
from regions.models import Role
from tests.factories.regions import RegionFactory, member

FULL = "four-principles"


def document() -> dict[str, Any]:
    return json.loads(canonical.dumps(queries.document_of(queries.templates_by_key()[FULL])))


def faults_in(content: Any) -> dict[str, str]:
    with pytest.raises(forms.FileFaults) as wrong:
        forms.framework_from_text(content if isinstance(content, bytes) else json.dumps(content).encode())
    return dict(wrong.value.faults)


@pytest.mark.django_db
def test_out_and_in_again_is_the_same() -> None:
    region = RegionFactory.create()
    facilitator = member(region, Role.FACILITATOR)
    used = actions.adopt_framework(region=region, key=FULL, by=facilitator)
    file = canonical.dumps(queries.framework_document(used))
    content = forms.framework_from_text(file)
    here = actions.import_framework(region=region, content=content, by=facilitator)
    there = actions.import_framework(region=RegionFactory.create(), content=content, by=facilitator)
    assert (here.version, there.version) == (2, 1)
    for copy in (here, there):
        assert copy.state == Framework.State.DRAFTED
        assert canonical.dumps(queries.framework_document(copy)) == file
    published = actions.publish_framework(framework=here, by=facilitator)
    assert published.digest == used.digest == canonical.digest(json.loads(file))


WRONG: dict[str, tuple[Any, Any]] = {
    "schema": ("schema", "framework/9"),
    "key": ("key", "not a slug"),
    "title": ("title", {}),
    "title.de": ("title", {"de": "Fragen", "en": "Questions"}),
    "title.en": ("title", {"en": "x" * 161}),
    "is_short": ("is_short", "yes"),
    "criteria": ("criteria", {}),
    "surprise": ("surprise", 1),
}
WRONG_CRITERION: dict[str, tuple[str, Any]] = {
    "criteria[1].weight": ("weight", 4.5),
    "criteria[1].code": ("code", "newcomers"),
    "criteria[1].principle": ("principle", "luck"),
    "criteria[1].kind": ("kind", None),
    "criteria[1].measure": ("measure", "horoscope"),
    "criteria[1].question": ("question", {"en": "  "}),
    "criteria[1].question.ru": ("question", {"en": "Why?", "ru": 5}),
    "criteria[1].scale_max": ("scale_max", 40),
    "criteria[1].scale_min": ("scale_min", -1),
    "criteria[1].is_reversed": ("is_reversed", 1),
    "criteria[1].weigth": ("weigth", "4.5"),
}


@pytest.mark.parametrize("path", WRONG)
def test_a_fault_of_the_whole_is_named(path: str) -> None:
    key, value = WRONG[path]
    assert path in faults_in(document() | {key: value})


@pytest.mark.parametrize("path", WRONG_CRITERION)
def test_a_fault_of_a_criterion_is_named(path: str) -> None:
    changed = document()
    key, value = WRONG_CRITERION[path]
    changed["criteria"][1][key] = value
    assert path in faults_in(changed)


@pytest.mark.parametrize("weight", ["NaN", "Infinity", "-1", "101", "1e-9", "1/3", "", None, True, [], "4,5"])
def test_a_weight_is_a_plain_decimal(weight: Any) -> None:
    changed = document()
    changed["criteria"][0]["weight"] = weight
    assert "criteria[0].weight" in faults_in(changed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b'{"schema": NaN}',
        b'{"key": "a", "key": "b"}',
        b" " * (256 * 1024 + 1),
        b"[]",
        b"null",
        b'{"criteria": [null, [], 5]}',
    ],
)
def test_what_is_no_framework_is_told_so(content: bytes) -> None:
    assert faults_in(content)


def test_all_faults_are_told_at_once() -> None:
    changed = document() | {"schema": "x", "key": ""}
    changed["criteria"][2]["principle"] = "luck"
    assert {"schema", "key", "criteria[2].principle"} <= faults_in(changed).keys()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(st.dictionaries(st.sampled_from(["schema", "key", "title", "criteria", "is_short"]), anything))
def test_no_document_breaks_the_reader(found: dict[str, Any]) -> None:
    with pytest.raises(forms.FileFaults):
        forms.framework_from_document(found | {"schema": "x"})
