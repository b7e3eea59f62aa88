"""What people fill in about sets."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from assessments.models import Round
from discovery.models import Activity

REASON = _("Reason")
REASON_HELP = _("Everybody will read it. Say what speaks for it, not who asked for it.")


class Reason(forms.CharField):
    """A written reason in several lines."""

    def __init__(self, *, label: Any = REASON, required: bool = True) -> None:
        lines = forms.Textarea(attrs={"rows": 4})
        super().__init__(label=label, required=required, help_text=REASON_HELP, max_length=2000, widget=lines)


class SetForm(forms.Form):
    """A new set from a closed round."""

    round = forms.ModelChoiceField(
        Round.objects.none(), label=_("Ranking"), empty_label=None, help_text=_("The newest stands first.")
    )
    title = forms.CharField(label=_("Title"), max_length=160)
    cycle = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    target_count = forms.TypedChoiceField(
        label=_("How many priorities"),
        choices=[(number, str(number)) for number in range(5, 9)],
        coerce=int,
        initial=6,
        help_text=_("Few enough to be a choice, enough to leave nobody out: five to eight."),
    )

    def __init__(self, *arguments: Any, rounds: QuerySet[Round], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]  # -- reason: a choice among models


class NextVersionForm(SetForm):
    """The same, taking the place of a published set."""

    reason = Reason(label=_("Why a new version"), required=False)


class ReasonForm(forms.Form):
    reason = Reason()


class ChangeForm(forms.Form):
    """One change to the draft. `edit_version` says which draft the person looked at."""

    activity: forms.ModelChoiceField = forms.ModelChoiceField(
        Activity.objects.none(), label=_("Activity"), empty_label=_("Please choose")
    )
    reason = Reason()
    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, activities: QuerySet[Activity], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]  # -- reason: a choice among models

    def named_activity(self) -> Activity | None:
        """The activity whose form this is; None where the address names none of this set."""
        field = self.fields["activity"]
        try:
            chosen: Activity | None = field.clean(self["activity"].value())
        except forms.ValidationError:
            return None
        return chosen


class DropForm(ChangeForm):
    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["activity"].widget = forms.HiddenInput()


class AddForm(ChangeForm):
    position = forms.IntegerField(
        label=_("Place in the set"), min_value=1, max_value=99, required=False,
        help_text=_("Empty: at the end."),
    )  # fmt: skip
    field_order = ("activity", "position", "reason")


class MoveForm(DropForm):
    position = forms.IntegerField(label=_("New place"), min_value=1, max_value=99)
    field_order = ("activity", "position", "reason")


class ApprovalForm(forms.Form):
    """The password is asked anew each time: a page left open is not enough."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    digest_seen = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


class LegalActForm(forms.Form):
    """Number, date and scan; the action checks what kind of file the scan is."""

    number = forms.CharField(label=_("Number of the legal act"), max_length=80)
    date = forms.DateField(
        label=_("Date of the legal act"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    scan = forms.FileField(
        label=_("Scan"),
        required=False,
        help_text=_("PDF, JPEG or PNG, up to 10 MB. Everybody will be able to download it."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )


class ActivitySearchForm(forms.Form):
    """Filters of the public list of activities."""

    words = forms.CharField(label=_("Words"), max_length=80, required=False)
    standing = forms.ChoiceField(label=_("Standing"), required=False)

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        choices = Activity._meta.get_field("standing").choices or []
        self.fields["standing"].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]  # -- reason: a choice

    def wanted(self) -> dict[str, str]:
        """What was asked for; nonsense asks for nothing."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in ("words", "standing")}
