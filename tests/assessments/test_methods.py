"""The frozen method as pages read it: the reader's language, and never the framework as it is now."""

import pytest
from django.utils.translation import override

from assessments import queries
from assessments.models import Round
from foundation.foreign_text import in_language
from tests.assessments.halls import WITH_SCIENCE, make_hall


def test_words_come_in_the_readers_language_or_one_that_exists() -> None:
    text = {"en": "Why?", "ru": "Почему?"}
    found = {}
    for language in ("en", "ru", "kk"):
        with override(language):
            found[language] = in_language(text)
    assert found == {"en": "Why?", "ru": "Почему?", "kk": "Почему?"}
    assert in_language({"kk": "Неге?"}) == "Неге?"
    assert in_language({}) == ""


@pytest.mark.django_db
def test_a_round_that_was_never_opened_has_no_method() -> None:
    with pytest.raises(ValueError, match="no method yet"):
        queries.frozen_method(make_hall({"science": 5}).round())


@pytest.mark.django_db
def test_two_rounds_never_share_a_method() -> None:
    """Methods are kept in the process by their hash: another content is another hash."""
    hall = make_hall({"science": 5})
    first = hall.open_round(WITH_SCIENCE)
    kept = queries.frozen_method(first)
    assert queries.frozen_method(Round.objects.defer("method").get(pk=first.pk)) is kept
    hall.framework.criteria.filter(code="q0").update(question_en="Another question?")
    second = hall.open_round(WITH_SCIENCE)
    assert queries.frozen_method(second).text("q0", "question") == "Another question?"
    assert kept.text("q0", "question") != "Another question?"
