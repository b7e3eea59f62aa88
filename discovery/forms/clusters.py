"""The register of clusters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import OrganizationKind
from discovery.forms.texts import LineField, TextField
from discovery.models import Activity, Cluster, LinkKind
from discovery.queries import activities_for_cluster, clusters_to_link, district_names, domain_choices
from foundation.components.field_groups import FieldGroup, Part, groups_of
from regions.models import Region

PARTS: tuple[Part, ...] = (
    ("description", _("Description"), ("description_kk", "description_ru", "description_en")),
    ("lead", _("Who leads it"), ("coordinator", "website")),
    ("economy", _("Parts of the economy"), ("domains",)),
    ("places", _("Districts"), ("districts",)),
    ("activities", _("Activities it serves"), ("activities",)),
)
LANGUAGE_NAMES = (("kk", _("in Kazakh")), ("ru", _("in Russian")), ("en", _("in English")))


class OrganizationForm(forms.Form):
    """An organization by name, and what it does here."""

    name = LineField(label=_("Organization"), help_text=_("As it is commonly called."), max_length=200)
    kind = forms.ChoiceField(
        label=_("What kind of organization is it?"),
        help_text=_("Only asked of those that nobody has named here yet."),
        choices=[("", _("I do not know")), *OrganizationKind.choices],
        required=False,
    )
    role = LineField(label=_("What it does here"), max_length=160, required=False)


class ClusterForm(forms.Form):
    """What the register says of a cluster; texts in the languages somebody wrote."""

    coordinator = LineField(
        label=_("Coordinator"), help_text=_("The organization that leads it."), max_length=200, required=False
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=200)
    domains = forms.MultipleChoiceField(
        label=_("Parts of the economy"), required=False, widget=forms.CheckboxSelectMultiple
    )
    districts = TextField(
        label=_("Districts"), help_text=_("One in each line."), max_length=2000, required=False
    )
    activities: "forms.ModelMultipleChoiceField[Activity]" = forms.ModelMultipleChoiceField(
        label=_("Activities it serves"),
        queryset=Activity.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    edit_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column, label, field in (
            ("name", _("Name"), LineField(max_length=160, required=False)),
            ("description", _("Description"), TextField(max_length=4000, required=False)),
        ):
            for code, language in LANGUAGE_NAMES:
                own = type(field)(max_length=field.max_length, required=False)
                own.label = f"{label} {language}"
                self.fields[f"{column}_{code}"] = own
        self.order_fields(
            [f"{column}_{code}" for column in ("name", "description") for code, _n in LANGUAGE_NAMES]
        )
        known = (kwargs.get("initial") or {}).get("domains", ())
        self.fields["domains"].choices = domain_choices(known)  # type: ignore[attr-defined]  # -- reason: choice fields have choices
        self.fields["activities"].queryset = activities_for_cluster(region)  # type: ignore[attr-defined]  # -- reason: a choice among rows
        names = district_names(region)
        if names:
            self.fields["districts"].help_text = _("One in each line. Named already: %(names)s.") % {
                "names": ", ".join(names)
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"name_{code}") for code, _n in LANGUAGE_NAMES):
            self.add_error("name_ru", _("A cluster needs a name in at least one language."))
        return cleaned

    def names(self) -> list[forms.BoundField]:
        """What every cluster must have, in one language at least."""
        return [self[f"name_{code}"] for code, _n in LANGUAGE_NAMES]

    def parts(self) -> list[FieldGroup]:
        """What stands below the names, part by part."""
        return groups_of(self, PARTS)

    def as_input(self) -> dict[str, Any]:
        """As `create_cluster` and `edit_cluster` take it."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("edit_version", None)
        return cleaned | {
            "domain_codes": cleaned.pop("domains"),
            "districts": [line.strip() for line in cleaned["districts"].splitlines() if line.strip()],
            "activity_ids": [each.pk for each in cleaned.pop("activities")],
        }


class LinkForm(forms.Form):
    """What this cluster is to another one."""

    kind = forms.ChoiceField(label=_("This cluster"), choices=LinkKind.choices)
    other: "forms.ModelChoiceField[Cluster]" = forms.ModelChoiceField(
        label=_("The other cluster"), queryset=Cluster.objects.none(), empty_label=_("Please choose")
    )

    def __init__(self, *args: Any, cluster: Cluster, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = clusters_to_link(cluster)  # type: ignore[attr-defined]  # -- reason: a choice among rows
        self.fields["other"].label_from_instance = lambda other: f"{other.name} ({other.region.name})"  # type: ignore[attr-defined]  # -- reason: as above


def initial_cluster(cluster: Cluster) -> dict[str, Any]:
    """What the form shows of a cluster there is."""
    texts = {
        f"{column}_{code}": getattr(cluster, f"{column}_{code}") or ""
        for column in ("name", "description")
        for code, _n in LANGUAGE_NAMES
    }
    return texts | {
        "coordinator": cluster.coordinator.name if cluster.coordinator else "",
        "website": cluster.website,
        "domains": [domain.code for domain in cluster.domains.all()],
        "districts": "\n".join(district.name for district in cluster.districts.all()),
        "activities": [activity.pk for activity in cluster.activities.all()],
        "edit_version": cluster.edit_version,
    }
