"""Asking people for weights, and one person's 100 points."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Weighing
from assessments.queries import WeighedItem
from discovery.models import Workshop
from regions.models import Region

LARGEST_SEQUENCE = 2**53


class WeighingForm(forms.Form):
    workshop = forms.ModelChoiceField(
        label=_("Workshop"),
        help_text=_("Its confirmed participants are asked."),
        queryset=Workshop.objects.none(),
        empty_label=None,
    )
    subject = forms.ChoiceField(
        label=_("They share out 100 points over"),
        choices=Weighing.Subject.choices,
        widget=forms.RadioSelect,
        initial=Weighing.Subject.PRINCIPLES,
        help_text=_("Principles are quicker: a minute or two. Inside a principle the proportions stay."),
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Workshop.objects.filter(region=region).order_by("-pk")
        self.fields["workshop"].queryset = rows  # type: ignore[attr-defined]  # -- reason: a choice among rows


class PointsField(forms.IntegerField):
    """Whole points; an empty field is no point."""

    def clean(self, value: Any) -> Any:
        return 0 if value in self.empty_values else super().clean(value)


class SplitForm(forms.Form):
    """Whole points for each item; that they come to 100 is said by the action, with what is left."""

    use_required_attribute = False
    sequence = forms.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE, widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[WeighedItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[item.field] = PointsField(
                label=item.name,
                help_text=item.explanation,
                min_value=0,
                max_value=100,
                initial=item.mine,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-weight": "", "step": "1"}),
            )

    @property
    def points(self) -> dict[str, int]:
        return {item.code: self.cleaned_data[item.field] for item in self.items}

    def point_fields(self) -> list[forms.BoundField]:
        return [self[item.field] for item in self.items]
