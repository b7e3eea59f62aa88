"""Workshops for programs: the same queries, actions and rights as the pages."""

from typing import Any

import rules
from django.contrib.auth import login
from django.middleware.csrf import get_token
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions
from rest_framework.response import Response

from accounts.actions import NamedOrganization
from discovery import actions, queries
from discovery.api import serializers as shapes
from foundation.api import ApiView, paged


class TooManyCodes(exceptions.APIException):
    status_code = 429
    default_code = "throttled"


class WorkshopList(ApiView):
    @extend_schema(
        parameters=[shapes.WorkshopQuery],
        responses=paged(shapes.WorkshopRowOut),
        operation_id="workshops_list",
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.WorkshopQuery)
        return self.page(queries.workshops_of_region(self.found, **asked), shapes.WorkshopRowOut)

    @extend_schema(request=shapes.NewWorkshopData, responses={201: shapes.WorkshopOut})
    def post(self, request: Any, code: str) -> Response:
        data = self.data(shapes.NewWorkshopData)
        if key := data.pop("template", ""):
            data |= self._chosen(key)
        workshop = actions.create_workshop(region=self.found, by=request.user, **data)
        return Response(shapes.WorkshopOut(workshop).data, status=201)

    def _chosen(self, key: str) -> dict[str, Any]:
        template = queries.template_by_key(self.found, key)
        if template is None:
            raise exceptions.ValidationError({"template": [_("There is no such template.")]})
        return {"run_sheet": template.steps, "framework_key": template.framework_key}


class WorkshopDetail(ApiView):
    @extend_schema(responses=shapes.WorkshopOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(shapes.WorkshopOut(self.found).data)

    @extend_schema(request=shapes.WorkshopData, responses=shapes.WorkshopOut)
    def put(self, request: Any, workshop_id: int) -> Response:
        changed = actions.edit_workshop(
            workshop=self.found, by=request.user, **self.data(shapes.WorkshopData)
        )
        return Response(shapes.WorkshopOut(changed).data)


class WorkshopDoors(ApiView):
    @extend_schema(request=shapes.DoorsData, responses=shapes.WorkshopOut)
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.DoorsData)
        moved = actions.step_workshop(
            workshop=self.found, name=data["action"], reason=data.get("reason", ""), by=request.user
        )
        return Response(shapes.WorkshopOut(moved).data)


