"""The core of the fiche of an activity."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from discovery.forms.texts import LineField, TextField
from discovery.models import (
    Activity,
    ActivityKind,
    ChangePattern,
    Market,
    Readiness,
    TechnologyKind,
    TechnologySource,
)
from discovery.queries import (
    domain_choices,
    latest_version_number,
    objectives_to_serve,
    scientific_choices,
)
from foundation.components.field_groups import FieldGroup, Part, groups_of
from regions.models import PolicyObjective, Region

NOT_SAID = ("", _("not said yet"))
PARTS: tuple[Part, ...] = (
    ("economy", _("Parts of the economy"), ("domains",)),
    ("objectives", _("Objectives it serves"), ("objectives",)),
    ("research", _("Fields of research"), ("scientific_domains",)),
    ("ground", _("Who buys it, who does it, and from what"), ("market", "assets", "actors")),
    (
        "technology",
        _("Technology and change"),
        ("kind", "technology_source", "technology_kind", "readiness", "change_pattern"),
    ),
    (
        "experiment",
        _("The first experiment"),
        (
            "experiment_hypothesis",
            "experiment_milestone",
            "experiment_stop_rule",
            "experiment_budget",
            "experiment_owner",
        ),
    ),
)


class ActivityForm(forms.Form):
    """What is done, for whom, from what; the gate; the first experiment in five answers."""

    title = LineField(label=_("Title"), help_text=_("What is done, in a few words."), max_length=160)
    is_activity = forms.TypedChoiceField(
        label=_("Is it an activity, and not one firm or a whole sector?"),
        help_text=_(
            "“Chemistry” is a sector and “Plant No. 2” is a firm; “catalysts from local raw materials” is an activity. "
            "Scoring begins only with activities."
        ),
        choices=[("yes", _("Yes, an activity")), ("no", _("No, a firm or a whole sector"))],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
    )
    summary = TextField(label=_("What is done"), max_length=4000, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActivityKind.choices, initial=ActivityKind.ACTIVITY)
    domains = forms.MultipleChoiceField(
        label=_("Parts of the economy"),
        help_text=_("All that take part."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    scientific_domains = forms.MultipleChoiceField(
        label=_("Fields of research"),
        help_text=_("The sciences it draws on, by the classification NABS 2007."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    objectives: "forms.ModelMultipleChoiceField[PolicyObjective]" = forms.ModelMultipleChoiceField(
        label=_("Objectives it serves"),
        help_text=_("Of the region and of its country."),
        queryset=PolicyObjective.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    market = forms.ChoiceField(
        label=_("Where it would be sold"), choices=[NOT_SAID, *Market.choices], required=False
    )
    technology_source = forms.ChoiceField(
        label=_("Where the technology comes from"),
        choices=[NOT_SAID, *TechnologySource.choices],
        required=False,
    )
    technology_kind = forms.ChoiceField(
        label=_("Kind of technology"), choices=[NOT_SAID, *TechnologyKind.choices], required=False
    )
    readiness = forms.TypedChoiceField(
        label=_("How ready the technology is"),
        help_text=_("Levels 1 to 9, from a principle to everyday use."),
        choices=[NOT_SAID, *Readiness.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    change_pattern = forms.ChoiceField(
        label=_("What changes"), choices=[NOT_SAID, *ChangePattern.choices], required=False
    )
    assets = TextField(
        label=_("What it builds on"),
        help_text=_("Plants, skills, raw materials, places, research that are here already."),
        max_length=4000,
        required=False,
    )
    actors = TextField(label=_("Who would do it"), max_length=4000, required=False)
    experiment_hypothesis = TextField(
        label=_("What do we want to find out?"), max_length=2000, required=False
    )
    experiment_milestone = TextField(label=_("What is the first milestone?"), max_length=2000, required=False)
    experiment_stop_rule = TextField(label=_("When would we stop?"), max_length=2000, required=False)
    experiment_budget = LineField(label=_("What may it cost?"), max_length=120, required=False)
    experiment_owner = LineField(label=_("Who leads it?"), max_length=200, required=False)
    themes = forms.TypedMultipleChoiceField(
        label=_("Made of these themes"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    edit_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        region: Region,
        activity: Activity | None = None,
        themes: Collection[tuple[int, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        known = (kwargs.get("initial") or {}).get("domains", ())
        self.fields["objectives"].queryset = objectives_to_serve(region, activity)  # type: ignore[attr-defined]  # -- reason: a choice among rows
        self.fields["scientific_domains"].choices = scientific_choices()  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        for name in ("objectives", "scientific_domains"):
            if not list(self.fields[name].choices):  # type: ignore[attr-defined]  # -- reason: as above
                del self.fields[name]
        self.fields["domains"].choices = domain_choices(known)  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        if themes:
            self.fields["themes"].choices = list(themes)  # type: ignore[attr-defined]  # -- reason: as above
        else:
            del self.fields["themes"]

    def parts(self) -> list[FieldGroup]:
        """What stands below the first questions, part by part."""
        return groups_of(self, PARTS)

    def fiche(self) -> dict[str, Any]:
        """The cleaned input as `propose_activity` and `edit_activity` take it."""
        cleaned = {name: self.cleaned_data[name] for name in Activity.FICHE_FIELDS}
        lists = {
            "domain_codes": self.cleaned_data["domains"],
            "scientific_codes": self.cleaned_data.get("scientific_domains", ()),
            "objective_ids": [each.pk for each in self.cleaned_data.get("objectives", ())],
        }
        return cleaned | lists


def initial_fiche(activity: Activity) -> dict[str, Any]:
    """What the form shows of an activity there is."""
    columns = {name: getattr(activity, name) for name in Activity.FICHE_FIELDS}
    codes = [domain.code for domain in activity.domains.all()]
    said = {True: "yes", False: "no", None: None}[activity.is_activity]
    return columns | {
        "is_activity": said,
        "domains": codes,
        "scientific_domains": [field.code for field in activity.scientific_domains.all()],
        "objectives": [objective.pk for objective in activity.objectives.all()],
        "edit_version": latest_version_number(activity),
    }


class TranslationForm(forms.Form):
    """Title and summary in another language."""

    title = LineField(label=_("Title"), max_length=160)
    summary = TextField(label=_("What is done"), max_length=4000, required=False)
