"""A name and a sentence for what the what-if page shows; its weights travel along unseen (`WhatIfForm`)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField


class ScenarioForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=60,
        help_text=_("A few words that head a column, for example: The new before the strong."),
    )
    assumption = TextField(
        label=_("What it assumes"),
        max_length=300,
        help_text=_("One sentence for those who read it later: why might one weigh so?"),
    )
