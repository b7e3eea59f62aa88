"""What people fill in about sets."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import ProofForm
from accounts.models import Helix
from assessments.models import Round
from discovery.models import Activity
from priorities.models import CoverRule, Remark
from priorities.queries.candidates import MERGED, domains_in_use, objectives_in_use
from priorities.queries.questions import Asked
from regions.models import Region, SectorType

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


class WebhookForm(forms.Form):
    """A program elsewhere that is told of publications."""

    label = forms.CharField(label=_("What it is for"), max_length=80)
    address = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("It begins with https:// and is reachable from everywhere."),
    )


class ReasonForm(forms.Form):
    reason = Reason()


class AboutActivity(forms.ModelChoiceField):
    """The whole set, or one activity in it."""

    def __init__(self, activities: QuerySet[Activity], **more: Any) -> None:
        super().__init__(activities, required=False, label=_("About"), empty_label=_("The whole set"), **more)


class RuleForm(forms.Form):
    """A must-cover rule. `about` is offered as "kind:value"; the action takes them apart."""

    about = forms.ChoiceField(label=_("Which activities"))
    limit = forms.ChoiceField(
        label=_("At least or at most"),
        choices=CoverRule.Limit.choices,
        widget=forms.RadioSelect,
        initial=CoverRule.Limit.AT_LEAST,
    )
    number = forms.IntegerField(
        label=_("How many of them in the set"), min_value=0, max_value=CoverRule.MOST, initial=1
    )

    def __init__(self, *arguments: Any, offered: Sequence[Any], is_late: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["about"].choices = [("", _("Please choose")), *offered]  # type: ignore[attr-defined]  # -- reason: a choice
        if is_late:
            self.fields["reason"] = Reason(label=_("Why only now"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, _colon, value = cleaned.pop("about", "").partition(":")
        return cleaned | {"kind": kind, "value": value}


class RuleDropForm(forms.Form):
    """Asks once; for a reason only where the ranking is known."""

    def __init__(self, *arguments: Any, is_late: bool, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if is_late:
            self.fields["reason"] = Reason()


class BrokenRuleForm(ReasonForm):
    """Why the set does not keep a rule."""

    rule_id = forms.IntegerField(widget=forms.HiddenInput)
    edit_version = forms.IntegerField(widget=forms.HiddenInput)


class Words(forms.CharField):
    """A text of several lines that members of the region and the ministry read."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **more)


class ReturnForm(ReasonForm):
    """A reason, and up to QUESTIONS numbered questions; `questions` is what the action takes."""

    QUESTIONS = 4

    def __init__(self, *arguments: Any, activities: QuerySet[Activity], **more: Any) -> None:
        super().__init__(*arguments, **more)
        for number in range(1, self.QUESTIONS + 1):
            self.fields[f"about_{number}"] = AboutActivity(activities)
            self.fields[f"question_{number}"] = Words(label=_("What you ask"), required=False)

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """What a question is about, and its words."""
        return [(self[f"about_{n}"], self[f"question_{n}"]) for n in range(1, self.QUESTIONS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pairs = [
            (cleaned.pop(f"question_{n}", ""), cleaned.pop(f"about_{n}", None))
            for n in range(1, self.QUESTIONS + 1)
        ]
        return cleaned | {"questions": [Asked(text, activity) for text, activity in pairs if text]}


class RemarkForm(forms.Form):
    activity: forms.ModelChoiceField = AboutActivity(Activity.objects.none())
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    text = Words(
        label=_("What you want to say"),
        help_text=_(
            "The region's drafters and officials read it, and the ministry what the ministry said. It is not published."
        ),
    )

    def __init__(
        self, *arguments: Any, activities: QuerySet[Activity], kinds: Sequence[str], **more: Any
    ) -> None:
        super().__init__(*arguments, **more)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]  # -- reason: a choice among models
        names = dict(Remark.Kind.choices)
        self.fields["kind"].choices = [(kind, names[Remark.Kind(kind)]) for kind in kinds]  # type: ignore[attr-defined]  # -- reason: a choice
        self.fields["kind"].initial = kinds[0]


class AnswerForm(forms.Form):
    answer = Words(label=_("Your answer"), help_text=_("It is given once and stays beside the question."))


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


class ReviewForm(forms.Form):
    """By when a priority is looked at again."""

    activity: forms.ModelChoiceField = forms.ModelChoiceField(
        Activity.objects.none(), widget=forms.HiddenInput
    )
    date = forms.DateField(
        label=_("To be looked at again by"),
        help_text=_(
            "By this day the region asks itself whether the priority still holds. The day is published."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    edit_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, activities: QuerySet[Activity], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["activity"].queryset = activities  # type: ignore[attr-defined]  # -- reason: a choice among models


class AddForm(ChangeForm):
    position = forms.IntegerField(
        label=_("Place in the set"), min_value=1, max_value=99, required=False,
        help_text=_("Empty: at the end."),
    )  # fmt: skip
    field_order = ("activity", "position", "reason")


class MoveForm(DropForm):
    position = forms.IntegerField(label=_("New place"), min_value=1, max_value=99)
    field_order = ("activity", "position", "reason")


class ApprovalForm(ProofForm):
    """The proof that it is you is asked anew each time."""

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
    domain = forms.ChoiceField(label=_("Field of business"), required=False)
    sector = forms.ChoiceField(
        label=_("Type of sector"), choices=[("", _("All")), *SectorType.choices], required=False
    )
    objective = forms.TypedChoiceField(label=_("Objective"), required=False, coerce=int, empty_value=None)
    helix = forms.ChoiceField(
        label=_("Supported by"), choices=[("", _("All")), *Helix.choices], required=False
    )

    def __init__(self, *arguments: Any, region: Region, **more: Any) -> None:
        super().__init__(*arguments, **more)
        standings = [
            *(Activity._meta.get_field("standing").choices or []),
            (MERGED, _("Became part of another")),
        ]
        offered: dict[str, list[Any]] = {
            "standing": standings,
            "domain": [(each.code, str(each)) for each in domains_in_use(region)],
            "objective": [(each.pk, str(each)) for each in objectives_in_use(region)],
        }
        for name, choices in offered.items():
            if choices:
                self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]  # -- reason: a choice
            else:
                del self.fields[name]

    def wanted(self) -> dict[str, Any]:
        """What was asked for; nonsense asks for nothing."""
        self.full_clean()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name))}
