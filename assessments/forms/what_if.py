"""Other weights, asked in the address of the page."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models import Principle

HIGHEST_SHARE = 100


class Slider(forms.NumberInput):
    input_type = "range"
    template_name = "django/forms/widgets/slider.html"


class WhatIfForm(forms.Form):
    """One slider a principle, and kappa. What the address leaves out stays as agreed.

    Sliders stand at whole numbers; one left where it stood counts exactly as agreed, 22.5 and not 23.
    """

    kappa = forms.IntegerField(
        label=gettext_lazy("How many people a group needs to count half"),
        min_value=1,
        max_value=8,
        widget=Slider,
    )

    def __init__(self, asked: Mapping[str, Any], *, agreed: Mapping[str, Fraction], kappa: int) -> None:
        self.agreed = agreed
        self.start = {name: int(share + Fraction(1, 2)) for name, share in agreed.items()}
        standing = self.start | {"kappa": kappa}
        super().__init__({name: asked.get(name, value) for name, value in standing.items()})
        kappa_field = self.fields.pop("kappa")
        for principle in agreed:
            self.fields[principle] = forms.IntegerField(
                label=str(Principle(principle).label),
                min_value=0,
                max_value=HIGHEST_SHARE,
                widget=Slider,
            )
        self.fields["kappa"] = kappa_field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(self.shares_in(cleaned).values()):
            raise ValidationError(_("At least one principle must weigh something."))
        return cleaned

    def shares_in(self, cleaned: Mapping[str, Any]) -> dict[str, int | Fraction]:
        return {
            name: exact if cleaned[name] == self.start[name] else cleaned[name]
            for name, exact in self.agreed.items()
            if name in cleaned
        }

    def as_input(self) -> dict[str, Any]:
        """As `queries.what_if` takes it."""
        return {"shares": self.shares_in(self.cleaned_data), "kappa": self.cleaned_data["kappa"]}

    def address(self) -> str:
        """What was asked, as the end of an address."""
        return urlencode({name: self.cleaned_data[name] for name in self.fields})
