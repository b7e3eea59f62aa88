"""Tickets, coming back, the balance of the hall, rehearsing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix
from discovery.forms.texts import LineField, TextField
from discovery.models import Dimension

MOST_AT_ONCE = 500


class TicketsForm(forms.Form):
    """So many of one kind; once more for the next kind."""

    number = forms.IntegerField(
        label=_("How many tickets?"), min_value=1, max_value=MOST_AT_ONCE, initial=24,
        help_text=_("24 fit on a sheet."),
    )  # fmt: skip
    helix = forms.ChoiceField(
        label=_("For people who speak for"),
        choices=[("", _("they choose when they come")), *Helix.choices],
        help_text=_("Whoever comes with a ticket is confirmed with it."),
        required=False,
    )
    organization = LineField(label=_("Of the organization"), max_length=200, required=False)


class RevokeForm(forms.Form):
    reason = TextField(label=_("Reason"), max_length=500)


class ReturnForm(forms.Form):
    code = LineField(
        label=_("Your return code"),
        help_text=_("Eight letters and digits that your phone showed when you joined."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class SpeakerForm(forms.Form):
    """Who speaks at the phone of a table now."""

    seat = forms.IntegerField(min_value=1)


class TargetsForm(forms.Form):
    """One number for each part of the meter; empty is no target."""

    def __init__(
        self,
        *args: Any,
        names: Mapping[str, Mapping[str, str]],
        targets: Mapping[tuple[str, str], int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {
            dimension: parts if dimension != Dimension.FIRST_TIME else {"yes": parts["yes"]}
            for dimension, parts in names.items()
        }
        for dimension, parts in self.names.items():
            for key, label in parts.items():
                self.fields[f"{dimension}-{key}"] = forms.IntegerField(
                    label=label,
                    min_value=0,
                    max_value=2000,
                    required=False,
                    initial=(targets or {}).get((dimension, key)),
                )

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """(title, fields) for the page; nothing for a dimension without parts."""
        return [
            (str(Dimension(dimension).label), [self[f"{dimension}-{key}"] for key in parts])
            for dimension, parts in self.names.items()
            if parts
        ]

    @property
    def targets(self) -> dict[tuple[str, str], int]:
        return {
            (dimension, key): self.cleaned_data[f"{dimension}-{key}"]
            for dimension, parts in self.names.items()
            for key in parts
            if self.cleaned_data[f"{dimension}-{key}"]
        }


class RehearsalForm(forms.Form):
    people = forms.IntegerField(
        label=_("How many made-up people?"), min_value=10, max_value=500, initial=40,
        help_text=_("Between 10 and 500. With 500 it takes some minutes."),
    )  # fmt: skip
