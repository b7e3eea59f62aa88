"""Beside the fiche for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from discovery import actions, queries
from discovery.api.serializers import activities as activity_shapes
from discovery.api.serializers import fiche as shapes
from foundation.api import ApiView, paged


class ActivityTranslation(ApiView):
    @extend_schema(request=shapes.TranslationData, responses=activity_shapes.ActivityOut)
    def put(self, request: Any, activity_id: int, language: str) -> Response:
        activity, wanted = self.found
        data = self.data(shapes.TranslationData)
        data.setdefault("summary", "")
        done = actions.translate_activity(activity=activity, language=wanted, by=request.user, **data)
        return Response(activity_shapes.ActivityOut(done).data)


class ActivityOrganizations(ApiView):
    @extend_schema(
        parameters=[shapes.StateQuery],
        responses=paged(shapes.TakingPartOut),
        operation_id="activity_organizations_list",
    )
    def get(self, request: Any, activity_id: int) -> Response:
        without_state = self.asked(shapes.StateQuery)["without_state"]
        return self.page(queries.actors_of(self.found, without_state=without_state), shapes.TakingPartOut)

    @extend_schema(request=shapes.NamedOrganizationData, responses={201: shapes.TakingPartOut})
    def post(self, request: Any, activity_id: int) -> Response:
        data = {"kind": "", "role": ""} | self.data(shapes.NamedOrganizationData)
        actor = actions.add_actor(activity=self.found, by=request.user, **data)
        return Response(shapes.TakingPartOut(actor).data, status=201)


class ActorDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, actor_id: int) -> Response:
        actions.remove_actor(actor=self.found, by=request.user)
        return Response(status=204)


class ActivityVersions(ApiView):
    """The fiche as it was after each change, the newest first."""

    @extend_schema(responses=paged(shapes.VersionOut), operation_id="activity_versions_list")
    def get(self, request: Any, activity_id: int) -> Response:
        return self.page(queries.versions_of(self.found), shapes.VersionOut)


class ActivityCompleteness(ApiView):
    @extend_schema(responses=shapes.CompletenessOut)
    def get(self, request: Any, activity_id: int) -> Response:
        return Response(shapes.CompletenessOut(queries.completeness_of(self.found)).data)
