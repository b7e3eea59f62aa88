"""Files of figures, brought by programs."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import actions, queries
from regions.api import serializers as shapes
from regions.forms import MappingForm, mapping_as_input
from regions.sentences import problem_in_words


class ImportList(ApiView):
    """Files of figures about a region. Sent with `dry_run`, a table is looked at and nothing is stored."""

    parser_classes = (MultiPartParser,)

    @extend_schema(responses=paged(shapes.ImportOut), operation_id="imports_list")
    def get(self, request: Any, code: str) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.imports_about(self.found), shapes.ImportOut)

    @extend_schema(
        request=shapes.ImportData, responses={200: shapes.ImportLookOut, 201: shapes.ImportLookOut}
    )
    def post(self, request: Any, code: str) -> Response:
        given = self.data(shapes.ImportData)
        with transaction.atomic():  # a look, and a file with wrong places, leave nothing behind
            draft = self._draft(given)
            look = draft.upload.summary
            problems = [self._placed(one, draft) for one in look["problems"]]
            if given["dry_run"]:
                transaction.set_rollback(True)
                return Response(shapes.ImportLookOut(look | {"problems": problems, "loaded": None}).data)
            if problems:
                raise ValidationError({"file": [f"{one['place']}: {one['message']}" for one in problems]})
            brought = actions.load_draft(draft=draft, by=request.user)
        return Response(shapes.ImportLookOut(look | {"problems": [], "loaded": brought}).data, status=201)

    def _draft(self, given: dict[str, Any]) -> Any:
        """The table read, mapped and looked at; raises a 400 that names what is not said."""
        person: Any = self.request.user
        file = given.pop("file")
        source = queries.source_by_code(given.pop("source", ""))
        texts = {name: given.pop(name, "") for name in ("publisher", "note", "url")}
        if source is None and not texts["publisher"]:
            raise ValidationError({"source": [_("Choose a source above, or name the publisher here.")]})
        source = source or actions.add_source(**texts, language=get_language() or "en", by=person)
        draft = actions.upload_table(
            region=self.found, file=file, file_name=file.name, source=source, by=person
        )
        own = [self.found, *queries.regions_by_name(country=self.found.code)]
        said = mapping_as_input(draft.upload.mapping) | given
        form = MappingForm(said, draft=draft, regions=own)
        if not form.is_valid():
            raise ValidationError(
                {name: [str(one) for one in faults] for name, faults in form.errors.items()}
            )
        return actions.map_columns(draft=draft, sheet=form.cleaned_data["sheet"], mapping=form.mapping())

    def _placed(self, problem: dict[str, Any], draft: Any) -> dict[str, Any]:
        sheet = draft.upload.mapping["sheet"]
        words = problem_in_words(problem, sheet, queries.header_of(draft, sheet))
        named = {"place": words.place, "column": words.column, "message": words.text}
        return {"row": problem["row"], "code": problem["code"], **named}


class ImportUndo(ApiView):
    """Take a file back as a whole: what it brought goes, what it replaced returns."""

    @extend_schema(request=None, responses=shapes.ImportOut)
    def post(self, request: Any, import_id: int) -> Response:
        return Response(shapes.ImportOut(actions.undo_import(brought=self.found, by=request.user)).data)
