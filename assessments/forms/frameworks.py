"""Editing a draft: names, criteria, weights."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import localize_input
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import queries
from assessments.models import Criterion, CriterionKind, Framework, Principle
from assessments.registries import measures
from assessments.sentences import TEXT_NAMES
from discovery.forms.texts import LineField
from foundation.components.field_groups import FieldGroup
from foundation.foreign_text import OWN_NAMES, in_language
from regions.models import Region

LENGTHS = {
    "title": 160,
    "question": 300,
    "explanation": 500,
    "low_words": 120,
    "middle_words": 120,
    "high_words": 120,
}
SCALES = ((0, 10), (1, 10), (1, 7), (1, 5), (0, 5), (1, 3))


class WeightField(forms.DecimalField):
    """Points of 100; a comma and a point both part the decimals."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "data-weight": ""})

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=0, max_value=100, max_digits=9, decimal_places=6, **more)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # -- reason: the stubs say int
        text = str(value).strip().replace(",", ".") if value not in self.empty_values else value
        try:
            return super().to_python(text)
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return localize_input(Decimal(f"{value.normalize():f}")) if isinstance(value, Decimal) else value


def text_field(column: str, language: str) -> LineField:
    widget = forms.Textarea(attrs={"rows": 3}) if LENGTHS[column] > 160 else forms.TextInput()
    widget.attrs["lang"] = language
    return LineField(label=OWN_NAMES[language], max_length=LENGTHS[column], required=False, widget=widget)


class TranslatedForm(forms.Form):
    """Texts in every language: one field each, and beside an empty one what its readers see instead."""

    columns: Sequence[str] = ()
    needed = ""  # the column that must be written in one language at least

    def __init__(self, *args: Any, subject: Framework | Criterion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns:
            texts = queries.translations(subject, column) if subject else {}
            for language in queries.LANGUAGES:
                field = text_field(column, language)
                field.initial = texts.get(language, "")
                if texts and language not in texts:
                    instead = in_language(texts, language)
                    field.help_text = _("Not translated. People who read this language see: “%(text)s”") % {
                        "text": instead
                    }
                self.fields[f"{column}_{language}"] = field

    def text_groups(self) -> list[FieldGroup]:
        """Each text in all languages."""
        return [
            FieldGroup(column, str(TEXT_NAMES[column]), tuple(self.fields_of(column)))
            for column in self.columns
        ]

    def fields_of(self, column: str) -> list[forms.BoundField]:
        return [self[f"{column}_{language}"] for language in queries.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [f"{self.needed}_{language}" for language in queries.LANGUAGES]
        if not any(cleaned.get(name) for name in names) and not any(name in self.errors for name in names):
            self.add_error(names[0], _("Write it in one language at least."))
        return cleaned


class NameForm(TranslatedForm):
    columns = ("title",)
    needed = "title"
    is_short = forms.BooleanField(
        label=gettext_lazy("A short form for a hall"),
        help_text=gettext_lazy("One question a principle."),
        required=False,
    )
    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def as_input(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        title = {language: cleaned[f"title_{language}"] for language in queries.LANGUAGES}
        return {"title": title, "is_short": cleaned["is_short"], "edit_version": cleaned["edit_version"]}


class CriterionForm(TranslatedForm):
    """One criterion. One scale only: the lowest and the highest mark are chosen together."""

    columns = queries.TEXTS
    needed = "question"
    kind = forms.ChoiceField(
        label=gettext_lazy("Who answers"),
        choices=CriterionKind.choices,
        widget=forms.RadioSelect,
        initial=CriterionKind.JUDGED,
    )
    principle = forms.ChoiceField(label=gettext_lazy("Principle"), choices=Principle.choices)
    measure = forms.ChoiceField(
        label=gettext_lazy("Figure"),
        required=False,
        help_text=gettext_lazy("Only for what is measured from data."),
    )
    scale = forms.ChoiceField(
        label=gettext_lazy("Scale of marks"), help_text=gettext_lazy("Only for what people judge.")
    )
    is_reversed = forms.BooleanField(
        label=gettext_lazy("A high mark counts against the activity"),
        help_text=gettext_lazy("For costs and risks. Say so in the question too."),
        required=False,
    )
    edit_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, subject: Criterion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, subject=subject, **kwargs)
        known = [(measure.key, str(measure.name or measure.key)) for measure in measures()]
        self.fields["measure"].choices = [("", "–"), *known]  # type: ignore[attr-defined]  # -- reason: a choice
        scales = list(SCALES)
        if subject:
            scales += [scale for scale in [(subject.scale_min, subject.scale_max)] if scale not in scales]
            for name in ("kind", "principle", "measure", "is_reversed", "edit_version"):
                self.fields[name].initial = getattr(subject, name)
            self.fields["scale"].initial = f"{subject.scale_min}-{subject.scale_max}"
        self.fields["scale"].choices = [  # type: ignore[attr-defined]  # -- reason: a choice
            (f"{low}-{high}", _("%(low)d to %(high)d") % {"low": low, "high": high}) for low, high in scales
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == CriterionKind.MEASURED and not cleaned.get("measure"):
            self.add_error("measure", _("Choose the figure this is measured by."))
        return cleaned

    def as_input(self) -> dict[str, Any]:
        cleaned = dict(self.cleaned_data)
        low, high = cleaned.pop("scale").split("-")
        return cleaned | {"scale_min": int(low), "scale_max": int(high)}


class ArrangeForm(forms.Form):
    """All weights together, and the button that was pressed beside them."""

    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, framework: Framework, criteria: Sequence[Criterion], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [criterion.code for criterion in criteria]
        self.fields["edit_version"].initial = framework.edit_version
        for criterion in criteria:
            name = weight_name(criterion.code)
            if not self.is_bound or name in self.data:  # one that was added meanwhile keeps its weight
                label = criterion.question or criterion.code
                self.fields[name] = WeightField(label=label, initial=criterion.weight)

    def weight_field(self, code: str) -> forms.BoundField | None:
        name = weight_name(code)
        return self[name] if name in self.fields else None

    @property
    def weights(self) -> Mapping[str, Decimal]:
        given = [code for code in self.codes if weight_name(code) in self.fields]
        return {code: self.cleaned_data[weight_name(code)] for code in given}

    def as_input(self) -> dict[str, Any]:
        press = self.data.get("press", "")
        verb, _colon, what = press.partition(":")
        places = {"up": -1, "down": 1}.get(verb)
        return {
            "weights": self.weights,
            "edit_version": self.cleaned_data["edit_version"],
            "move": (what, places) if places else None,
            "spread": what if verb == "spread" else "",
        }


def weight_name(code: str) -> str:
    """Apart from the form's own fields."""
    return f"weight-{code}"


class TitleForm(forms.Form):
    title = LineField(label=gettext_lazy("Title"), max_length=160)


class CopyForm(forms.Form):
    region: "forms.ModelChoiceField[Region]" = forms.ModelChoiceField(
        label=gettext_lazy("Region"),
        queryset=Region.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("You prepare workshops in these regions."),
    )

    def __init__(self, *args: Any, regions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]  # -- reason: a choice among rows


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Others will read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
