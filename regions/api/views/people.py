"""Who has which role, and invitations, for programs."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import actions, queries
from regions.api import serializers as shapes


class RegionPeople(ApiView):
    """Who has which role, ended ones too, by role and name."""

    @extend_schema(responses=paged(shapes.MembershipOut), operation_id="regions_people_list")
    def get(self, request: Request, code: str) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.people_of(self.found), shapes.MembershipOut)


class MembershipDetail(ApiView):
    """Change the end of a role, or take it away. Needs a session: an API key is refused."""

    @extend_schema(request=shapes.EndData, responses=shapes.MembershipOut)
    def put(self, request: Request, membership_id: int) -> Response:
        held = self.found
        changed = actions.grant_role(
            region=held.region,
            user=held.user,
            role=held.role,
            by=request.user,  # type: ignore[arg-type]  # -- reason: the policy let in a person
            **self.data(shapes.EndData),
        )
        return Response(shapes.MembershipOut(changed).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, membership_id: int) -> Response:
        actions.revoke_role(membership=self.found, by=request.user)  # type: ignore[arg-type]  # -- reason: the policy let in a person
        return Response(status=204)


class RegionInvitations(ApiView):
    """Invitations without an answer; POST sends one. A letter is answered on its page, not here."""

    @extend_schema(responses=paged(shapes.InvitationOut), operation_id="regions_invitations_list")
    def get(self, request: Request, code: str) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.invitations_of(self.found), shapes.InvitationOut)

    @extend_schema(request=shapes.InvitationData, responses={201: shapes.InvitationOut})
    def post(self, request: Request, code: str) -> Response:
        data = self.data(shapes.InvitationData)
        made = actions.invite_person(region=self.found, by=request.user, **data)  # type: ignore[arg-type]  # -- reason: the policy let in a person
        return Response(shapes.InvitationOut(made).data, status=201)


class InvitationDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Request, invitation_id: int) -> Response:
        actions.revoke_invitation(invitation=self.found, by=request.user)  # type: ignore[arg-type]  # -- reason: the policy let in a person
        return Response(status=204)


class InvitationLetter(ApiView):
    @extend_schema(request=None, responses=shapes.InvitationOut)
    def post(self, request: Request, invitation_id: int) -> Response:
        sent = actions.resend_invitation(invitation=self.found, by=request.user)  # type: ignore[arg-type]  # -- reason: the policy let in a person
        return Response(shapes.InvitationOut(sent).data)
