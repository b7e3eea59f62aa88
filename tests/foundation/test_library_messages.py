"""What Django, the API framework and the log-in library say themselves: no English to a Kazakh or Russian reader."""

import datetime
import re

import pytest
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.paginator import InvalidPage, Paginator
from django.template.defaultfilters import filesizeformat
from django.utils import translation
from django.utils.formats import date_format, number_format, time_format
from django.utils.timesince import timesince
from django.utils.translation import gettext
from rest_framework import serializers

ENGLISH = re.compile(r"[A-Za-z]{3,}")
NAMES = re.compile(r"JSON|URL|UUID|YYYY-MM-DD|hh:mm\S*|uuuuuu|HH|MM|DD")
IN_BOTH = pytest.mark.parametrize("language", ["kk", "ru"])
ALLAUTH = [
    "The email address and/or password you specified are not correct.",
    "Too many failed login attempts. Try again later.",
    "A user is already registered with this email address.",
    "This account is currently inactive.",
    "Incorrect code.",
    "Invalid or expired key.",
    "The password reset token was invalid.",
    "You must type the same password each time.",
    "Your account has no password set up.",
]


class EveryField(forms.Form):
    empty = forms.CharField()
    short = forms.CharField(min_length=5)
    long = forms.CharField(max_length=2)
    email = forms.EmailField()
    address = forms.URLField(assume_scheme="https")
    whole = forms.IntegerField(max_value=3)
    few = forms.IntegerField(min_value=3)
    decimal = forms.DecimalField(max_digits=3, decimal_places=1)
    day = forms.DateField()
    moment = forms.DateTimeField()
    time = forms.TimeField()
    choice = forms.ChoiceField(choices=[("1", "1")])
    several = forms.MultipleChoiceField(choices=[("1", "1")])
    slug = forms.SlugField()
    file = forms.FileField()
    json = forms.JSONField()


class EverySerializer(serializers.Serializer[object]):
    required = serializers.CharField()  # type: ignore[assignment]  # -- reason: a field named as a property of the library
    blank = serializers.CharField()
    null = serializers.CharField()
    whole = serializers.IntegerField()
    many = serializers.ListField()  # type: ignore[assignment]  # -- reason: as above
    day = serializers.DateField()
    choice = serializers.ChoiceField(choices=["1"])
    truth = serializers.BooleanField()


@IN_BOTH
def test_errors_of_forms(language: str) -> None:
    wrong = {
        "short": "a", "long": "aaa", "email": "x", "address": "::", "whole": "9", "few": "1", "decimal": "123.45",
        "day": "x", "moment": "x", "time": "x", "choice": "2", "several": ["2"], "slug": "a b", "json": "{",
    }  # fmt: skip
    with translation.override(language):
        form = EveryField(wrong, {"file": SimpleUploadedFile("a", b"")})
        said = {name: str(errors) for name, errors in form.errors.get_json_data().items()}
        texts = [error["message"] for errors in form.errors.get_json_data().values() for error in errors]
    assert set(said) == set(EveryField.base_fields)
    assert [text for text in texts if ENGLISH.search(NAMES.sub("", text))] == []


@IN_BOTH
def test_errors_of_the_api(language: str) -> None:
    data = {"blank": "", "null": None, "whole": "x", "many": "x", "day": "x", "choice": "2", "truth": "x"}
    with translation.override(language):
        wrong = EverySerializer(data=data)
        assert not wrong.is_valid()
        texts = [str(text) for texts in wrong.errors.values() for text in texts]
    assert len(texts) == 8
    # "list", "str" and formats of dates name the program's own types.
    assert [
        t for t in texts if ENGLISH.search(NAMES.sub("", t).replace('"str"', "").replace("«str»", ""))
    ] == []


@IN_BOTH
@pytest.mark.parametrize("password", ["12345678", "password", "a1"])
def test_passwords(language: str, password: str) -> None:
    with translation.override(language):
        with pytest.raises(ValidationError) as refused:
            validate_password(password)
        texts = [*refused.value.messages, *map(str, password_validators_help_texts())]
    assert [text for text in texts if ENGLISH.search(text)] == []


@IN_BOTH
def test_the_log_in_library(language: str) -> None:
    with translation.override(language):
        assert [text for text in ALLAUTH if ENGLISH.search(gettext(text))] == []


@IN_BOTH
def test_pages_sizes_and_ages(language: str) -> None:
    since = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    with translation.override(language):
        with pytest.raises(InvalidPage) as refused:
            Paginator([], 1).validate_number("x")
        texts = [str(refused.value), filesizeformat(3_000_000), filesizeformat(12)]
        texts.append(timesince(since, datetime.datetime(2021, 3, 4, tzinfo=datetime.UTC)))
    assert [text for text in texts if ENGLISH.search(text)] == []


def test_kazakh_dates_and_numbers_read_as_in_official_texts() -> None:
    day = datetime.date(2026, 11, 2)
    with translation.override("kk"):
        assert date_format(day) == "2026\xa0ж. 2 қараша"
        assert date_format(day, "YEAR_MONTH_FORMAT") == "2026\xa0ж. қараша"
        assert date_format(day, "D, l") == "дс, дүйсенбі"
        assert number_format(1234567.5, 1, force_grouping=True) == "1\xa0234\xa0567,5"


def test_a_russian_year_stays_beside_its_word() -> None:
    day = datetime.date(2026, 11, 2)
    with translation.override("ru"):
        assert date_format(day) == "2 ноября 2026\xa0г."
        assert date_format(day, "SHORT_DATE_FORMAT") == "02.11.2026"


def test_english_dates_cannot_be_read_in_two_ways() -> None:
    moment = datetime.datetime(2026, 3, 4, 14, 5, tzinfo=datetime.UTC)
    with translation.override("en"):
        assert date_format(moment) == "4 March 2026"
        assert date_format(moment, "SHORT_DATE_FORMAT") == "4 Mar 2026"
        assert date_format(moment, "DATETIME_FORMAT") == "4 March 2026, 14:05"
        assert date_format(moment, "SHORT_DATETIME_FORMAT") == "4 Mar 2026, 14:05"
        assert date_format(moment, "MONTH_DAY_FORMAT") == "4 March"
        assert time_format(moment.time()) == "14:05"
        assert forms.DateField(localize=True).clean("04/03/2026") == moment.date()
        assert number_format(1234567.5, 1, force_grouping=True) == "1,234,567.5"
