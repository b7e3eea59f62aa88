"""Unmistakable words in every field that is not for everybody, to be found again wherever they come out."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.models import User
from assessments.actions import record_ballot
from assessments.models import Ballot, Round
from discovery.models import Invitation as HallInvitation
from discovery.models import Participant, Step, Workshop
from priorities.models import Deviation, PrioritySet, Remark, Webhook
from projects.models import Proposal
from regions.models import Invitation
from tests.house.world import World

MARK = "canary-"


@dataclass(frozen=True)
class Canary:
    """`where`: what a reader of the table understands. The word itself is `MARK` and the name."""

    name: str
    where: str

    @property
    def word(self) -> str:
        return MARK + self.name


CANARIES = tuple(
    Canary(name, where)
    for name, where in (
        ("proposal-note", "the confidential note of a proposal"),
        ("participant-mail", "the e-mail of a participant"),
        ("participant-name", "the name of a participant"),
        ("proposer-mail", "the e-mail of a proposer"),
        ("official-mail", "the e-mail of an official"),
        ("ballot-comment", "a comment on a ballot of an open round"),
        ("mood-comment", "a comment on a ballot of an indicative round that is open"),
        ("counted-comment", "a comment on a ballot of a closed round"),
        ("step-note", "the facilitators' own note on a step"),
        ("hall-invitation", "the e-mail of somebody invited to a workshop"),
        ("role-invitation", "the e-mail of somebody invited to a role"),
        ("remark", "a question of an official about a set"),
        ("draft-title", "the title of a draft set"),
        ("draft-reason", "a reason in a draft set"),
        ("webhook-secret", "the secret of a webhook"),
        ("webhook-address", "the address of a webhook"),
    )
)


def plant(world: World) -> None:
    """Into the world as it stands, without the ways people use: only the words matter here."""
    things = {name: next(iter(variants.values())) for name, variants in world.things.items()}
    people = {name: person for name, person in world.people.items() if person}
    Proposal.objects.filter(pk=things["proposal_id"]).update(confidential_note=MARK + "proposal-note")
    User.objects.filter(pk=people["participant"].pk).update(name=MARK + "participant-name")
    # Another one than the participant of the table, who stays a guest.
    claimed = Participant.objects.exclude(user=people["participant"]).order_by("pk")[0].user_id
    User.objects.filter(pk=claimed).update(email=f"{MARK}participant-mail@example.org")
    User.objects.filter(pk=people["proposer"].pk).update(email=f"{MARK}proposer-mail@example.org")
    User.objects.filter(pk=people["official"].pk).update(email=f"{MARK}official-mail@example.org")
    Ballot.objects.update(comment=MARK + "counted-comment")
    Ballot.objects.filter(round=world.things["round_id"]["indicative"]).update(comment=MARK + "mood-comment")
    opened = Round.objects.get(pk=world.things["round_id"]["open"])
    record_ballot(
        round=opened,
        activity_id=opened.entries.values_list("activity_id", flat=True)[0],
        marks={},
        comment=MARK + "ballot-comment",
        by=people["participant"],
    )
    Step.objects.update(note=MARK + "step-note")
    HallInvitation.objects.create(
        workshop=Workshop.objects.get(pk=things["workshop_id"]),
        email=f"{MARK}hall-invitation@example.org",
        invited_by=people["facilitator"],
    )
    Invitation.objects.update(email=f"{MARK}role-invitation@example.org")
    Remark.objects.update(text=MARK + "remark")
    draft = PrioritySet.objects.get(pk=world.things["set_id"]["draft"])
    PrioritySet.objects.filter(pk=draft.pk).update(title=MARK + "draft-title")
    Deviation.objects.create(
        priority_set=draft,
        activity=draft.priorities.all()[0].activity,
        kind=Deviation.Kind.MOVED,
        reason=MARK + "draft-reason",
        decided_by=people["facilitator"],
    )
    Webhook.objects.update(
        secret=MARK + "webhook-secret", address=f"https://example.org/{MARK}webhook-address"
    )
    for person in people.values():
        person.refresh_from_db()


def seen_in(content: bytes) -> set[str]:
    """Names of the canaries in an answer; files that are archives (sheets, documents, bundles) are opened."""
    return {canary.name for canary in CANARIES for text in texts_of(content) if canary.word.encode() in text}


def texts_of(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from texts_of(archive.read(name))
