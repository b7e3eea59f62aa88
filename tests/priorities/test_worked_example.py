"""The example for people who do not run programs gives the published score, from published numbers alone."""

from fractions import Fraction

import pytest

from priorities.models import Publication
from priorities.queries.published import PublishedSet
from priorities.queries.worked_example import worked_example
from tests.assessments.scoring import naive
from tests.priorities.councils import Council


@pytest.fixture
def published(council: Council) -> PublishedSet:
    return PublishedSet(council.publish())


def test_is_the_score_in_exact_fractions(council: Council, published: PublishedSet) -> None:
    scores = naive.scores(council.case)
    for code, score in scores.items():
        example = worked_example(published, int(code))
        assert example
        assert example.score is not None
        assert naive.as_printed(example.score) == score == str(example.printed)
        assert sum(step.points for step in example.steps) == example.score


def test_shows_each_step_as_the_ballots_give_it(council: Council, published: PublishedSet) -> None:
    code = council.case.activities[2]
    example = worked_example(published, int(code))
    assert example
    first, second, third = example.steps
    assert [step.is_judged for step in example.steps] == [True, True, False]
    for column, step in enumerate((first, second)):
        marks = [council.case.marks(code, group, column) for group in range(4)]
        assert [(cell.people, cell.total) for cell in step.cells] == [
            (len(each), sum(each)) for each in marks
        ]
        assert [cell.credibility for cell in step.cells] == [
            Fraction(len(each), len(each) + 2) for each in marks
        ]
        assert sum(cell.share for cell in step.cells) == 100
    assert third.u == Fraction(str(council.case.measured[code, "projects"]))
    assert example.weight == 100


def test_withheld_sums_are_not_worked_out(council: Council) -> None:
    publication = council.publish()
    results = publication.content["results"]["activities"]
    results[0]["sums_open"] = False
    example = worked_example(
        PublishedSet(Publication(content=publication.content)), int(results[0]["activity"])
    )
    assert example
    assert (example.is_withheld, example.steps, example.score) == (True, (), None)


def test_an_activity_from_elsewhere_has_none(published: PublishedSet) -> None:
    assert worked_example(published, 10**9) is None