class RunSheet(ApiView):
    @extend_schema(responses=shapes.StepOut(many=True), operation_id="run_sheet_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(shapes.StepOut(queries.run_sheet_of(self.found), many=True).data)

    @extend_schema(request=shapes.StepData, responses=shapes.WorkshopOut)
    def post(self, request: Any, workshop_id: int) -> Response:
        chosen = self.data(shapes.StepData)["step"]
        step = next((step for step in queries.run_sheet_of(self.found) if step.pk == chosen), None)
        if step is None:
            raise exceptions.ValidationError({"step": [_("This step is not on the run sheet.")]})
        return Response(
            shapes.WorkshopOut(actions.start_step(workshop=self.found, step=step, by=request.user)).data
        )


class Join(ApiView):
    """Into a workshop by its code. Without an account a guest is made and a session begins."""

    @extend_schema(request=shapes.JoinData, responses={201: shapes.JoinedOut})
    def post(self, request: Any) -> Response:
        data = self.data(shapes.JoinData)
        named = NamedOrganization(data.get("organization", ""), data.get("organization_kind", ""))
        place = {
            "workshop": self._workshop(request, data["code"]),
            "helix": data["helix"],
            "organization": named if named.name else None,
            "consent": queries.consent_by_id(data.get("consent")),
        }
        if request.user.is_authenticated:
            joined = actions.join_workshop(**place, by=request.user)
        else:
            language = data.get("language") or (get_language() or "")[:2]
            joined = actions.join_as_guest(**place, language=language, ticket=data.get("ticket"))
            login(request._request, joined.user)
        joined.csrf_token = get_token(request._request)  # type: ignore[attr-defined]  # -- reason: read by the serializer
        return Response(shapes.JoinedOut(joined).data, status=201)

    def _workshop(self, request: Any, typed: str) -> Any:
        try:
            workshop = actions.find_workshop(
                typed=typed, address=request.META["REMOTE_ADDR"], by=request.user
            )
        except actions.TooManyAttempts as refused:
            raise TooManyCodes(refused.message) from None
        if workshop is None:
            raise exceptions.ValidationError({"code": [_("There is no workshop with this code.")]})
        return workshop


class Attendance(ApiView):
    @extend_schema(responses=shapes.AttendanceOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(shapes.AttendanceOut(queries.attendance_of(self.found.pk)).data)


class ParticipantList(ApiView):
    @extend_schema(
        parameters=[shapes.ParticipantQuery],
        responses=paged(shapes.ParticipantOut),
        operation_id="participants_list",
    )
    def get(self, request: Any, workshop_id: int) -> Response:
        asked = self.asked(shapes.ParticipantQuery)
        return self.page(queries.participants_narrowed(self.found, **asked), shapes.ParticipantOut)


class Confirmation(ApiView):
    @extend_schema(request=shapes.ConfirmationData, responses=shapes.ConfirmedOut)
    def post(self, request: Any, workshop_id: int) -> Response:
        chosen = self.data(shapes.ConfirmationData).get("participants")
        confirmed = actions.confirm_participants(workshop=self.found, participant_ids=chosen, by=request.user)
        return Response({"confirmed": [person.pk for person in confirmed]})


class ParticipantDetail(ApiView):
    @extend_schema(request=shapes.HelixData, responses=shapes.ParticipantOut)
    def put(self, request: Any, participant_id: int) -> Response:
        corrected = actions.correct_helix(
            participant=self.found, by=request.user, **self.data(shapes.HelixData)
        )
        return Response(shapes.ParticipantOut(corrected).data)


class NoteList(ApiView):
    @extend_schema(parameters=[shapes.NoteQuery], responses=paged(shapes.NoteOut), operation_id="notes_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        asked = self.asked(shapes.NoteQuery)
        notes = queries.notes_of_workshop(
            self.found,
            with_hidden=rules.has_perm("discovery.see_desk", request.user, self.found),
            helix=asked.get("helix", ""),
            theme_id=asked.get("theme"),
        )
        return self.page(notes, shapes.NoteOut)

    @extend_schema(request=shapes.NoteData, responses={201: shapes.NoteOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        note = actions.write_note(workshop=self.found.workshop, by=request.user, **self.data(shapes.NoteData))
        return Response(shapes.NoteOut(note).data, status=201)


class NoteDetail(ApiView):
    @extend_schema(responses=shapes.NoteOut)
    def get(self, request: Any, note_id: int) -> Response:
        return Response(shapes.NoteOut(self.found).data)

    @extend_schema(request=shapes.VisibilityData, responses=shapes.NoteOut)
    def put(self, request: Any, note_id: int) -> Response:
        is_hidden = self.data(shapes.VisibilityData)["is_hidden"]
        change = actions.hide_note if is_hidden else actions.show_note
        return Response(shapes.NoteOut(change(note=self.found, by=request.user)).data)


class ThemeList(ApiView):
    @extend_schema(responses=paged(shapes.ThemeOut), operation_id="themes_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return self.page(queries.themes_of_workshop(self.found), shapes.ThemeOut)

    @extend_schema(request=shapes.ThemeData, responses={201: shapes.ThemeOut})
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.ThemeData)
        theme = actions.create_theme(
            workshop=self.found, title=data["title"], note_ids=data["notes"], by=request.user
        )
        return Response(
            shapes.ThemeOut(queries.themes_of_workshop(self.found).get(pk=theme.pk)).data, status=201
        )


class ThemeDetail(ApiView):
    @extend_schema(request=shapes.ThemeTitleData, responses=shapes.ThemeOut)
    def put(self, request: Any, theme_id: int) -> Response:
        theme = actions.rename_theme(theme=self.found, by=request.user, **self.data(shapes.ThemeTitleData))
        return Response(shapes.ThemeOut(queries.themes_of_workshop(theme.workshop).get(pk=theme.pk)).data)


class Grouping(ApiView):
    """Moves notes into a theme that exists, or out of any."""

    @extend_schema(request=shapes.GroupingData, responses=shapes.ThemeOut(many=True))
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.GroupingData)
        theme = self._theme(request, data["theme"]) if data["theme"] else None
        actions.assign_notes(workshop=self.found, note_ids=data["notes"], theme=theme, by=request.user)
        return Response(shapes.ThemeOut(queries.themes_of_workshop(self.found), many=True).data)

    def _theme(self, request: Any, theme_id: int) -> Any:
        theme = queries.theme_for(request.user, theme_id=theme_id)
        if theme is None:
            raise exceptions.ValidationError({"theme": [_("There is no such theme.")]})
        return theme


class RegionActivities(ApiView):
    @extend_schema(
        parameters=[shapes.ActivityQuery],
        responses=paged(shapes.ActivityOut),
        operation_id="activities_list",
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.ActivityQuery)
        activities = queries.activities_of_region(
            self.found,
            workshop_id=asked.get("workshop"),
            standing=asked.get("standing", ""),
            domain_code=asked.get("domain", ""),
        )
        return self.page(activities, shapes.ActivityOut)

    @extend_schema(request=shapes.NewActivityData, responses={201: shapes.ActivityOut})
    def post(self, request: Any, code: str) -> Response:
        data = self.data(shapes.NewActivityData)
        named = data.pop("workshop")
        activity = actions.propose_activity(
            region=self.found,
            by=request.user,
            workshop=self._workshop(request, named) if named else None,
            theme_ids=data.pop("themes"),
            **named_lists(data, default=()),
            **data,
        )
        return Response(shapes.ActivityOut(activity).data, status=201)

    def _workshop(self, request: Any, workshop_id: int) -> Any:
        workshop = queries.workshop_for_member(request.user, workshop_id=workshop_id)
        if workshop is None or workshop.region_id != self.found.pk:
            raise exceptions.ValidationError({"workshop": [_("There is no such workshop in this region.")]})
        return workshop


class ActivityDetail(ApiView):
    @extend_schema(responses=shapes.ActivityOut)
    def get(self, request: Any, activity_id: int) -> Response:
        return Response(shapes.ActivityOut(self.found).data)

    @extend_schema(request=shapes.FicheData, responses=shapes.ActivityOut)
    def put(self, request: Any, activity_id: int) -> Response:
        data = self.data(shapes.FicheData)
        lists = named_lists(data, default=None)
        changed = actions.edit_activity(activity=self.found, by=request.user, **lists, **data)
        return Response(shapes.ActivityOut(changed).data)


def named_lists(data: dict[str, Any], *, default: Any) -> dict[str, Any]:
    """Takes the lists out of the fiche as programs write it, under the names the actions know."""
    names = {
        "domain_codes": "domains",
        "scientific_codes": "scientific_domains",
        "objective_ids": "objectives",
    }
    return {name: data.pop(written, default) for name, written in names.items()}


class WorkshopActivities(ApiView):
    @extend_schema(responses=paged(shapes.SupportedActivityOut), operation_id="workshop_activities_list")
    def get(self, request: Any, workshop_id: int) -> Response:
        return self.page(queries.activities_of_workshop(self.found), shapes.SupportedActivityOut)


class ActivitySupport(ApiView):
    """PUT supports, DELETE takes it back; repeating either changes nothing."""

    @extend_schema(request=None, responses=shapes.SupportOut)
    def put(self, request: Any, activity_id: int) -> Response:
        return self._set(request, wanted=True)

    @extend_schema(responses={200: shapes.SupportOut})
    def delete(self, request: Any, activity_id: int) -> Response:
        return self._set(request, wanted=False)

    def _set(self, request: Any, *, wanted: bool) -> Response:
        actions.set_support(activity=self.found, wanted=wanted, by=request.user)
        return Response({"activity": self.found.pk, "is_supported": wanted})
