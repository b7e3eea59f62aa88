"""Striking a rater's marks: asked for, decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments import queries
from assessments.models import RosterEntry, Round, Void
from discovery.forms.texts import TextField


class VoidForm(forms.Form):
    """Only people of the sealed list can be chosen, by what the hall calls them."""

    rater = forms.TypedChoiceField(label=_("Whose marks"), coerce=int)
    ground = forms.ChoiceField(label=_("Why"), choices=Void.Ground.choices, widget=forms.RadioSelect)
    reason = TextField(
        label=_("What happened"),
        max_length=500,
        help_text=_(
            "The second person reads it, and the person concerned finds it in their own data. The publication names only the ground."
        ),
    )

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.round = round
        self.fields["rater"].choices = queries.raters_to_choose(round)  # type: ignore[attr-defined]  # -- reason: a field of choices

    def as_input(self) -> dict[str, Any]:
        """As `ask_void` takes it."""
        rater: RosterEntry | None = queries.rater_on(self.round, self.cleaned_data["rater"])
        return {"rater": rater, "ground": self.cleaned_data["ground"], "reason": self.cleaned_data["reason"]}


class DecisionForm(forms.Form):
    """The button says which."""

    decision = forms.TypedChoiceField(
        choices=[("confirm", "confirm"), ("reject", "reject")], coerce=lambda word: word == "confirm"
    )
