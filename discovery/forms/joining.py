"""How people come in."""

import uuid
from collections.abc import Collection
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix, OrganizationKind
from discovery.forms.texts import LineField, TextField
from discovery.models import ConsentText

_TICKET = "discovery.join"
_TICKET_AGE = 60 * 60 * 24  # seconds: the day of the workshop

# Who is meant, in everyday words; the name of the group stands before it, with its mark.
EXAMPLES = (
    (Helix.SCIENCE, _("university, college, school, research institute")),
    (Helix.BUSINESS, _("company, farm, own trade")),
    (Helix.GOVERNMENT, _("ministry, local authority, state agency")),
    (Helix.CIVIL_SOCIETY, _("public association, residents, media, family")),
)


class HelixSelect(forms.RadioSelect):
    """Four large choices with mark, name and examples."""

    option_template_name = "discovery/_helix_option.html"


def new_ticket() -> str:
    """The key of one page: a guest who sends the page twice is one guest."""
    return signing.dumps(str(uuid.uuid4()), salt=_TICKET)


class CodeForm(forms.Form):
    code = LineField(
        label=_("Code of the workshop"),
        help_text=_("Eight letters and digits, as shown on the wall."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class HelixForm(forms.Form):
    helix = forms.ChoiceField(label=_("Speaks for"), choices=EXAMPLES, widget=HelixSelect)


class JoinForm(HelixForm):
    organization = LineField(
        label=_("Your organization"),
        help_text=_("As it is commonly called. Leave it empty if you speak for yourself."),
        max_length=200,
        required=False,
    )
    organization_kind = forms.ChoiceField(
        label=_("What kind of organization is it?"),
        choices=[("", _("I do not know")), *OrganizationKind.choices],
        required=False,
    )
    district = forms.TypedChoiceField(
        label=_("Where do you come from?"), coerce=int, empty_value=None, required=False
    )
    is_first_time = forms.TypedChoiceField(
        label=_("Are you at such a workshop for the first time?"),
        choices=[
            ("", _("I do not say")),
            ("yes", _("Yes, for the first time")),
            ("no", _("No, I was before")),
        ],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    ticket = forms.CharField(widget=forms.HiddenInput, required=False)
    agrees_to = forms.IntegerField(widget=forms.HiddenInput)
    agrees = forms.BooleanField(
        label=_("I have read this and agree"), error_messages={"required": _("Please agree, or do not join.")}
    )

    def __init__(
        self,
        *args: Any,
        consent: ConsentText | None = None,
        districts: Collection[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        """`districts`: (id, name); without any, nobody is asked where they come from."""
        super().__init__(*args, **kwargs)
        self.consent = consent
        if districts:
            self.fields["district"].choices = [("", _("I do not say")), *districts]  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        else:
            del self.fields["district"]
        if consent is None:
            del self.fields["agrees"], self.fields["agrees_to"]
        else:
            self.initial["agrees_to"] = consent.pk
        self.fields["helix"].label = _("Whom do you speak for?")
        self.fields["helix"].help_text = _(
            "Chambers, clusters, technology parks and funds choose the group they speak for today. "
            "The organiser confirms it."
        )

    def clean_agrees_to(self) -> int:
        """What was shown must be what holds now: somebody may have changed it while the page was open."""
        shown: int = self.cleaned_data["agrees_to"]
        if self.consent is not None and shown != self.consent.pk:
            raise forms.ValidationError(_("The text was changed meanwhile. Please read it once more."))
        return shown

    def clean_ticket(self) -> uuid.UUID | None:
        """A ticket that is old or not ours is none: the person joins all the same."""
        try:
            return uuid.UUID(signing.loads(self.cleaned_data["ticket"], salt=_TICKET, max_age=_TICKET_AGE))
        except signing.BadSignature:
            return None


class ConsentForm(forms.Form):
    text_ru = TextField(label=_("In Russian"), max_length=4000, required=False)
    text_kk = TextField(label=_("In Kazakh"), max_length=4000, required=False)
    text_en = TextField(
        label=_("In English"),
        help_text=_(
            "Who reads another language sees what there is. With all three empty, nothing is asked any more."
        ),
        max_length=4000,
        required=False,
    )
