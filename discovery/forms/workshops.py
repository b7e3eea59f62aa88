"""Preparing and running a workshop."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField
from discovery.models import Step, StepKind, WallScreen, WorkshopKind
from discovery.queries import Template
from foundation.components.field_groups import FieldGroup, Part, groups_of

WHERE: Part = (
    "where",
    _("Where, and for how many"),
    ("place", "online_url", "participant_limit"),
)


class WorkshopForm(forms.Form):
    title = LineField(label=_("Title"), max_length=200)
    held_date = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    start_time = forms.TimeField(
        label=_("Begins at"),
        help_text=_("By the clock of the region."),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        required=False,
    )
    duration_minutes = forms.IntegerField(
        label=_("How long, in minutes"),
        help_text=_("Leave it empty: then it is what the run sheet adds up to."),
        min_value=5,
        max_value=2880,
        required=False,
    )
    place = LineField(label=_("Place"), max_length=200, required=False)
    online_url = forms.URLField(
        label=_("Address of the online meeting"), max_length=500, required=False, assume_scheme="https"
    )
    participant_limit = forms.IntegerField(
        label=_("How many may join"),
        help_text=_("Leave it empty if there is room for everybody."),
        min_value=1,
        max_value=10000,
        required=False,
    )
    purpose = TextField(
        label=_("What it is for"),
        help_text=_("Participants read this when they join. Two sentences are enough."),
        max_length=2000,
        required=False,
    )

    def where(self) -> FieldGroup:
        """Often not known yet when a workshop is prepared."""
        (group,) = groups_of(self, [WHERE])
        return group


class NewWorkshopForm(WorkshopForm):
    template = forms.ChoiceField(
        label=_("Run sheet to begin with"),
        help_text=_("You can change every step later."),
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Who may come"),
        help_text=_("To a problem-solving workshop others may ask at the door; you admit them."),
        choices=WorkshopKind.choices,
        initial=WorkshopKind.PROBLEM_SOLVING,
        widget=forms.RadioSelect,
    )
    opens = forms.BooleanField(
        required=False, widget=forms.HiddenInput
    )  # the button that opens the doors as well
    field_order = ("kind", "template", "title")

    def __init__(self, *args: Any, templates: Collection[Template] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._templates = {template.key: template for template in templates}
        self.fields["template"].choices = [  # type: ignore[attr-defined]  # -- reason: choice fields have choices
            ("", _("the usual one for this kind")),
            *((key, _titled(template)) for key, template in self._templates.items()),
        ]

    def as_input(self) -> dict[str, Any]:
        """As `create_workshop` takes it: the chosen template's steps, questions and, where none was written, purpose."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("opens")
        chosen = self._templates.get(cleaned.pop("template"))
        if chosen is None:
            return cleaned
        return cleaned | {
            "run_sheet": chosen.steps,
            "framework_key": chosen.framework_key,
            "purpose": cleaned["purpose"] or chosen.purpose,
        }


def _titled(template: Template) -> str:
    return _("%(title)s, %(minutes)s min") % {"title": template.title, "minutes": template.minutes}


class DuplicateForm(forms.Form):
    title = LineField(label=_("Title"), max_length=200)
    held_date = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


class TemplateForm(forms.Form):
    title = LineField(
        label=_("Name of the template"),
        help_text=_("Your region finds it under this name when it prepares the next workshop."),
        max_length=120,
    )


class StepEditForm(forms.Form):
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600, initial=15)
    title_ru = LineField(label=_("Title in Russian"), max_length=120, required=False)
    title_kk = LineField(label=_("Title in Kazakh"), max_length=120, required=False)
    title_en = LineField(
        label=_("Title in English"),
        help_text=_(
            "Leave all three empty to keep the usual name. Who reads another language sees what there is."
        ),
        max_length=120,
        required=False,
    )
    note = TextField(
        label=_("Note for the facilitators"),
        help_text=_("Only the region's people see it: never the wall, never a phone."),
        max_length=2000,
        required=False,
    )

    def as_input(self) -> dict[str, Any]:
        """As the actions take it."""
        cleaned = dict(self.cleaned_data)
        titles = {name: cleaned.pop(name) for name in ("title_en", "title_ru", "title_kk")}
        return cleaned | {"titles": titles}


class NewStepForm(StepEditForm):
    kind = forms.ChoiceField(
        label=_("What happens in it"), choices=StepKind.choices, initial=StepKind.DISCUSS
    )
    after = forms.TypedChoiceField(label=_("Where it stands"), coerce=int, empty_value=None, required=False)
    field_order = ("kind", "after", "minutes")

    def __init__(self, *args: Any, steps: Collection[Step] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(step.pk, _("after %(step)s") % {"step": step}) for step in steps]
        self.fields["after"].choices = [("", _("at the end")), *places]  # type: ignore[attr-defined]  # -- reason: choice fields have choices


class MoveForm(forms.Form):
    places = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)


class ReasonForm(forms.Form):
    reason = TextField(label=_("Reason"), help_text=_("Others will read it."), max_length=1000)


SETTLE, KEEP = "settle", "keep"
SCREENS = (
    ("", _("What belongs to the step"), "s"),
    *zip(WallScreen.values, WallScreen.labels, "jiwt", strict=True),
)
"""(what the wall shows, its name, the key at the desk)."""


class StepForm(forms.Form):
    """`run`: the one that the page showed; none from a program. `answer`: to what was asked before leaving a step."""

    step = forms.IntegerField(min_value=1)
    run = forms.IntegerField(min_value=0, required=False)
    answer = forms.ChoiceField(choices=[(SETTLE, SETTLE), (KEEP, KEEP)], required=False)


class ClockForm(forms.Form):
    """`ends`: the end of the step that the page showed, to the microsecond."""

    turn = forms.ChoiceField(choices=[(name, name) for name in ("pause", "resume", "extend")])
    ends = forms.CharField(required=False, max_length=40)

    def as_extension(self, minutes: int) -> dict[str, Any]:
        seen = parse_datetime(self.cleaned_data["ends"])
        return {"minutes": minutes, "ends_at": seen}


class ScreenForm(forms.Form):
    screen = forms.ChoiceField(choices=[("", ""), *WallScreen.choices], required=False)


class FloorForm(forms.Form):
    turn = forms.IntegerField(min_value=0, required=False)


class ParticipantsForm(forms.Form):
    """One person (`participant`), or everybody who waits."""

    participant = forms.IntegerField(min_value=1, required=False)


class SupportForm(forms.Form):
    wanted = forms.ChoiceField(choices=[("1", "yes"), ("0", "no")])
