"""The register of clusters for programs."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from discovery import actions, queries
from discovery.api.serializers import clusters as shapes
from discovery.api.serializers import fiche as fiche_shapes
from foundation.api import ApiView, paged


class ClusterList(ApiView):
    @extend_schema(
        parameters=[shapes.ClusterQuery], responses=paged(shapes.ClusterRowOut), operation_id="clusters_list"
    )
    def get(self, request: Any, code: str) -> Response:
        wanted = self.asked(shapes.ClusterQuery).get("domain", "")
        return self.page(queries.clusters_of_region(self.found, domain_code=wanted), shapes.ClusterRowOut)

    @extend_schema(request=shapes.ClusterData, responses={201: shapes.ClusterOut})
    def post(self, request: Any, code: str) -> Response:
        cluster = actions.create_cluster(region=self.found, by=request.user, **self.data(shapes.ClusterData))
        return Response(shapes.ClusterOut(cluster).data, status=201)


class ClusterDetail(ApiView):
    @extend_schema(responses=shapes.ClusterOut)
    def get(self, request: Any, cluster_id: int) -> Response:
        return Response(shapes.ClusterOut(self.found).data)

    @extend_schema(request=shapes.ClusterChangeData, responses=shapes.ClusterOut)
    def put(self, request: Any, cluster_id: int) -> Response:
        data = self.data(shapes.ClusterChangeData)
        changed = actions.edit_cluster(cluster=self.found, by=request.user, **data)
        return Response(shapes.ClusterOut(changed).data)


class ClusterNetwork(ApiView):
    """Organizations, activities and other clusters that it connects."""

    @extend_schema(parameters=[fiche_shapes.StateQuery], responses=shapes.NetworkOut)
    def get(self, request: Any, cluster_id: int) -> Response:
        without_state = self.asked(fiche_shapes.StateQuery)["without_state"]
        return Response(shapes.NetworkOut(queries.network_of(self.found, without_state=without_state)).data)


class ClusterRegister(ApiView):
    """Takes a cluster off the register, with a reason, or puts it back."""

    @extend_schema(request=shapes.RegisterData, responses=shapes.ClusterOut)
    def put(self, request: Any, cluster_id: int) -> Response:
        data = self.data(shapes.RegisterData)
        if not data["is_closed"]:
            done = actions.reopen_cluster(cluster=self.found, by=request.user)
        else:
            done = actions.close_cluster(cluster=self.found, by=request.user, reason=data.get("reason", ""))
        return Response(shapes.ClusterOut(done).data)


class ClusterMembers(ApiView):
    @extend_schema(request=fiche_shapes.NamedOrganizationData, responses={201: fiche_shapes.TakingPartOut})
    def post(self, request: Any, cluster_id: int) -> Response:
        data = {"kind": "", "role": ""} | self.data(fiche_shapes.NamedOrganizationData)
        member = actions.add_cluster_member(cluster=self.found, by=request.user, **data)
        return Response(fiche_shapes.TakingPartOut(member).data, status=201)


class ClusterMemberDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, member_id: int) -> Response:
        actions.remove_cluster_member(member=self.found, by=request.user)
        return Response(status=204)


class ClusterLinks(ApiView):
    @extend_schema(request=shapes.LinkData, responses={201: shapes.LinkOut})
    def post(self, request: Any, cluster_id: int) -> Response:
        data = self.data(shapes.LinkData)
        other = queries.cluster_for(request.user, cluster_id=data["other"])
        if other is None:
            raise exceptions.ValidationError({"other": [_("There is no such cluster.")]})
        link = actions.link_clusters(cluster=self.found, other=other, kind=data["kind"], by=request.user)
        return Response(shapes.LinkOut(link).data, status=201)


class ClusterLinkDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, link_id: int) -> Response:
        actions.unlink_clusters(link=self.found, by=request.user)
        return Response(status=204)
