"""Lists of organizations and people that came as files."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Organization
from discovery.models import RegisterImport
from foundation.models import Upload
from foundation.uploads.drafts import sheets_of
from foundation.uploads.parsing import ParsedFile
from regions.models import Region
from regions.permissions import roles_of

SHOWN = 30


def register_imports_of(region: Region) -> QuerySet[RegisterImport]:
    """The newest first."""
    return RegisterImport.objects.filter(region=region).select_related("imported_by", "undone_by")[:SHOWN]


def register_import_for(user: Any, *, register_id: int) -> RegisterImport | None:
    found = RegisterImport.objects.select_related("region").filter(pk=register_id)
    return found.filter(region__in=list(roles_of(user))).first()


def looked_at(user: Any, upload_id: str) -> Upload | None:
    """A file the person has looked at and not taken yet: only their own."""
    return (
        Upload.objects.filter(created_by=user, pk=int(upload_id)).first()
        if upload_id.isdigit() and len(upload_id) < 18
        else None
    )


def parsed_again(upload: Upload) -> ParsedFile:
    return ParsedFile(
        upload.file_name, upload.file_digest, upload.file_size, tuple(sheets_of(upload)), bytes(upload.rows)
    )


def known_organizations(names: set[str]) -> set[str]:
    """Of these folded names, the ones that are known. One query."""
    return set(Organization.objects.filter(folded_name__in=names).values_list("folded_name", flat=True))
