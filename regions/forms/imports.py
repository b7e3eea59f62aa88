"""Input of people who bring figures, cleaned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.uploads.drafts import sheet_of, sheets_of
from regions.importers import ColumnMapping
from regions.importers.mappings import FIRST_YEAR, LAST_YEAR, PARTS, ROWS, YEARS, year_columns
from regions.models import ImportDraft, Region, Source
from regions.queries import header_of, sources_by_name
from regions.sentences import INDICATORS


class UploadForm(forms.Form):
    """A file of figures and where it is from: a source that is known, or a new one."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "XLSX or CSV, up to 10 MB. A row for each value, or a row for each series with a column for each year."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    source: "forms.ModelChoiceField[Source]" = forms.ModelChoiceField(
        label=_("Source"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=_("a new one, named below"),
        help_text=_("Stands beside every figure of this file."),
    )
    publisher = forms.CharField(label=_("Publisher of the new source"), max_length=250, required=False)
    note = forms.CharField(
        label=_("What a reader must know of it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    url = forms.URLField(label=_("Its address"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources_by_name(region)  # type: ignore[attr-defined]  # -- reason: a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("source") and not cleaned.get("publisher"):
            self.add_error("publisher", _("Choose a source above, or name the publisher here."))
        return cleaned


class MappingForm(forms.Form):
    """Which column means what. What no column says is said once for the whole table."""

    sheet = forms.ChoiceField(label=_("Sheet"))
    arrangement = forms.ChoiceField(
        label=_("Arrangement"),
        choices=[(ROWS, _("a row for each value")), (YEARS, _("a column for each year"))],
        widget=forms.RadioSelect,
    )
    region_column = forms.ChoiceField(label=_("Column with the region"), required=False)
    region = forms.ChoiceField(label=_("or all rows are about"), required=False)
    indicator_column = forms.ChoiceField(label=_("Column with what is measured (code)"), required=False)
    indicator = forms.ChoiceField(label=_("or all rows measure"), required=False)
    class_column = forms.ChoiceField(
        label=_("Column with the branch or goods"),
        required=False,
        help_text=_(
            "A code, alone or before the name: C, 23, C23, “23 Glass”. Empty or “total” is the total."
        ),
    )
    year_column = forms.ChoiceField(label=_("Column with the year"), required=False)
    year = forms.IntegerField(
        label=_("or all rows are of the year"), required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    value_column = forms.ChoiceField(label=_("Column with the value"), required=False)
    unit_column = forms.ChoiceField(label=_("Column with the unit"), required=False)
    unit = forms.CharField(
        label=_("or all values are in"),
        required=False,
        max_length=30,
        help_text=_("Such as: million KZT, thousand persons, %"),
    )
    zero_is_missing = forms.BooleanField(label=_("In this file 0 means “not published”"), required=False)
    leaves_out_others = forms.BooleanField(label=_("Leave out rows about other regions"), required=False)

    def __init__(self, *args: Any, draft: ImportDraft, regions: list[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.draft = draft
        sheets = sheets_of(draft.upload)
        fields["sheet"].choices = [(one.name, one.name or _("the whole file")) for one in sheets]
        fields["sheet"].required = bool(sheets[0].name)
        if len(sheets) == 1:
            fields["sheet"].widget = forms.HiddenInput()
        self.header = header_of(draft, self._sheet_name())
        columns = [("", _("no column")), *((name, name) for name in self.header)]
        for part in PARTS:
            fields[f"{part}_column"].choices = columns
            for name in (part, f"{part}_column"):  # of each two one is needed: "optional" would mislead
                if name in fields:
                    fields[name].is_asked_elsewhere = part != "class"
        fields["region"].choices = [("", "–"), *((one.data_code, one.name) for one in regions)]
        fields["indicator"].choices = [("", "–"), *INDICATORS.items()]

    def _sheet_name(self) -> str:
        chosen = self.data.get(self.add_prefix("sheet")) if self.is_bound else self.initial.get("sheet")
        return sheet_of(self.draft.upload, chosen).name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_wide = cleaned.get("arrangement") == YEARS
        for part in ("region", "indicator", "unit", *(() if is_wide else ("year",))):
            if not cleaned.get(f"{part}_column") and not cleaned.get(part) and part not in self.errors:
                self.add_error(f"{part}_column", _("Choose a column, or say it once for all rows."))
        if is_wide and not year_columns(self.header):
            self.add_error("arrangement", _("No column is named by a year, such as 2024."))
        if not is_wide and not cleaned.get("value_column"):
            self.add_error("value_column", _("Choose the column that holds the values."))
        self._require_different(cleaned)
        return cleaned

    def _require_different(self, cleaned: dict[str, Any]) -> None:
        taken: set[str] = set()
        for part in PARTS:
            column = cleaned.get(f"{part}_column")
            if column and column in taken:
                self.add_error(f"{part}_column", _("This column was chosen for something else already."))
            taken.add(column or "")

    def mapping(self) -> ColumnMapping:
        cleaned = self.cleaned_data
        is_wide = cleaned["arrangement"] == YEARS
        parts = [part for part in PARTS if not (is_wide and part in ("year", "value"))]
        columns = {part: cleaned[f"{part}_column"] for part in parts if cleaned[f"{part}_column"]}
        once = {
            part: str(cleaned[part]) for part in ("region", "indicator", "year", "unit") if cleaned.get(part)
        }
        return ColumnMapping(
            arrangement=cleaned["arrangement"],
            columns=columns,
            fixed={part: text for part, text in once.items() if part not in columns},
            zero_is_missing=cleaned["zero_is_missing"],
            leaves_out_others=cleaned["leaves_out_others"],
        )


def mapping_as_input(stored: dict[str, Any]) -> dict[str, Any]:
    """A stored mapping as the fields of MappingForm."""
    columns = {f"{part}_column": column for part, column in stored["columns"].items()}
    plain = {name: stored[name] for name in ("sheet", "arrangement", "zero_is_missing", "leaves_out_others")}
    return {**plain, **columns, **stored["fixed"]}
