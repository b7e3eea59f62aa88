"""Workshops and what comes out of them."""

from accounts.models import Helix
from tests.factories import discovery
from tests.factories.accounts import OrganizationFactory
from tests.house.growing import Ground

FIRST = 100  # numbers that no row of the world has


def add_workshops(ground: Ground, rows: int) -> None:
    region, facilitator = ground.region, ground.person("facilitator")
    discovery.MinutesFactory.create(workshop=ground.workshop, number=1, written_by=facilitator)
    for number in range(FIRST, FIRST + rows):
        held = discovery.WorkshopFactory.create(region=region)
        discovery.ParticipantFactory.create(workshop=held, user=ground.person("participant"))
        discovery.WorkshopTemplateFactory.create(region=region, title=f"Grown {number}")
        discovery.ConsentTextFactory.create(region=region, version=number, created_by=facilitator)
        discovery.MinutesFactory.create(workshop=ground.workshop, number=number, written_by=facilitator)
        imported = discovery.RegisterImportFactory.create(region=region, imported_by=facilitator)
        discovery.ImportedOrganizationFactory.create(brought_by=imported)
        discovery.ImportedStakeholderFactory.create(brought_by=imported)


def add_hall(ground: Ground, rows: int) -> None:
    workshop = ground.workshop
    shortlist = discovery.ShortlistFactory.create(workshop=workshop)
    for number in range(FIRST, FIRST + rows):
        step = discovery.StepFactory.create(workshop=workshop, position=number)
        discovery.StepRunFactory.create(step=step)
        table = discovery.TableFactory.create(workshop=workshop, number=number)
        person = discovery.ParticipantFactory.create(
            workshop=workshop, table=table, helix=list(Helix)[number % 4]
        )
        waiting = discovery.ParticipantFactory.create(workshop=workshop, confirmed_at=None)
        on_paper = discovery.ParticipantFactory.create(workshop=workshop, helix=list(Helix)[number % 4])
        discovery.PaperSeatFactory.create(participant=on_paper, seated_by=ground.person("facilitator"))
        discovery.NoteCardFactory.create(workshop=workshop, printed_by=ground.person("facilitator"))
        discovery.WildCardFactory.create(participant=person, activity=ground.activity)
        discovery.SpeakingTurnFactory.create(participant=person)
        discovery.SupportFactory.create(participant=person, activity=ground.activity)
        discovery.InvitationFactory.create(workshop=workshop, organization=OrganizationFactory.create())
        discovery.InvitationFactory.create(workshop=workshop, participant=waiting)
        discovery.TicketFactory.create(workshop=workshop, number=number)
        place = discovery.DistrictFactory.create(region=ground.region, name=f"Hall {number}")
        discovery.BalanceTargetFactory.create(workshop=workshop, key=str(place.pk))
        discovery.RehearsalFactory.create()
        idea = discovery.ActivityFactory.create(region=ground.region, workshop=workshop)
        discovery.ShortlistEntryFactory.create(shortlist=shortlist, activity=idea, position=number)


def add_notes(ground: Ground, rows: int) -> None:
    """Notes of one theme, of none, and of the participant; themes merged into it and of one activity."""
    workshop, people = ground.workshop, list(ground.workshop.participants.all())
    theme = workshop.themes.get(pk=ground.world.things["theme_id"][""])
    asker = ground.person("participant").participations.get(workshop=workshop)
    for number in range(rows):
        author = people[number % len(people)]
        discovery.NoteFactory.create(participant=author, theme=theme)
        discovery.NoteFactory.create(participant=author)
        discovery.NoteFactory.create(participant=asker)
        merged = discovery.ThemeFactory.create(workshop=workshop, merged_into=theme)
        discovery.NoteFactory.create(participant=author, theme=merged)
        named = discovery.ThemeFactory.create(workshop=workshop, activity=ground.activity)
        discovery.NoteFactory.create(participant=author, theme=named)


def add_fiche(ground: Ground, rows: int) -> None:
    """What one activity is described by, and activities beside it."""
    activity, facilitator = ground.activity, ground.person("facilitator")
    for number in range(FIRST, FIRST + rows):
        discovery.ActorFactory.create(activity=activity)
        discovery.ActivityVersionFactory.create(
            activity=activity, number=number, document={"title_en": str(number)}, changed_by=facilitator
        )
        beside = discovery.ActivityFactory.create(region=ground.region, created_by=facilitator)
        discovery.ActorFactory.create(activity=beside)
        discovery.EnteredTranslationFactory.create(activity=beside, translated_by=facilitator)
        discovery.ActivityFactory.create(region=ground.region, merged_into=activity)


def add_merges(ground: Ground, rows: int) -> None:
    region, facilitator = ground.region, ground.person("facilitator")
    for _number in range(rows):
        proposed = discovery.MergeFactory.create(region=region, proposed_by=facilitator)
        discovery.MergeMemberFactory.create_batch(2, merge=proposed)
        discovery.MergeAnswerFactory.create(merge=proposed, person=ground.person("participant"))
        joined = discovery.MergeMemberFactory.create(merge=ground.merge).activity
        discovery.ActivityFactory.create(region=region, merged_into=joined)
        discovery.MergeAnswerFactory.create(merge=ground.merge)


def add_clusters(ground: Ground, rows: int) -> None:
    region, cluster = ground.region, ground.cluster
    for number in range(rows):
        other = discovery.ClusterFactory.create(region=region, coordinator=OrganizationFactory.create())
        other.districts.add(discovery.DistrictFactory.create(region=region, name=f"Grown {number}"))
        other.activities.add(ground.activity)
        member = discovery.ClusterMemberFactory.create(cluster=cluster)
        discovery.ClusterMemberFactory.create(cluster=other, organization=member.organization)
        discovery.ClusterLinkFactory.create(cluster=cluster, other=other)
        discovery.ClusterLinkFactory.create(cluster=other, other=cluster)
        cluster.districts.add(other.districts.get())
        cluster.activities.add(discovery.ActivityFactory.create(region=region))
