"""What a reader chooses to see of figures, and what a region decides about them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regions.forms.regions import LONGEST_REASON
from regions.importers.boundaries import LARGEST_FILE
from regions.models import Region, SectorType
from regions.queries import MEASURES, MOST_COMPARED, sections_with_names, sector_types_of


class SplitForm(forms.Form):
    """Two years on the same borders between which growth is split; by default the longest span."""

    first = forms.TypedChoiceField(label=_("From"), coerce=int, required=False)
    last = forms.TypedChoiceField(label=_("To"), coerce=int, required=False)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        choices = [(year, str(year)) for year in years]
        for name, initial in (("first", years[:1]), ("last", years[-1:])):
            field: Any = self.fields[name]
            field.choices = choices
            field.initial = initial[0] if initial else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first >= last:
            self.add_error("last", _("Choose a later year than the first one."))
        return cleaned

    def chosen(self) -> tuple[int, int]:
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return given.get("first") or self.years[0], given.get("last") or self.years[-1]


class SectorTypesForm(forms.Form):
    """The type of each section, and why."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = sector_types_of(region)
        for section in sections_with_names():
            self.fields[f"type_{section.code}"] = forms.ChoiceField(
                label=section.name,
                choices=SectorType.choices,
                initial=types.get(section.code, SectorType.INFRASTRUCTURE),
            )
        self.fields["reason"] = forms.CharField(
            label=_("Reason"),
            max_length=LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Kept with the change, for everybody who audits the region."),
        )

    def types(self) -> dict[str, str]:
        return {
            name.removeprefix("type_"): kind
            for name, kind in self.cleaned_data.items()
            if name.startswith("type_")
        }


class MapForm(forms.Form):
    """What the map of a country shows."""

    measure = forms.ChoiceField(label=_("What the map shows"), required=False)
    branch = forms.ChoiceField(label=_("Branch, for its weight"), required=False)

    def __init__(self, *args: Any, sections: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            "raw-material": _("Share of mining"),
            "quotient": _("Weight of a branch (location quotient)"),
            "grp-share": _("Share of the country's gross product"),
            "grp-per-head": _("Gross regional product a head"),
            "growth": _("Growth above or below the country's"),
        }
        measure: Any = self.fields["measure"]
        measure.choices = [(key, words[key]) for key in MEASURES]
        branch: Any = self.fields["branch"]
        branch.choices = sorted(sections.items())

    def chosen(self) -> tuple[str, str]:
        """The measure, and the branch where it needs one."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        measure = given.get("measure") or MEASURES[0]
        first = next((code for code, _name in self.fields["branch"].choices), "")  # type: ignore[attr-defined]  # -- reason: a ChoiceField
        return measure, (given.get("branch") or first) if measure == "quotient" else ""


class ComparisonForm(forms.Form):
    """Two to four regions."""

    region = forms.MultipleChoiceField(
        label=_("Regions to compare, two to four"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regions = {one.code: one for one in regions}
        field: Any = self.fields["region"]
        field.choices = [(one.code, one.name) for one in regions]

    def clean_region(self) -> list[str]:
        codes: list[str] = self.cleaned_data["region"]
        if not 2 <= len(codes) <= MOST_COMPARED:
            raise forms.ValidationError(_("Please choose two to four regions."))
        return codes

    def chosen(self) -> list[Region]:
        given = self.cleaned_data["region"] if self.is_bound and self.is_valid() else []
        return [self.regions[code] for code in given]


class ClassSearchForm(forms.Form):
    q = forms.CharField(
        label=_("Word, part of a word or code"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class BoundariesForm(forms.Form):
    """A GeoJSON of a country's regions."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("Up to 8 MB, in degrees. A shape is matched by the code or the name of its region."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    attribution = forms.CharField(
        label=_("Who made the borders, and the licence"),
        max_length=300,
        help_text=_("Shown beside the map."),
    )
    # Not "matches": in a browser the field would stand in place of the form's own method of that name.
    pairs = forms.CharField(
        label=_("Names that differ"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line: name in the file = code of the region."),
    )
    leave_out = forms.BooleanField(label=_("Leave out shapes that are no region"), required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 8 MB."))
        return file

    def clean_pairs(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["pairs"].splitlines(), start=1):
            name, equals, code = line.rpartition("=")
            if line.strip() and not (equals and name.strip() and code.strip()):
                raise forms.ValidationError(_("Line %(number)s is not: name = code.") % {"number": number})
            if line.strip():
                found[name.strip()] = code.strip()
        return found

    def chosen(self) -> dict[str, Any]:
        """For actions.load_boundaries."""
        file = self.cleaned_data["file"]
        kept = {name: self.cleaned_data[name] for name in ("attribution", "leave_out")}
        return kept | {"matches": self.cleaned_data["pairs"], "content": file.read(), "file_name": file.name}
