"""Preparing and running a workshop."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField
from discovery.models import WorkshopKind


class WorkshopForm(forms.Form):
    title = LineField(label=_("Title"), max_length=200)
    held_date = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    place = LineField(label=_("Place"), max_length=200, required=False)
    purpose = TextField(
        label=_("What it is for"),
        help_text=_("Participants read this when they join. Two sentences are enough."),
        max_length=2000,
        required=False,
    )


class NewWorkshopForm(WorkshopForm):
    kind = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("It decides which steps the run sheet begins with."),
        choices=WorkshopKind.choices,
        initial=WorkshopKind.PROBLEM_SOLVING,
        widget=forms.RadioSelect,
    )
    field_order = ("kind", "title", "held_date", "place", "purpose")


class ReasonForm(forms.Form):
    reason = TextField(label=_("Reason"), help_text=_("Others will read it."), max_length=1000)


class StepForm(forms.Form):
    step = forms.IntegerField(min_value=1)


class ParticipantsForm(forms.Form):
    """One person (`participant`), or everybody who waits."""

    participant = forms.IntegerField(min_value=1, required=False)


class SupportForm(forms.Form):
    wanted = forms.ChoiceField(choices=[("1", "yes"), ("0", "no")])
