"""Run sheets, templates, consent and invitations for programs."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from accounts.actions import NamedOrganization
from discovery import actions, queries
from discovery.api import serializers as shapes
from foundation.api import ApiView, paged


class StepList(ApiView):
    """Adds a step: at the end, or behind the step named in `after`."""

    @extend_schema(request=shapes.NewStepData, responses={201: shapes.StepOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.NewStepData)
        after = data.pop("after", None)
        behind = next((step for step in queries.run_sheet_of(self.found) if step.pk == after), None)
        step = actions.add_step(workshop=self.found, by=request.user, after=behind, **_with_titles(data))
        return Response(shapes.PlannedStepOut(step).data, status=201)


class StepDetail(ApiView):
    @extend_schema(responses=shapes.PlannedStepOut)
    def get(self, request: Any, step_id: int) -> Response:
        return Response(shapes.PlannedStepOut(self.found).data)

    @extend_schema(request=shapes.StepEditData, responses=shapes.PlannedStepOut)
    def put(self, request: Any, step_id: int) -> Response:
        data = _with_titles(self.data(shapes.StepEditData))
        return Response(
            shapes.PlannedStepOut(actions.edit_step(step=self.found, by=request.user, **data)).data
        )

    @extend_schema(responses={204: None})
    def delete(self, request: Any, step_id: int) -> Response:
        actions.remove_step(step=self.found, by=request.user)
        return Response(status=204)


class StepMove(ApiView):
    @extend_schema(request=shapes.MoveData, responses=shapes.StepOut(many=True), operation_id="step_move")
    def post(self, request: Any, step_id: int) -> Response:
        workshop = self.found.workshop
        actions.move_step(step=self.found, by=request.user, **self.data(shapes.MoveData))
        return Response(shapes.StepOut(queries.run_sheet_of(workshop), many=True).data)


class TemplateList(ApiView):
    """The house's own templates, then the region's."""

    @extend_schema(responses=shapes.TemplateOut(many=True), operation_id="workshop_templates_list")
    def get(self, request: Any, code: str) -> Response:
        return Response(shapes.TemplateOut(queries.templates_of(self.found), many=True).data)


class TemplateCreate(ApiView):
    """Saves a workshop as a template of its region."""

    @extend_schema(request=shapes.TemplateData, responses={201: shapes.SavedTemplateOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        saved = actions.save_template(workshop=self.found, by=request.user, **self.data(shapes.TemplateData))
        return Response(shapes.SavedTemplateOut(saved).data, status=201)


class TemplateDetail(ApiView):
    @extend_schema(responses={204: None})
    def delete(self, request: Any, template_id: int) -> Response:
        actions.remove_template(template=self.found, by=request.user)
        return Response(status=204)


class Duplicate(ApiView):
    @extend_schema(request=shapes.DuplicateData, responses={201: shapes.WorkshopOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        again = actions.duplicate_workshop(
            workshop=self.found, by=request.user, **self.data(shapes.DuplicateData)
        )
        return Response(shapes.WorkshopOut(again).data, status=201)


class Consent(ApiView):
    """What people agree to when they join; PUT publishes the next version."""

    @extend_schema(responses=shapes.ConsentOut(many=True), operation_id="consents_list")
    def get(self, request: Any, code: str) -> Response:
        return Response(shapes.ConsentOut(queries.consents_of(self.found), many=True).data)

    @extend_schema(request=shapes.ConsentData, responses=shapes.ConsentOut)
    def put(self, request: Any, code: str) -> Response:
        texts = self.data(shapes.ConsentData)
        return Response(
            shapes.ConsentOut(actions.publish_consent(region=self.found, texts=texts, by=request.user)).data
        )


class InvitationList(ApiView):
    @extend_schema(
        parameters=[shapes.InvitationQuery],
        responses=paged(shapes.InvitationOut),
        operation_id="workshop_invitations_list",
    )
    def get(self, request: Any, workshop_id: int) -> Response:
        asked = self.asked(shapes.InvitationQuery)
        return self.page(queries.invitations_of(self.found, **asked), shapes.InvitationOut)

    @extend_schema(request=shapes.InvitationsData, responses={201: shapes.InvitedOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        people = [_invitee(person) for person in self.data(shapes.InvitationsData)["people"]]
        done = actions.invite_people(workshop=self.found, people=people, by=request.user)
        return Response(shapes.InvitedOut(done).data, status=201)


class Reminder(ApiView):
    """Writes once more to those who have not answered; nobody gets two letters within a day."""

    @extend_schema(
        request=None, responses=shapes.InvitationOut(many=True), operation_id="workshop_invitations_remind"
    )
    def post(self, request: Any, workshop_id: int) -> Response:
        reminded = actions.remind_invited(workshop=self.found, by=request.user)
        return Response(shapes.InvitationOut(reminded, many=True).data)


class InvitationDetail(ApiView):
    """DELETE withdraws: the link ends and the person is told."""

    @extend_schema(responses={200: shapes.InvitationOut})
    def delete(self, request: Any, workshop_invitation_id: int) -> Response:
        withdrawn = actions.withdraw_invitation(invitation=self.found, by=request.user)
        return Response(shapes.InvitationOut(withdrawn).data)


class Refusal(ApiView):
    """Does not admit somebody who asked at the door of a problem-solving workshop."""

    @extend_schema(request=shapes.ReasonData, responses=shapes.ParticipantOut)
    def post(self, request: Any, participant_id: int) -> Response:
        refused = actions.refuse_admission(
            participant=self.found, by=request.user, **self.data(shapes.ReasonData)
        )
        return Response(shapes.ParticipantOut(refused).data)


def _with_titles(data: dict[str, Any]) -> dict[str, Any]:
    titles = {name: data.pop(name, "") for name in ("title_en", "title_ru", "title_kk")}
    return data | {"titles": titles}


def _invitee(person: dict[str, Any]) -> actions.Invitee:
    named = person.get("organization", "")
    return actions.Invitee(
        email=person["email"],
        name=person.get("name", ""),
        helix=person.get("helix", ""),
        organization=NamedOrganization(named, person.get("organization_kind", "")) if named else None,
        language=person.get("language", ""),
    )
