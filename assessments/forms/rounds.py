"""Input from pages, cleaned."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Helix
from assessments import queries
from assessments.models import Framework
from assessments.queries import FrozenMethod
from discovery.forms.texts import LineField, TextField
from discovery.models import Activity, ActivityKind, Workshop
from regions.models import Region

LARGEST_SEQUENCE = 2**53  # what a browser counts exactly


class RoundForm(forms.Form):
    """A round before it is opened. Only what belongs to the region can be chosen."""

    title = LineField(label=_("Title"), max_length=160)
    workshop = forms.ModelChoiceField(
        label=_("Workshop"),
        help_text=_("Its confirmed participants are the people who score."),
        queryset=Workshop.objects.none(),
        empty_label=_("Please choose"),
    )
    framework: "forms.ModelChoiceField[Framework]" = forms.ModelChoiceField(
        label=_("Set of questions"),
        queryset=Framework.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    activities: "forms.ModelMultipleChoiceField[Activity]" = forms.ModelMultipleChoiceField(
        label=_("Activities"), queryset=Activity.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    counting = forms.ChoiceField(
        label=_("What it is for"),
        choices=[
            ("yes", _("It counts: a sealed list, and nobody sees a result before the close")),
            ("no", _("Indicative: a mood. The hall sees how it stands, and no priorities can rest on it")),
        ],
        initial="yes",
        required=False,
        widget=forms.RadioSelect,
    )
    kappa = forms.IntegerField(
        label=_("How many people a group needs to count half"),
        help_text=_("Each group counts the same, but a thin one for less. Usually 2."),
        min_value=1,
        max_value=8,
        initial=2,
    )
    counts_coarser_evidence = forms.BooleanField(
        label=_("Count figures of a wider field where there are none for the field itself"),
        help_text=_("Otherwise they are shown, but do not count."),
        required=False,
    )

    def __init__(self, *args: Any, region: Region, kind: str = ActivityKind.ACTIVITY, **kwargs: Any) -> None:
        """`kind`: what the round ranks, activities or technologies."""
        super().__init__(*args, **kwargs)
        choices: dict[str, Any] = {
            "workshop": Workshop.objects.filter(region=region),
            "framework": queries.frameworks_in_use(region),
            "activities": queries.activities_to_score(region, kind),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # -- reason: these fields choose among rows
        if kind == ActivityKind.TECHNOLOGY:
            self.fields["activities"].label = _("Technologies")
        self.fields["raters_per_organization"] = limit_field(region.raters_per_organization)

    def as_input(self) -> dict[str, Any]:
        """As `create_round` takes it; activities in the order of the list."""
        cleaned = dict(self.cleaned_data)
        activities = cleaned.pop("activities")
        is_counting = cleaned.pop("counting") != "no"
        return cleaned | {
            "activity_ids": [activity.pk for activity in activities],
            "is_counting": is_counting,
        }


def limit_field(allowed: int) -> forms.IntegerField:
    """How many people of one organization may score: the region's rule, or fewer."""
    words = _("The first to join enter, the others are told. The region allows at most %(allowed)d.")
    return forms.IntegerField(
        label=_("People of one organization who may score"),
        help_text=words % {"allowed": allowed},
        min_value=1,
        max_value=allowed,
        initial=allowed,
    )


class MergingForm(forms.Form):
    """With whom each small group counts; the default is a proposal."""

    def __init__(self, *args: Any, small: list[queries.SmallGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.small = small
        hosts = [helix for helix in Helix if helix.value not in {group.helix for group in small}]
        for group in small:
            self.fields[group.helix] = forms.ChoiceField(
                label=Helix(group.helix).label,
                choices=[(helix.value, helix.label) for helix in hosts],
                initial=group.proposed_host,
            )

    @property
    def merged_groups(self) -> dict[str, str]:
        return {group.helix: self.cleaned_data[group.helix] for group in self.small}

    @property
    def merging_fields(self) -> list[forms.BoundField]:
        return [self[group.helix] for group in self.small]


class OpeningForm(MergingForm):
    """Besides, the people of whom the page said that they stay out: `left_out`, ids of users."""

    left_out = forms.RegexField(
        r"^(\d{1,18}(,\d{1,18})*)?$", required=False, max_length=20_000, widget=forms.HiddenInput
    )

    @property
    def left_out_seen(self) -> list[int] | None:
        """None where the page did not say whom it showed."""
        listed = self.cleaned_data["left_out"]
        return [int(one) for one in listed.split(",") if one] if "left_out" in self.data else None


class BallotForm(forms.Form):
    """Marks for one activity, against the frozen method: never against the framework as it is now."""

    comment = TextField(label=_("Why? Nobody sees who wrote it."), max_length=500, required=False)
    sequence = forms.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE)

    def __init__(self, *args: Any, method: FrozenMethod, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in method.judged:
            marks = range(criterion.minimum, criterion.maximum + 1)
            answers = [*(str(mark) for mark in marks), queries.CANNOT_JUDGE_WORD]
            self.fields[field_name(criterion.code)] = forms.ChoiceField(
                label=method.text(criterion.code, "question"),
                choices=[(answer, answer) for answer in answers],
                required=False,
            )
        self.codes = [criterion.code for criterion in method.judged]

    @property
    def marks(self) -> Mapping[str, int | str]:
        """What was answered; questions left out are not answered."""
        answers = {code: self.cleaned_data[field_name(code)] for code in self.codes}
        return {
            code: answer if answer == queries.CANNOT_JUDGE_WORD else int(answer)
            for code, answer in answers.items()
            if answer
        }


class ConflictForm(forms.Form):
    """Declares an interest, or takes it back: the button says which."""

    wanted = forms.TypedChoiceField(
        choices=[("yes", "yes"), ("no", "no")], coerce=lambda answer: answer == "yes"
    )


def field_name(code: str) -> str:
    """A criterion's field in a form: apart from the form's own fields."""
    return f"mark-{code}"
