"""Shapes of files of figures."""

from typing import Any

from rest_framework import serializers

from regions.importers import INDICATORS


class ImportOut(serializers.Serializer[Any]):
    """A file that was loaded; `undone_at` where it was taken back."""

    id = serializers.IntegerField()
    file = serializers.CharField(source="file_name")
    file_sha256 = serializers.CharField(source="file_digest")
    publisher = serializers.CharField(source="source.publisher")
    source = serializers.CharField(source="source.code")  # type: ignore[assignment]  # -- reason: collected by the metaclass
    values = serializers.IntegerField(source="value_count")
    replaced = serializers.IntegerField(source="replaced_count")
    loaded_at = serializers.DateTimeField(source="imported_at")
    undone_at = serializers.DateTimeField(allow_null=True)


class ImportData(serializers.Serializer[Any]):
    """A table and what its columns mean; what is not said is suggested by its headers. As multipart/form-data."""

    file = serializers.FileField(help_text="CSV or XLSX, up to 10 MB")
    dry_run = serializers.BooleanField(default=False, help_text="Look only: nothing is stored")
    source = serializers.SlugField(  # type: ignore[assignment]  # -- reason: collected by the metaclass
        required=False, help_text="Code of a known source; or name a publisher"
    )
    publisher = serializers.CharField(required=False, max_length=250)
    note = serializers.CharField(required=False, max_length=2000, allow_blank=True, default="")
    url = serializers.URLField(required=False, allow_blank=True, default="")
    sheet = serializers.CharField(required=False, max_length=100)
    arrangement = serializers.ChoiceField(choices=["rows", "years"], required=False)
    region_column = serializers.CharField(required=False, max_length=200)
    region = serializers.CharField(required=False, max_length=20, help_text="Its code in data files")
    indicator_column = serializers.CharField(required=False, max_length=200)
    indicator = serializers.ChoiceField(choices=sorted(INDICATORS), required=False)
    class_column = serializers.CharField(required=False, max_length=200)
    year_column = serializers.CharField(required=False, max_length=200)
    year = serializers.IntegerField(required=False, min_value=1900, max_value=2100)
    value_column = serializers.CharField(required=False, max_length=200)
    unit_column = serializers.CharField(required=False, max_length=200)
    unit = serializers.CharField(required=False, max_length=30)
    zero_is_missing = serializers.BooleanField(default=False)
    leaves_out_others = serializers.BooleanField(default=False)


class WrongPlaceOut(serializers.Serializer[Any]):
    place = serializers.CharField(help_text="Sheet and cell, in words")
    row = serializers.IntegerField(help_text="As a spreadsheet counts; the header is one of them")
    column = serializers.CharField(allow_blank=True, help_text="As the header names it")
    code = serializers.CharField()
    message = serializers.CharField()


class ImportLookOut(serializers.Serializer[Any]):
    """What loading would do, or did: `loaded` is null after a look."""

    new = serializers.IntegerField()
    equal = serializers.IntegerField()
    changed = serializers.IntegerField()
    empty = serializers.IntegerField(help_text="Cells without a value: missing, never 0")
    left_out = serializers.IntegerField()
    problem_count = serializers.IntegerField()
    problems = WrongPlaceOut(many=True)
    loaded = ImportOut(allow_null=True)
