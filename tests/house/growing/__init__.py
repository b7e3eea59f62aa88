"""Rows upon rows of everything the world of the tests has, so that every list in it is as long as wanted."""

from dataclasses import dataclass
from typing import Any

from accounts.models import User
from assessments.models import Framework, Round, Weighing
from discovery.models import Activity, Cluster, Merge, Workshop
from priorities.models import PrioritySet, Publication
from projects.models import Call, Proposal
from regions.models import ObservationImport, Region
from tests.house.world import World


@dataclass(frozen=True)
class Ground:
    """Where the rows go: the things that the routes of the world are about, and whose they are."""

    world: World

    def person(self, role: str) -> User:
        found = self.world.people[role]
        assert found
        return found

    def _thing(self, model: Any, argument: str, variant: str = "") -> Any:
        return model.objects.get(pk=self.world.things[argument][variant])

    @property
    def region(self) -> Region:
        return Region.objects.get(code=self.world.things["code"][""])

    @property
    def country(self) -> Region:
        assert self.region.parent
        return self.region.parent

    @property
    def workshop(self) -> Workshop:
        return self._thing(Workshop, "workshop_id")

    @property
    def activity(self) -> Activity:
        return self._thing(Activity, "activity_id")

    @property
    def merge(self) -> Merge:
        return self._thing(Merge, "merge_id")

    @property
    def cluster(self) -> Cluster:
        return self._thing(Cluster, "cluster_id")

    @property
    def framework(self) -> Framework:
        return self._thing(Framework, "framework_id")

    @property
    def draft_framework(self) -> Framework:
        return self._thing(Framework, "framework_id", "draft")

    def round(self, state: str) -> Round:
        return self._thing(Round, "round_id", state)

    @property
    def weighing(self) -> Weighing:
        return self._thing(Weighing, "weighing_id")

    @property
    def proposal(self) -> Proposal:
        return self._thing(Proposal, "proposal_id")

    @property
    def call(self) -> Call:
        return self._thing(Call, "call_id")

    @property
    def publication(self) -> Publication:
        return self._thing(Publication, "publication_id")

    @property
    def imported(self) -> ObservationImport:
        return self._thing(ObservationImport, "import_id")

    def set(self, state: str) -> PrioritySet:
        return self._thing(PrioritySet, "set_id", state)
