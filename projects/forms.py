"""What businesses and the region's staff type, cleaned."""

import secrets
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind
from discovery.models import Activity
from foundation.idempotency import KEY_FIELD
from projects import queries
from projects.models import Proposal
from regions.models import Domain

WHO_READS_THE_NOTE = _(
    "Only you and this region's facilitators and officials can read it. It never appears on public pages, in lists, "
    "in exports or in the interface for programs."
)

Choices = list[tuple[str | Promise, Any]]


class OneLine(forms.CharField):
    """A text without line breaks or double spaces, however it was pasted."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).split())


def new_key() -> str:
    return secrets.token_hex(16)


class ProposalForm(forms.Form):
    """A proposal under a region's call. `is_known` says whether the person has an account: without one there is no
    confidential note, because what is typed before the log-in waits in an anonymous session."""

    title = OneLine(
        label=_("Name of the project"),
        max_length=160,
        help_text=_("A few words that say what will be made or done."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    domain = forms.ChoiceField(
        label=_("Field of business"), help_text=_("By the national classification (ОКЭД).")
    )
    summary = forms.CharField(
        label=_("What do you want to do?"),
        max_length=2000,
        help_text=_(
            "For whom, from what, and what would be new for the region. The region's staff read this."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    organization_name = OneLine(label=_("Your organization"), max_length=200)
    organization_kind = forms.ChoiceField(label=_("What it is"), choices=OrganizationKind.choices)
    activity: "forms.ModelChoiceField[Activity]" = forms.ModelChoiceField(
        queryset=None,
        required=False,
        label=_("Does it belong to an activity the region is discussing?"),
        empty_label=_("No: this is something new"),
    )
    confidential_note = forms.CharField(
        label=_("Confidential note"),
        max_length=4000,
        required=False,
        help_text=WHO_READS_THE_NOTE,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, region_id: int, is_known: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[KEY_FIELD] = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_key)
        self.fields["domain"].choices = field_choices()  # type: ignore[attr-defined]  # -- reason: a choice field
        self.fields["activity"].queryset = queries.activities_to_join(region_id)  # type: ignore[attr-defined]  # -- reason: likewise
        if not is_known:
            del self.fields["confidential_note"]

    def as_typed(self) -> dict[str, str]:
        """The cleaned fields as plain strings, to be shown in the form again later."""
        activity = self.cleaned_data.get("activity")
        return {name: str(value) for name, value in self.cleaned_data.items() if name != KEY_FIELD} | {
            "activity": str(activity.pk) if activity else ""
        }


class ResubmissionForm(ProposalForm):
    """A proposal that was sent back, with an answer to the question that was asked."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=2000,
        required=False,
        help_text=_("Say in a sentence or two what you changed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["answer"]

    def __init__(self, *args: Any, proposal: Proposal, note: str, **kwargs: Any) -> None:
        initial = {
            "title": proposal.title,
            "domain": proposal.domain.code,
            "summary": proposal.summary,
            "organization_name": proposal.organization.name,
            "organization_kind": proposal.organization.kind,
            "confidential_note": note,
        }
        super().__init__(*args, initial=initial, region_id=proposal.region_id, **kwargs)
        del self.fields["activity"]
        self.questions = list(proposal.questions.filter(answer=""))
        for each in self.questions:
            self.fields[f"answer_{each.number}"] = forms.CharField(
                label=f"{each.number}. {each.text}", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.order_fields([*(f"answer_{each.number}" for each in self.questions), "answer"])

    def answers(self) -> dict[int, str]:
        """By the number of the question."""
        return {each.number: self.cleaned_data[f"answer_{each.number}"] for each in self.questions}


MOST_QUESTIONS, LONGEST_QUESTION = 10, 500


class DecisionForm(forms.Form):
    """What becomes of a proposal, with the reason its proposer will read."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[
            ("accept", _("Accept: it counts for its activity, and its title and organization become public")),
            ("return", _("Send back with a question: the proposer answers and hands it in again")),
            ("decline", _("Decline")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason or question"),
        max_length=2000,
        help_text=_(
            "The proposer and the region's members read it. Write it so that a stranger would understand."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    questions = forms.CharField(
        label=_("Numbered questions"),
        max_length=3000,
        required=False,
        help_text=_(
            "Only when sending back: one question a line, up to ten. The proposer must answer each of them."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(lines) > MOST_QUESTIONS:
            raise forms.ValidationError(_("At most ten questions at once."))
        for number, line in enumerate(lines, start=1):
            if len(line) > LONGEST_QUESTION:
                raise forms.ValidationError(
                    _("Line %(number)s is longer than 500 characters."), params={"number": number}
                )
        return lines


class ActivityForm(forms.Form):
    """The activity a proposal stands behind: one of the region's, or a new candidate."""

    activity: "forms.ModelChoiceField[Activity]" = forms.ModelChoiceField(
        queryset=None, required=False, label=_("An activity of the region"), empty_label=_("None of these")
    )
    title = OneLine(
        label=_("Or a new candidate activity"),
        max_length=160,
        required=False,
        help_text=_("Name what would be done, wider than this one project: others may join it."),
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = queries.activities_to_join(proposal.region_id)  # type: ignore[attr-defined]  # -- reason: a choice field
        self.fields["activity"].initial = proposal.activity_id

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("activity")) == bool(cleaned.get("title")) and not self.errors:
            raise forms.ValidationError(_("Please choose one activity, or write a title for a new one."))
        return cleaned


class CallStepForm(forms.Form):
    """Why a call is closed or opened again; everybody may read it."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why you withdraw it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeskFilter(forms.Form):
    """Which proposals a desk shows."""

    state = forms.ChoiceField(choices=Proposal.State.choices, required=False)

    @staticmethod
    def states() -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in Proposal.State]

    def chosen(self) -> str:
        """The state asked for; empty where none or an unknown one was."""
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


def field_choices() -> Choices:
    """Fields of business for a select: divisions under their section, a section without divisions by itself."""
    domains = list(queries.fields_of_business())
    divisions: dict[int | None, list[Domain]] = {}
    for domain in domains:
        divisions.setdefault(domain.parent_id, []).append(domain)
    choices: Choices = [("", _("Please choose"))]
    for section in divisions.get(None, []):
        below = divisions.get(section.pk, [])
        pairs = [(domain.code, str(domain)) for domain in (section, *below)]
        choices += [(str(section), pairs)] if below else pairs
    return choices
