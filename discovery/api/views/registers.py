"""Lists of organizations and people as files, brought by programs: the whole list or nothing."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from discovery import actions, forms, queries
from discovery.api.serializers import registers as shapes
from foundation.api import ApiView
from foundation.transitions import Refused
from foundation.uploads.columns import HeaderRefused
from foundation.uploads.parsing import ParsedFile, parse

MOST_NAMED = 200


class RegisterList(ApiView):
    parser_classes = (MultiPartParser,)

    @extend_schema(responses=shapes.RegisterOut(many=True), operation_id="registers_list")
    def get(self, request: Any, code: str) -> Response:
        """The newest thirty."""
        return Response(shapes.RegisterOut(queries.register_imports_of(self.found), many=True).data)

    @extend_schema(
        request=shapes.RegisterFileData, responses={200: shapes.RegisterLookOut, 201: shapes.RegisterLookOut}
    )
    def post(self, request: Any, code: str) -> Response:
        """Sent with `dry_run`, a list is looked at and nothing is stored."""
        data = self.data(shapes.RegisterFileData)
        kind = data["kind"]
        parsed, listed = read(data["file"], kind)
        look = {"rows": len(listed), "taken": None}
        if data["dry_run"]:
            return Response(shapes.RegisterLookOut(look).data)
        taken = actions.load_register(
            region=self.found,
            kind=kind,
            listed=listed,
            file_name=parsed.file_name,
            file_digest=parsed.digest,
            by=request.user,
        )
        return Response(shapes.RegisterLookOut(look | {"taken": taken}).data, status=201)


class RegisterUndo(ApiView):
    """Take a list back as a whole: refused while something stands on what it brought."""

    @extend_schema(request=None, responses=shapes.RegisterOut)
    def post(self, request: Any, register_id: int) -> Response:
        return Response(shapes.RegisterOut(actions.undo_register(brought=self.found, by=request.user)).data)


def read(file: Any, kind: str) -> tuple[ParsedFile, list[Any]]:
    """What the file says. Raises a 400 that names each wrong cell, or what is wrong with the file."""
    try:
        parsed = parse(file, file_name=file.name)
        listed, faults = forms.REGISTER_READERS[kind](parsed)
    except (Refused, HeaderRefused) as refused:
        raise ValidationError({"file": [refused.message]}) from refused
    if faults:
        raise ValidationError(
            {"file": [f"{one.place}, {one.column}: {one.text}" for one in faults[:MOST_NAMED]]}
        )
    return parsed, listed
