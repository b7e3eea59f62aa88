"""The wheel of self-assessment: preparing it, its words, and one person's grades of a step."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import queries
from assessments.forms.rounds import field_name
from assessments.queries import WheelStep
from discovery.forms.texts import LineField
from discovery.models import Workshop
from foundation.foreign_text import OWN_NAMES
from regions.models import Region

LARGEST_SEQUENCE = 2**53
NO_INFORMATION_WORD = "no_information"
GRADES = ("1", "2", "3", "4", "5", NO_INFORMATION_WORD)
LENGTHS = {"name": 120, "explanation": 300}


class WheelForm(forms.Form):
    title = LineField(
        label=gettext_lazy("Title"),
        max_length=160,
        help_text=gettext_lazy("It stands above the result: name the strategy and the year."),
    )
    workshop = forms.ModelChoiceField(
        label=gettext_lazy("Workshop"),
        help_text=gettext_lazy("Its confirmed participants are asked."),
        queryset=Workshop.objects.none(),
        empty_label=None,
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Workshop.objects.filter(region=region).order_by("-pk")
        self.fields["workshop"].queryset = rows  # type: ignore[attr-defined]  # -- reason: a choice among rows


class WheelStepForm(forms.Form):
    """Names of a step and of its factors, with an explanation each, in every language."""

    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, texts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [("step", "name", texts["name"])]
        for number, factor in enumerate(texts["factors"], start=1):
            self.places += [(f"factor{number}", column, factor[column]) for column in LENGTHS]
        for place, column, words in self.places:
            for language in queries.LANGUAGES:
                self.fields[f"{place}_{column}_{language}"] = words_field(column, language, words)

    def groups(self) -> list[tuple[str, list[tuple[str, list[forms.BoundField]]], bool]]:
        """(heading, (what, fields by language), is something wrong in it) as the page shows them."""
        found: dict[str, list[tuple[str, list[forms.BoundField]]]] = {}
        for place, column, _words in self.places:
            fields = [self[f"{place}_{column}_{language}"] for language in queries.LANGUAGES]
            what = _("Name") if column == "name" else _("What is this?")
            found.setdefault(place, []).append((what, fields))
        step, *factors = found.values()
        named = [(_("Factor %(number)d") % {"number": n}, own) for n, own in enumerate(factors, start=1)]
        return [
            (heading, own, any(field.errors for _what, fields in own for field in fields))
            for heading, own in [(_("The step"), step), *named]
        ]

    def clean(self) -> dict[str, Any]:
        """Every name in one language at least; explanations may be left out."""
        cleaned = super().clean() or {}
        for place, column, _words in self.places:
            names = [f"{place}_{column}_{language}" for language in queries.LANGUAGES]
            is_wrong = any(name in self.errors for name in names)
            if column == "name" and not is_wrong and not any(cleaned.get(name) for name in names):
                self.add_error(names[0], _("Write it in one language at least."))
        return cleaned

    def as_input(self) -> dict[str, Any]:
        """As `word_wheel_step` takes it."""
        told: dict[str, dict[str, dict[str, str]]] = {}
        for place, column, _words in self.places:
            told.setdefault(place, {})[column] = {
                language: self.cleaned_data[f"{place}_{column}_{language}"] for language in queries.LANGUAGES
            }
        step = told.pop("step")
        return {
            "name": step["name"],
            "factors": list(told.values()),
            "edit_version": self.cleaned_data["edit_version"],
        }


def words_field(column: str, language: str, words: Mapping[str, str]) -> LineField:
    is_long = column == "explanation"
    widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
    widget.attrs["lang"] = language
    return LineField(
        label=OWN_NAMES[language],
        max_length=LENGTHS[column],
        required=False,
        widget=widget,
        initial=words.get(language, ""),
    )


class GradesForm(forms.Form):
    """One step of one person; what is left out is not answered."""

    sequence = forms.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE)

    def __init__(self, *args: Any, step: WheelStep, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [factor.code for factor in step.factors]
        for factor in step.factors:
            self.fields[field_name(factor.code)] = forms.ChoiceField(
                label=factor.name, choices=[(grade, grade) for grade in GRADES], required=False
            )

    @property
    def grades(self) -> dict[str, int]:
        given = {code: self.cleaned_data[field_name(code)] for code in self.codes}
        return {
            code: 0 if answer == NO_INFORMATION_WORD else int(answer)
            for code, answer in given.items()
            if answer
        }


def grade_word(grade: int | None) -> int | str | None:
    """As the form posts it."""
    return NO_INFORMATION_WORD if grade == 0 else grade
