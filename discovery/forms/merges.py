"""Putting activities and themes together."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField
from discovery.models import Activity, Theme
from discovery.queries import activities_to_merge, themes_to_merge
from regions.models import Region

NEW = "new"
WAITS = ((1, _("1 hour")), (24, _("1 day")), (72, _("3 days")), (168, _("1 week")), (336, _("2 weeks")))


class MergeForm(forms.Form):
    """Which activities become one, which of them stays, why, and how long the authors have to answer."""

    activities: "forms.ModelMultipleChoiceField[Activity]" = forms.ModelMultipleChoiceField(
        label=_("Activities to put together"),
        help_text=_("Two or more that mean the same, or are stronger as one."),
        queryset=Activity.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    into = forms.ChoiceField(
        label=_("What stays"), help_text=_("One of them takes the others in, or a new one does.")
    )
    title = LineField(label=_("Title of the new activity"), max_length=160, required=False)
    summary = TextField(label=_("What is done in it"), max_length=4000, required=False)
    reason = TextField(
        label=_("Why should they become one?"),
        help_text=_("The authors read this, and later everybody on the pages of these activities."),
        max_length=1000,
    )
    hours = forms.TypedChoiceField(label=_("Time to answer"), choices=WAITS, coerce=int, initial=72)
    asks_supporters = forms.BooleanField(
        label=_("Ask also those who wrote the ideas and those who support the activities"),
        help_text=_(
            "Otherwise only those who entered the activities and those who proposed projects for them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, region: Region, workshop_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = activities_to_merge(region)
        listed = list(rows.filter(workshop=workshop_id) if workshop_id else rows)
        self.fields["activities"].queryset = rows  # type: ignore[attr-defined]  # -- reason: a choice among rows
        self.fields["activities"].choices = [(each.pk, each.title) for each in listed]  # type: ignore[attr-defined]  # -- reason: as above
        self.fields["into"].choices = [  # type: ignore[attr-defined]  # -- reason: as above
            (NEW, _("a new activity")),
            *((str(each.pk), each.title) for each in listed),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("into") == NEW and not cleaned.get("title"):
            self.add_error("title", _("A new activity needs a title."))
        return cleaned

    def as_input(self) -> dict[str, Any]:
        """As `propose_merge` takes it."""
        cleaned = dict(self.cleaned_data)
        activities, into = cleaned.pop("activities"), cleaned.pop("into")
        chosen = {
            "activity_ids": [each.pk for each in activities],
            "into": None if into == NEW else int(into),
        }
        return cleaned | chosen


class AnswerForm(forms.Form):
    """What one of the authors says."""

    agrees = forms.TypedChoiceField(
        label=_("Do you agree?"),
        choices=[("yes", _("Yes, put them together")), ("no", _("No, I object"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    reason = TextField(
        label=_("Why?"),
        help_text=_("Needed if you object. The region's people read it; your name is not published."),
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("agrees") is False and not cleaned.get("reason"):
            self.add_error("reason", _("Please write why you object: whoever decides will read it."))
        return cleaned


class CompletionForm(forms.Form):
    """Objections do not forbid a merge after the time to answer, but it is explained in spite of them."""

    reason = TextField(
        label=_("Reason"), help_text=_("Others will read it."), max_length=1000, required=False
    )

    def __init__(self, *args: Any, is_opposed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_opposed:
            self.fields["reason"].required = True
            self.fields["reason"].label = _("Why are they merged in spite of the objections?")
        else:
            del self.fields["reason"]


class ThemeMergeForm(forms.Form):
    """Into which theme of the same workshop this one goes."""

    into: "forms.ModelChoiceField[Theme]" = forms.ModelChoiceField(
        label=_("Put this theme into"), queryset=Theme.objects.none(), empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, theme: Theme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = themes_to_merge(theme)  # type: ignore[attr-defined]  # -- reason: a choice among rows


def chosen_ids(values: Collection[str]) -> list[int]:
    """What is ticked when a page is asked for with a choice in its address."""
    return [int(value) for value in values if value.isdecimal()]
