"""Leading the hall for programs: the clock of the step, what the wall shows, who speaks, what tables chose."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from discovery import actions, queries
from discovery.api import serializers as shapes
from foundation.api import ApiView
from foundation.transitions import WrongState


class StepClock(ApiView):
    """The time of the step that runs. POST stops it, lets it go on or gives more of it."""

    @extend_schema(responses=shapes.ClockOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(clock_of(self.found))

    @extend_schema(request=shapes.ClockData, responses=shapes.ClockOut)
    def post(self, request: Any, workshop_id: int) -> Response:
        data = self.data(shapes.ClockData)
        match data.pop("action"):
            case "pause":
                held = actions.pause_step(workshop=self.found, by=request.user)
            case "resume":
                held = actions.resume_step(workshop=self.found, by=request.user)
            case _:
                held = actions.extend_step(workshop=self.found, by=request.user, **data)
        return Response(clock_of(held))


class WallScreen(ApiView):
    """PUT puts one screen on the wall instead of the step's own, until the next step."""

    @extend_schema(responses=shapes.ScreenOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(screen_on(self.found))

    @extend_schema(request=shapes.ScreenData, responses=shapes.ScreenOut)
    def put(self, request: Any, workshop_id: int) -> Response:
        screen = self.data(shapes.ScreenData)["screen"]
        return Response(screen_on(actions.show_on_wall(workshop=self.found, screen=screen, by=request.user)))


class Speaking(ApiView):
    """The speaking list. POST gives the floor, to the next in turn or to one hand; DELETE: who spoke is done."""

    @extend_schema(responses=shapes.FloorOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response(floor_in(self.found))

    @extend_schema(request=shapes.TurnData, responses=shapes.FloorOut)
    def post(self, request: Any, workshop_id: int) -> Response:
        turn = self._waiting(self.data(shapes.TurnData)["turn"])
        actions.give_floor(workshop=self.found, turn=turn, by=request.user)
        return Response(floor_in(self.found))

    @extend_schema(responses={200: shapes.FloorOut})
    def delete(self, request: Any, workshop_id: int) -> Response:
        actions.end_turn(workshop=self.found, by=request.user)
        return Response(floor_in(self.found))

    def _waiting(self, chosen: int | None) -> Any:
        """Raises WrongState for a hand that is down, or is none of this hall's."""
        if chosen is None:
            return None
        turn = next((one for one in queries.floor_of(self.found).waiting if one.pk == chosen), None)
        if turn is None:
            raise WrongState(_("This hand is down again. Please look at the list."))
        return turn


class Hand(ApiView):
    """One's own hand. PUT raises it; DELETE lowers it, or says that one has finished. Repeating changes nothing."""

    @extend_schema(responses=shapes.HandOut)
    def get(self, request: Any, workshop_id: int) -> Response:
        return Response({"hand": queries.hand_of(self.found)})

    @extend_schema(request=None, responses=shapes.HandOut)
    def put(self, request: Any, workshop_id: int) -> Response:
        return self._set(request, wanted=True)

    @extend_schema(responses={200: shapes.HandOut})
    def delete(self, request: Any, workshop_id: int) -> Response:
        return self._set(request, wanted=False)

    def _set(self, request: Any, *, wanted: bool) -> Response:
        actions.raise_hand(workshop=self.found.workshop, wanted=wanted, by=request.user)
        return Response({"hand": queries.hand_of(self.found)})


class TableChoices(ApiView):
    """What the people at each table support most, counted from their supports."""

    @extend_schema(responses=shapes.TableChoicesOut(many=True), operation_id="tables_choices")
    def get(self, request: Any, workshop_id: int) -> Response:
        rows = [
            {"table": table.pk, "number": table.number, "activities": chosen}
            for table, chosen in queries.table_choices(self.found)
        ]
        return Response(shapes.TableChoicesOut(rows, many=True).data)


def clock_of(workshop: Any) -> dict[str, Any]:
    timing = queries.timing_of(workshop)
    return dict(
        shapes.ClockOut(
            {
                "step": workshop.current_step_id,
                "run": workshop.step_run,
                "began_at": workshop.step_began_at if timing else None,
                "ends_at": timing and timing.ends_at,
                "paused_at": timing and timing.paused_at,
                "now": timing and timing.now,
                "seconds_left": timing and timing.seconds_left,
            }
        ).data
    )


def screen_on(workshop: Any) -> dict[str, Any]:
    shows = queries.screen_of(workshop).name
    return dict(shapes.ScreenOut({"screen": workshop.wall_shows, "shows": shows}).data)


def floor_in(workshop: Any) -> dict[str, Any]:
    return dict(shapes.FloorOut(queries.floor_of(workshop)).data)
