"""People without a phone, and what they wrote on cards."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind
from discovery.forms.joining import HelixForm
from discovery.forms.texts import LineField, TextField
from discovery.models import ConsentText
from foundation.foreign_text import OWN_NAMES

MOST_AT_ONCE = 400  # cards printed at once: fifty pages
LANGUAGES = tuple(OWN_NAMES.items())


class PaperSeatForm(HelixForm):
    """Who the person is; what the region asks everybody to agree to is signed on paper."""

    organization = LineField(
        label=_("Organization"), help_text=_("Leave it empty for somebody who speaks for themselves."),
        max_length=200, required=False,
    )  # fmt: skip
    organization_kind = forms.ChoiceField(
        label=_("What kind of organization is it?"),
        choices=[("", _("I do not know")), *OrganizationKind.choices],
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of their papers"), choices=LANGUAGES)
    has_signed = forms.BooleanField(label=_("The person has read this and signed it on paper"))

    def __init__(self, *args: Any, consent: ConsentText | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consent = consent
        if consent is None:
            del self.fields["has_signed"]


class CardPrintForm(forms.Form):
    number = forms.IntegerField(
        label=_("How many cards"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=24,
        help_text=_("Eight to a page."),
    )


class CardEntryForm(forms.Form):
    code = LineField(label=_("Code of the card"), max_length=20)
    person = forms.IntegerField(label=_("Number in the hall"), min_value=1)
    text = TextField(label=_("What stands on it, word for word"), max_length=280)
    language = forms.ChoiceField(label=_("Language it is written in"), choices=LANGUAGES)


class CardRangeForm(forms.Form):
    """Which cards are printed, and in which language."""

    language = forms.ChoiceField(choices=[("", ""), *settings.LANGUAGES], required=False)
    since = forms.IntegerField(required=False, min_value=1)
