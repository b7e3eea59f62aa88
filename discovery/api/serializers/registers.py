"""Shapes of lists of organizations and people that come as files."""

from typing import Any

from rest_framework import serializers

from discovery.models import RegisterImport

Shape = serializers.Serializer[Any]


class RegisterOut(Shape):
    """A list that was taken; `undone_at` where it was taken back."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=RegisterImport.Kind.choices)
    file = serializers.CharField(source="file_name")
    file_sha256 = serializers.CharField(source="file_digest")
    new = serializers.IntegerField(source="new_count")
    known = serializers.IntegerField(source="known_count")
    taken_at = serializers.DateTimeField(source="imported_at")
    undone_at = serializers.DateTimeField(allow_null=True)


class RegisterFileData(Shape):
    """As multipart/form-data. The columns are those of the empty tables that the page gives out."""

    file = serializers.FileField(help_text="CSV or XLSX, up to 10 MB")
    kind = serializers.ChoiceField(choices=RegisterImport.Kind.choices)
    dry_run = serializers.BooleanField(default=False, help_text="Look only: nothing is stored")


class RegisterLookOut(Shape):
    """`rows`: people or organizations in the file. `taken` is null after a look."""

    rows = serializers.IntegerField()
    taken = RegisterOut(allow_null=True)
