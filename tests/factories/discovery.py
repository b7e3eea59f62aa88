"""Workshops and what comes out of them."""

import datetime as dt
from decimal import Decimal

from factory import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from accounts.models import Helix
from discovery.models import (
    Activity,
    ActivityVersion,
    Actor,
    BalanceTarget,
    Cluster,
    ClusterLink,
    ClusterMember,
    ConsentText,
    District,
    EnteredTranslation,
    ImportedOrganization,
    ImportedStakeholder,
    Invitation,
    Merge,
    MergeAnswer,
    MergeMember,
    Minutes,
    Note,
    NoteCard,
    PaperSeat,
    Participant,
    RegisterImport,
    Rehearsal,
    Shortlist,
    ShortlistEntry,
    SpeakingTurn,
    Step,
    StepKind,
    StepRun,
    Support,
    Table,
    Theme,
    Ticket,
    WildCard,
    Workshop,
    WorkshopKind,
    WorkshopTemplate,
)
from discovery.models.codes import link_digest, link_token, new_nonce, ticket_token
from discovery.models.serials import check_digit
from tests.factories.accounts import GuestFactory, OrganizationFactory, StakeholderFactory, UserFactory
from tests.factories.regions import RegionFactory


class WorkshopFactory(DjangoModelFactory[Workshop]):
    class Meta:
        model = Workshop

    region = SubFactory(RegionFactory)
    title = Sequence(lambda n: f"Workshop {n}")
    code = Sequence(lambda n: f"{n:08d}".translate(str.maketrans("0189", "ABCD")))
    state = Workshop.State.OPENED
    held_date = dt.date(2026, 11, 20)
    created_by = SubFactory(UserFactory)


class StepFactory(DjangoModelFactory[Step]):
    class Meta:
        model = Step

    workshop = SubFactory(WorkshopFactory)
    kind = StepKind.PROPOSE
    position = Sequence(lambda n: n)


class ParticipantFactory(DjangoModelFactory[Participant]):
    class Meta:
        model = Participant

    workshop = SubFactory(WorkshopFactory)
    user = SubFactory(GuestFactory)
    helix = Helix.SCIENCE
    organization = SubFactory(OrganizationFactory)
    confirmed_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


class ActivityFactory(DjangoModelFactory[Activity]):
    class Meta:
        model = Activity

    region = SubFactory(RegionFactory)
    title_en = Sequence(lambda n: f"Activity {n}")
    is_activity = True
    created_by = SubFactory(UserFactory)


