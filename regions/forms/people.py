"""Whom to invite to which role, and until when a role is held."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from regions.forms.regions import LONGEST_REASON
from regions.models import Role


class InvitationForm(forms.Form):
    """Whom to ask, for what, until when."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        max_length=254,
        help_text=_("The letter goes there, and the role can be taken only with this e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))
    expires_date = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("The last day of the role. Empty: without an end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    note = forms.CharField(
        label=_("A few words to the person"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, roles: list[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]  # type: ignore[attr-defined]  # -- reason: a ChoiceField, which the mapping's type does not say


class EndForm(forms.Form):
    expires_date = forms.DateField(
        label=_("Until"),
        required=False,
        help_text=_("The last day of the role. Empty: without an end."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept with the change, for everybody who audits the region."),
    )
