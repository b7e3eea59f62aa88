"""Frameworks for programs: reading, editing, versions, files."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from assessments import actions, forms, queries
from assessments.api import serializers as shapes
from foundation.api import ApiView, paged

EDITED = {200: shapes.FrameworkDraftOut, 412: shapes.EditedMeanwhileOut}
DOCUMENT = OpenApiResponse({"type": "object"}, description="docs/frameworks.md")


class Frameworks(ApiView):
    @extend_schema(responses=paged(shapes.FrameworkOut), operation_id="frameworks_list")
    def get(self, request: Any, code: str) -> Response:
        return self.page(queries.frameworks_in(self.found), shapes.FrameworkOut)

    @extend_schema(request=shapes.FrameworkData, responses={201: shapes.FrameworkWithCriteriaOut})
    def post(self, request: Any, code: str) -> Response:
        """Takes a ready-made set over, ready for use."""
        framework = actions.adopt_framework(
            region=self.found, by=request.user, **self.data(shapes.FrameworkData)
        )
        return Response(shapes.FrameworkWithCriteriaOut(framework).data, status=201)


class FrameworkDrafts(ApiView):
    @extend_schema(request=shapes.TitleData, responses={201: shapes.FrameworkDraftOut})
    def post(self, request: Any, code: str) -> Response:
        """An empty draft."""
        draft = actions.create_framework(region=self.found, by=request.user, **self.data(shapes.TitleData))
        return Response(whole_draft(draft), status=201)


class FrameworkImport(ApiView):
    @extend_schema(
        request={"application/json": {"type": "object"}}, responses={201: shapes.FrameworkDraftOut}
    )
    def post(self, request: Any, code: str) -> Response:
        """A draft from an exported document."""
        draft = actions.import_framework(
            region=self.found, content=content_from(request.data), by=request.user
        )
        return Response(whole_draft(draft), status=201)


class FrameworkDetail(ApiView):
    @extend_schema(responses=shapes.FrameworkDraftOut)
    def get(self, request: Any, framework_id: int) -> Response:
        return Response(whole_draft(self.found))

    @extend_schema(request=shapes.NameData, responses=EDITED)
    def put(self, request: Any, framework_id: int) -> Response:
        """The title of a draft."""
        data = self.data(shapes.NameData)
        if unknown := set(data["title"]) - set(queries.LANGUAGES):
            raise exceptions.ValidationError({"title": [", ".join(sorted(unknown))]})
        return edited(
            self.found, lambda: actions.name_framework(framework=self.found, by=request.user, **data)
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Any, framework_id: int) -> Response:
        """Throws a draft away."""
        actions.discard_draft(framework=self.found, by=request.user)
        return Response(status=204)


class FrameworkDocument(ApiView):
    @extend_schema(responses=DOCUMENT)
    def get(self, request: Any, framework_id: int) -> Response:
        """The document that `digest` is the SHA-256 of, in its canonical spelling."""
        return Response(queries.framework_document(self.found))


class FrameworkVersions(ApiView):
    @extend_schema(responses=paged(shapes.FrameworkOut), operation_id="frameworks_versions")
    def get(self, request: Any, framework_id: int) -> Response:
        return self.page(queries.versions_of(self.found).select_related("region"), shapes.FrameworkOut)

    @extend_schema(request=None, responses={201: shapes.FrameworkDraftOut})
    def post(self, request: Any, framework_id: int) -> Response:
        """A draft of the next version."""
        return Response(whole_draft(actions.start_version(framework=self.found, by=request.user)), status=201)


class FrameworkDifferences(ApiView):
    @extend_schema(responses=shapes.DifferenceOut(many=True), operation_id="frameworks_differences")
    def get(self, request: Any, framework_id: int) -> Response:
        """From the version before."""
        before = queries.version_before(self.found)
        found = queries.version_differences(before, self.found) if before else []
        return Response(shapes.DifferenceOut(found, many=True).data)


class FrameworkWeights(ApiView):
    @extend_schema(request=shapes.WeightsData, responses=EDITED)
    def put(self, request: Any, framework_id: int) -> Response:
        """All weights of a draft, and a move or a spreading with them."""
        data = self.data(shapes.WeightsData)
        move, places = data.pop("move"), int(data.pop("places"))
        return edited(
            self.found,
            lambda: actions.arrange_framework(
                framework=self.found, by=request.user, move=(move, places) if move else None, **data
            ),
        )


class FrameworkCriteria(ApiView):
    @extend_schema(request=shapes.CriterionData, responses={201: shapes.CriterionOut})
    def post(self, request: Any, framework_id: int) -> Response:
        """A criterion at the end of a draft, without weight."""
        columns = criterion_columns(self.data(shapes.CriterionData)["document"])
        criterion = actions.add_criterion(framework=self.found, by=request.user, **columns)
        return Response(shapes.CriterionOut(criterion).data, status=201)


class FrameworkCriterion(ApiView):
    @extend_schema(
        request=shapes.CriterionData, responses={200: shapes.CriterionOut, 412: shapes.EditedMeanwhileOut}
    )
    def put(self, request: Any, framework_id: int, criterion_code: str) -> Response:
        data = self.data(shapes.CriterionData)
        columns = criterion_columns(data["document"])
        if columns.pop("code") != criterion_code:
            raise exceptions.ValidationError({"document.code": [_("A criterion keeps its code.")]})
        try:
            changed = actions.edit_criterion(
                criterion=self.found, edit_version=data["edit_version"], by=request.user, **columns
            )
        except actions.EditedMeanwhile as refused:
            return meanwhile(self.found, refused)
        return Response(shapes.CriterionOut(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Any, framework_id: int, criterion_code: str) -> Response:
        actions.remove_criterion(criterion=self.found, by=request.user)
        return Response(status=204)


class FrameworkMeasures(ApiView):
    @extend_schema(responses=shapes.MeasureOut(many=True), operation_id="frameworks_measures")
    def get(self, request: Any, framework_id: int) -> Response:
        """What the region has of each measured criterion now."""
        return Response(shapes.MeasureOut(queries.measures_of(self.found), many=True).data)


class RankingImportance(ApiView):
    @extend_schema(responses=shapes.RoundImportanceOut)
    def get(self, request: Any, round_id: int) -> Response:
        """How much each criterion decided; 404 until the result is computed."""
        found = queries.importance_in(self.found)
        if found is None:
            raise Http404
        return Response(shapes.RoundImportanceOut(found).data)


class FrameworkPublication(ApiView):
    @extend_schema(request=None, responses=shapes.FrameworkDraftOut)
    def post(self, request: Any, framework_id: int) -> Response:
        """Into use: it never changes again."""
        return Response(whole_draft(actions.publish_framework(framework=self.found, by=request.user)))


class FrameworkRetirement(ApiView):
    @extend_schema(request=shapes.ReasonData, responses=shapes.FrameworkDraftOut)
    def post(self, request: Any, framework_id: int) -> Response:
        retired = actions.retire_framework(
            framework=self.found, by=request.user, **self.data(shapes.ReasonData)
        )
        return Response(whole_draft(retired))


class FrameworkCopies(ApiView):
    @extend_schema(request=shapes.CopyData, responses={201: shapes.FrameworkDraftOut})
    def post(self, request: Any, framework_id: int) -> Response:
        """A draft with the same questions in this or another region."""
        code = self.data(shapes.CopyData)["region"]
        region = queries.regions_to_copy_to(request.user, self.found.region).filter(code=code).first()
        if region is None:
            raise Http404
        copy = actions.copy_framework(framework=self.found, region=region, by=request.user)
        return Response(whole_draft(copy), status=201)


def whole_draft(framework: Any) -> dict[str, Any]:
    faults = queries.framework_faults(list(framework.criteria.all())) if framework.is_draft else []
    framework.faults = faults
    return dict(shapes.FrameworkDraftOut(framework).data)


def edited(framework: Any, change: Any) -> Response:
    try:
        return Response(whole_draft(change()))
    except actions.EditedMeanwhile as refused:
        return meanwhile(framework, refused)


def meanwhile(subject: Any, refused: Any) -> Response:
    subject.refresh_from_db(fields=["edit_version"])
    answer = {"detail": refused.message, "edit_version": subject.edit_version}
    return Response(shapes.EditedMeanwhileOut(answer).data, status=412)


def content_from(document: Any) -> Any:
    try:
        return forms.framework_from_document(document)
    except forms.FileFaults as wrong:
        raise exceptions.ValidationError(by_path(wrong)) from wrong


def by_path(wrong: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, what in wrong.faults:
        found.setdefault(path or "non_field_errors", []).append(str(what))
    return found


def criterion_columns(document: Any) -> dict[str, Any]:
    try:
        return forms.criterion_from_document(document)
    except forms.FileFaults as wrong:
        raise exceptions.ValidationError(by_path(wrong)) from wrong
