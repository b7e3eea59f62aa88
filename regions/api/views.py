"""Regions, domains, statistics, evidence and objectives for programs: the same queries, actions and rights as the pages."""

from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from foundation.api import ApiView, paged
from regions import actions, queries
from regions.api import serializers as shapes
from regions.forms import MappingForm, mapping_as_input
from regions.registries import duties_of
from regions.sentences import FORMULAS, problem_in_words


class RegionList(ApiView):
    @extend_schema(
        parameters=[shapes.RegionQuery], responses=paged(shapes.RegionOut), operation_id="regions_list"
    )
    def get(self, request: Request) -> Response:
        asked = self.asked(shapes.RegionQuery)
        return self.page(
            queries.regions_by_name(kind=asked.get("kind", ""), country=asked.get("country", "")),
            shapes.RegionOut,
        )


class RegionDetail(ApiView):
    @extend_schema(responses=shapes.RegionOut)
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.RegionOut(self.found).data)


class RegionObservations(ApiView):
    @extend_schema(
        parameters=[shapes.ObservationQuery],
        responses=paged(shapes.ObservationOut),
        operation_id="regions_observations_list",
    )
    def get(self, request: Request, code: str) -> Response:
        asked = self.asked(shapes.ObservationQuery)
        return self.page(queries.observations_of(self.found, **asked), shapes.ObservationOut)


class DutyList(ApiView):
    """What waits for the person who asks, what is pressing first."""

    @extend_schema(responses=shapes.DutyOut(many=True))
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.DutyOut(duties_of(request.user, self.found), many=True).data)


class UntranslatedList(ApiView):
    """Texts of the region that the person who asks may translate, and the languages they are missing in."""

    @extend_schema(responses=paged(shapes.GapOut))
    def get(self, request: Request, code: str) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.gaps_for(request.user, self.found), shapes.GapOut)


class RegionEvidence(ApiView):
    """All figures of the region's page, with formulas, units and sources. 404 where no statistics are loaded."""

    @extend_schema(responses=shapes.EvidenceDocumentOut)
    def get(self, request: Request, code: str) -> Response:
        document = {
            "profile": self.found.profile,
            "formulas": {formula.value: str(words) for formula, words in FORMULAS.items()},
            "units": self.found.units,
            "sources": self.found.imports,
        }
        return Response(shapes.EvidenceDocumentOut(document).data)


class RegionStatus(ApiView):
    """Is this a raw-material region? By the region's own threshold and window."""

    @extend_schema(responses=shapes.RawMaterialStatusOut)
    def get(self, request: Request, code: str) -> Response:
        return Response(shapes.RawMaterialStatusOut(self.found.profile.status).data)


class DomainList(ApiView):
    @extend_schema(responses=paged(shapes.DomainOut), operation_id="domains_list")
    def get(self, request: Request) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.domains_by_code(), shapes.DomainOut)


class ObjectiveList(ApiView):
    @extend_schema(
        parameters=[shapes.ObjectiveQuery],
        responses=paged(shapes.ObjectiveOut),
        operation_id="objectives_list",
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.ObjectiveQuery)
        return self.page(queries.objectives_of(self.found, **asked), shapes.ObjectiveOut)

    @extend_schema(request=shapes.NewObjectiveData, responses={201: shapes.ObjectiveOut})
    def post(self, request: Any, code: str) -> Response:
        added = actions.add_objective(
            region=self.found, by=request.user, **self.data(shapes.NewObjectiveData)
        )
        return Response(shapes.ObjectiveOut(added).data, status=201)


class ObjectiveDetail(ApiView):
    @extend_schema(responses=shapes.ObjectiveOut)
    def get(self, request: Any, objective_id: int) -> Response:
        return Response(shapes.ObjectiveOut(self.found).data)

    @extend_schema(request=shapes.ObjectiveData, responses=shapes.ObjectiveOut)
    def put(self, request: Any, objective_id: int) -> Response:
        said = {"serves": self.found.serves} | self.data(shapes.ObjectiveData)
        changed = actions.edit_objective(objective=self.found, by=request.user, **said)
        return Response(shapes.ObjectiveOut(changed).data)


class ObjectiveMoves(ApiView):
    @extend_schema(request=shapes.ObjectiveMoveData, responses=shapes.ObjectiveOut)
    def post(self, request: Any, objective_id: int) -> Response:
        is_up = self.data(shapes.ObjectiveMoveData)["direction"] == "up"
        moved = actions.move_objective(objective=self.found, up=is_up, by=request.user)
        return Response(shapes.ObjectiveOut(moved).data)


class ObjectiveRetirement(ApiView):
    @extend_schema(request=shapes.RetirementData, responses=shapes.ObjectiveOut)
    def post(self, request: Any, objective_id: int) -> Response:
        reason = self.data(shapes.RetirementData)["reason"]
        retired = actions.retire_objective(objective=self.found, reason=reason, by=request.user)
        return Response(shapes.ObjectiveOut(retired).data)

    @extend_schema(request=None, responses=shapes.ObjectiveOut)
    def delete(self, request: Any, objective_id: int) -> Response:
        """Bring it back into force."""
        return Response(
            shapes.ObjectiveOut(actions.restore_objective(objective=self.found, by=request.user)).data
        )


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


class ScientificDomainList(ApiView):
    @extend_schema(responses=paged(shapes.DomainOut), operation_id="scientific_domains_list")
    def get(self, request: Any) -> Response:
        self.asked(shapes.NoQuery)
        return self.page(queries.scientific_domains(), shapes.DomainOut)


class CountryMeasures(ApiView):
    """One measure of all regions of a country: what its map shows."""

    @extend_schema(
        parameters=[shapes.MeasureQuery], responses=shapes.CountryMeasureOut, operation_id="country_measure"
    )
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.MeasureQuery)
        found = queries.country_measure(self.found, asked["measure"], asked.get("class_code", ""))
        return Response(shapes.CountryMeasureOut(found).data)


class SectorTypes(ApiView):
    """Type of sector of each domain, as the region sees it."""

    @extend_schema(responses=shapes.SectorTypesOut)
    def get(self, request: Any, code: str) -> Response:
        return Response(shapes.SectorTypesOut({"types": queries.sector_types_of(self.found)}).data)

    @extend_schema(request=shapes.SectorTypesData, responses=shapes.SectorTypesOut)
    def put(self, request: Any, code: str) -> Response:
        data = self.data(shapes.SectorTypesData)
        actions.set_sector_types(region=self.found, by=request.user, **data)
        return Response(shapes.SectorTypesOut({"types": queries.sector_types_of(self.found)}).data)


class GrowthSplit(ApiView):
    """Growth between two complete years on the same borders, split into its parts (shift-share)."""

    @extend_schema(parameters=[shapes.SplitQuery], responses=shapes.SplitOut)
    def get(self, request: Any, code: str) -> Response:
        asked = self.asked(shapes.SplitQuery)
        years = self.found.years_to_split()
        first, last = asked["first"], asked["last"]
        if first not in years or last not in years or first >= last:
            known = ", ".join(map(str, years))
            raise ValidationError({"first": [_("Choose two of these years: %s.") % known]})
        return Response(shapes.SplitOut(self.found.split(first, last)).data)
