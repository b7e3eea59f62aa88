"""Question sets, rounds and weighings; proposals; sets, remarks and publications."""

from django.utils import timezone

from accounts.models import Helix
from assessments.models import MOST_SCENARIOS, Round, Void, Wheel
from priorities.models import Involvement, PrioritySet
from tests.factories import assessments, discovery, priorities, projects
from tests.factories.accounts import OrganizationFactory
from tests.factories.regions import RegionFactory
from tests.house.growing import Ground
from tests.house.growing.workshops import FIRST


def add_frameworks(ground: Ground, rows: int) -> None:
    region = ground.region
    for number in range(FIRST, FIRST + rows):
        framework = assessments.FrameworkFactory.create(region=region)
        assessments.CriterionFactory.create(framework=framework)
        assessments.CriterionFactory.create(framework=ground.draft_framework, position=number)
        assessments.FrameworkFactory.create(region=region, key=ground.framework.key, version=number)
        assessments.WeighingFactory.create(
            region=region, framework=ground.framework, workshop=ground.workshop
        )
        assessments.WeigherFactory.create(weighing=ground.weighing)
        assessments.WheelFactory.create(region=region, workshop=ground.workshop)
        assessments.GraderFactory.create(wheel=Wheel.objects.filter(region=region, state="opened")[0])


def add_rounds(ground: Ground, rows: int) -> None:
    region, opened = ground.region, ground.round("open")
    voiding = {"region": region, "round": opened, "asked_by": ground.person("facilitator")}
    for number in range(FIRST, FIRST + rows):
        round = assessments.RoundFactory.create(
            region=region, framework=ground.framework, workshop=ground.workshop
        )
        assessments.RoundActivityFactory.create(round=round)
        scored = assessments.RoundFactory.create(
            region=region, framework=ground.framework, workshop=ground.workshop, state=Round.State.CLOSED
        )
        assessments.RankingFactory.create(round=scored)
        assessments.AnalysisFactory.create(round=scored)
        assessments.ScenarioFactory.create(round=scored)
        if (place := number - FIRST + 2) <= MOST_SCENARIOS and rows > 1:
            assessments.ScenarioFactory.create(round=ground.round("closed"), number=place)
        rater = assessments.RosterEntryFactory.create(
            round=opened, helix=list(Helix)[number % 4], organization=OrganizationFactory.create()
        )
        assessments.BallotFactory.create(rater=rater, round=opened, activity=ground.activity)
        other = assessments.RosterEntryFactory.create(round=opened)
        assessments.PaperSheetFactory.create(round=opened, rater=other, number=number)
        assessments.ConflictFactory.create(rater=other, round=opened, activity=ground.activity)
        assessments.VoidFactory.create(rater=other, **voiding)
        decided = assessments.RosterEntryFactory.create(round=opened)
        assessments.VoidFactory.create(
            rater=decided,
            state=Void.State.REJECTED,
            decided_by=ground.person("official"),
            decided_at=timezone.now(),
            **voiding,
        )
        assessments.LeftOutFactory.create(round=opened, number=number)
        assessments.OpenBoardFactory.create()


def add_proposals(ground: Ground, rows: int) -> None:
    for number in range(FIRST, FIRST + rows):
        joined = {"call": ground.call, "proposer": ground.person("proposer")}
        back = projects.ProposalFactory.create(state="returned", activity=ground.activity, **joined)
        projects.ProposalFactory.create(state="accepted", activity=ground.activity, **joined)
        projects.QuestionFactory.create(proposal=back)
        projects.QuestionFactory.create(proposal=ground.proposal, number=number)
        invited = discovery.ActivityFactory.create(region=ground.region)
        projects.CallFactory.create(region=ground.region, activity=invited)


def add_sets(ground: Ground, rows: int) -> None:
    """Sets of other years, and what was done and said about those of the world."""
    facilitator, round = ground.person("facilitator"), ground.round("closed")
    activities = list(ground.workshop.activities.order_by("pk"))
    for number in range(FIRST, FIRST + rows):
        made = priorities.PrioritySetFactory.create(
            round=round, cycle=2000 + number, drafter=facilitator, state=PrioritySet.State.SUBMITTED
        )
        elsewhere = priorities.PrioritySetFactory.create(
            round=round,
            region=RegionFactory.create(parent=ground.country),
            drafter=facilitator,
            state=PrioritySet.State.SUBMITTED,
            submitted_at=timezone.now(),
        )
        for each in (made, elsewhere):
            priorities.PriorityFactory.create(priority_set=each, activity=ground.activity)
            priorities.RemarkFactory.create(priority_set=each)
        rule = priorities.CoverRuleFactory.create(round=round, chosen_by=facilitator)
        priorities.CoverRuleFactory.create(
            round=round, dropped_late=True, dropped_reason="No longer.", dropped_at=timezone.now()
        )
        for state in ("draft", "submitted", "published"):
            about = {"priority_set": ground.set(state), "activity": activities[number % len(activities)]}
            priorities.DeviationFactory.create(decided_by=facilitator, **about)
            priorities.RemarkFactory.create(number=number, **about)
            priorities.InvolvementFactory.create(
                priority_set=ground.set(state), part=Involvement.Part.APPROVER
            )
            priorities.ApprovalFactory.create(priority_set=ground.set(state))
            priorities.BrokenRuleFactory.create(
                priority_set=ground.set(state), rule=rule, written_by=facilitator
            )


def add_publications(ground: Ground, rows: int) -> None:
    """Versions with the content of the first, told to one address and by one version to many."""
    first = ground.publication
    hook = priorities.WebhookFactory.create(region=ground.region)
    for number in range(FIRST, FIRST + rows):
        made = priorities.PrioritySetFactory.create(
            round=ground.round("closed"), cycle=2000 + number, state=PrioritySet.State.SUPERSEDED
        )
        version = priorities.PublicationFactory.create(
            priority_set=made, number=number, content=first.content, published_by=ground.person("official")
        )
        priorities.DeliveryFactory.create(publication=version, webhook=hook, state="failed")
        priorities.DeliveryFactory.create(publication=first)