class ThemeFactory(DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    workshop = SubFactory(WorkshopFactory)
    title = Sequence(lambda n: f"Theme {n}")


class NoteFactory(DjangoModelFactory[Note]):
    class Meta:
        model = Note

    participant = SubFactory(ParticipantFactory)
    workshop = LazyAttribute(lambda note: note.participant.workshop)
    text = Sequence(lambda n: f"Idea {n}")


class SupportFactory(DjangoModelFactory[Support]):
    class Meta:
        model = Support

    participant = SubFactory(ParticipantFactory)
    activity = LazyAttribute(
        lambda support: ActivityFactory.create(
            region=support.participant.workshop.region, workshop=support.participant.workshop
        )
    )


class ActorFactory(DjangoModelFactory[Actor]):
    class Meta:
        model = Actor

    activity = SubFactory(ActivityFactory)
    organization = SubFactory(OrganizationFactory)


class ActivityVersionFactory(DjangoModelFactory[ActivityVersion]):
    class Meta:
        model = ActivityVersion

    activity = SubFactory(ActivityFactory)
    number = Sequence(lambda n: n + 1)
    document: dict[str, object] = {}


class EnteredTranslationFactory(DjangoModelFactory[EnteredTranslation]):
    class Meta:
        model = EnteredTranslation

    activity = SubFactory(ActivityFactory)
    language = "kk"
    translated_by = SubFactory(UserFactory)


class MergeFactory(DjangoModelFactory[Merge]):
    class Meta:
        model = Merge

    region = SubFactory(RegionFactory)
    is_new = True
    title = Sequence(lambda n: f"Merged {n}")
    reason = "They mean the same"
    answer_by = dt.datetime(2126, 11, 20, 9, tzinfo=dt.UTC)
    proposed_by = SubFactory(UserFactory)


class MergeMemberFactory(DjangoModelFactory[MergeMember]):
    class Meta:
        model = MergeMember

    merge = SubFactory(MergeFactory)
    activity = LazyAttribute(lambda member: ActivityFactory.create(region=member.merge.region))


class MergeAnswerFactory(DjangoModelFactory[MergeAnswer]):
    class Meta:
        model = MergeAnswer

    merge = SubFactory(MergeFactory)
    person = SubFactory(UserFactory)


class DistrictFactory(DjangoModelFactory[District]):
    class Meta:
        model = District

    region = SubFactory(RegionFactory)
    name = Sequence(lambda n: f"District {n}")


class ClusterFactory(DjangoModelFactory[Cluster]):
    class Meta:
        model = Cluster

    region = SubFactory(RegionFactory)
    name_en = Sequence(lambda n: f"Cluster {n}")
    created_by = SubFactory(UserFactory)


class ClusterMemberFactory(DjangoModelFactory[ClusterMember]):
    class Meta:
        model = ClusterMember

    cluster = SubFactory(ClusterFactory)
    organization = SubFactory(OrganizationFactory)


class ClusterLinkFactory(DjangoModelFactory[ClusterLink]):
    class Meta:
        model = ClusterLink

    cluster = SubFactory(ClusterFactory)
    other = SubFactory(ClusterFactory)
    kind = "supplies"


class ConsentTextFactory(DjangoModelFactory[ConsentText]):
    class Meta:
        model = ConsentText

    region = SubFactory(RegionFactory)
    version = Sequence(lambda n: n)
    text_en = "Your idea is public, your name is not."
    created_by = SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    workshop = SubFactory(WorkshopFactory)
    email = Sequence(lambda n: f"invited{n}@example.org")
    invited_by = SubFactory(UserFactory)
    nonce = LazyAttribute(lambda invitation: new_nonce())
    digest = LazyAttribute(lambda invitation: link_digest(link_token(invitation.nonce)))


class WorkshopTemplateFactory(DjangoModelFactory[WorkshopTemplate]):
    class Meta:
        model = WorkshopTemplate

    region = SubFactory(RegionFactory)
    title = Sequence(lambda n: f"Template {n}")
    kind = WorkshopKind.OUTREACH
    steps = LazyAttribute(lambda template: [{"kind": "propose", "minutes": 20}])
    created_by = SubFactory(UserFactory)


class TableFactory(DjangoModelFactory[Table]):
    class Meta:
        model = Table

    workshop = SubFactory(WorkshopFactory)
    number = Sequence(lambda n: n + 1)


class SpeakingTurnFactory(DjangoModelFactory[SpeakingTurn]):
    class Meta:
        model = SpeakingTurn

    participant = SubFactory(ParticipantFactory)
    workshop = LazyAttribute(lambda turn: turn.participant.workshop)


class ShortlistFactory(DjangoModelFactory[Shortlist]):
    class Meta:
        model = Shortlist

    workshop = SubFactory(WorkshopFactory)
    confirmed_by = SubFactory(UserFactory)


class ShortlistEntryFactory(DjangoModelFactory[ShortlistEntry]):
    class Meta:
        model = ShortlistEntry

    shortlist = SubFactory(ShortlistFactory)
    activity = SubFactory(ActivityFactory)
    position = Sequence(lambda n: n + 1)
    way = "support"
    share = Decimal("0.500000")


class WildCardFactory(DjangoModelFactory[WildCard]):
    class Meta:
        model = WildCard

    participant = SubFactory(ParticipantFactory)
    activity = SubFactory(ActivityFactory)


class PaperSeatFactory(DjangoModelFactory[PaperSeat]):
    class Meta:
        model = PaperSeat

    participant = SubFactory(ParticipantFactory)
    seated_by = SubFactory(UserFactory)


class NoteCardFactory(DjangoModelFactory[NoteCard]):
    class Meta:
        model = NoteCard

    workshop = SubFactory(WorkshopFactory)
    code = Sequence(lambda n: f"{n:06d}{check_digit(f'{n:06d}')}")
    printed_by = SubFactory(UserFactory)


class StepRunFactory(DjangoModelFactory[StepRun]):
    class Meta:
        model = StepRun

    step = SubFactory(StepFactory)
    workshop = LazyAttribute(lambda run: run.step.workshop)


class MinutesFactory(DjangoModelFactory[Minutes]):
    class Meta:
        model = Minutes

    workshop = SubFactory(WorkshopFactory)
    number = 1
    document = LazyAttribute(
        lambda minutes: {language: {"title": "Minutes", "sections": []} for language in ("en", "ru", "kk")}
    )
    digest = "0" * 64
    written_by = SubFactory(UserFactory)


class RegisterImportFactory(DjangoModelFactory[RegisterImport]):
    class Meta:
        model = RegisterImport

    region = SubFactory(RegionFactory)
    kind = RegisterImport.Kind.ORGANIZATIONS
    file_name = Sequence(lambda n: f"organizations-{n}.xlsx")
    file_digest = "0" * 64
    imported_by = SubFactory(UserFactory)


class ImportedOrganizationFactory(DjangoModelFactory[ImportedOrganization]):
    class Meta:
        model = ImportedOrganization

    brought_by = SubFactory(RegisterImportFactory)
    organization = SubFactory(OrganizationFactory)


class ImportedStakeholderFactory(DjangoModelFactory[ImportedStakeholder]):
    class Meta:
        model = ImportedStakeholder

    brought_by = SubFactory(RegisterImportFactory)
    stakeholder = SubFactory(StakeholderFactory)


class TicketFactory(DjangoModelFactory[Ticket]):
    class Meta:
        model = Ticket

    workshop = SubFactory(WorkshopFactory)
    number = Sequence(lambda n: 1000 + n)
    organization = SubFactory(OrganizationFactory)
    digest = LazyAttribute(lambda ticket: link_digest(ticket_token(ticket.nonce)))
    nonce = LazyFunction(new_nonce)
    issued_by = SubFactory(UserFactory)


class BalanceTargetFactory(DjangoModelFactory[BalanceTarget]):
    class Meta:
        model = BalanceTarget

    workshop = SubFactory(WorkshopFactory)
    dimension = "district"
    key = Sequence(lambda n: f"{n}")
    number = 5


class RehearsalFactory(DjangoModelFactory[Rehearsal]):
    class Meta:
        model = Rehearsal

    workshop = SubFactory(WorkshopFactory)
    copy = SubFactory(WorkshopFactory)
    people = 40
    asked_by = SubFactory(UserFactory)
