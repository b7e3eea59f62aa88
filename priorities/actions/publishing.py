"""Publishing: from an approved set to an immutable version, and on to its correction or successor."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions import settle, tell, tell_each
from accounts.models import User
from assessments.actions import make_results_public
from assessments.models import Round
from discovery.actions import set_standing
from discovery.models import Standing
from foundation import audit, clock
from foundation.transitions import Refused, take_step
from priorities.actions.drafting import create_set, draft_set
from priorities.actions.remarking import require_answers
from priorities.actions.ruling import require_explained_rules
from priorities.actions.webhooks import announce
from priorities.models import BrokenRule, Deviation, Priority, PrioritySet, Publication
from priorities.publication import build_bundle
from priorities.queries.audiences import ideas_decided
from priorities.queries.content_digest import content_digest
from priorities.queries.open_data import (
    about_set,
    content_from_files,
    content_of,
    edition_of,
    local_date,
    verifier_bytes,
)
from priorities.queries.sets import board_of, chain_of
from regions.models import Region
from regions.queries import holders_of


@transaction.atomic
def publish_set(*, priority_set: PrioritySet, by: User) -> Publication:
    """Make the next version of the region immutable and public; the one before it is superseded."""
    # -- reason: versions of a region are numbered one after the other, also when two of its sets are ready at once
    Region.everywhere.select_for_update().get(pk=priority_set.region_id)
    published = take_step(
        priority_set,
        "publish",
        by=by,
        guards=[
            *(require_legal_act, require_answers, require_explained_rules),
            require_approvals_of_this_content,
        ],
    )
    before = Publication.objects.filter(region_id=published.region_id).order_by("-number").first()
    publication = create_publication(published, before, by)
    make_results_public(round=published.round, by=by)
    if before:
        take_step(before.priority_set, "supersede", by=by)
    tell_activities(published, before, by)
    announce(publication)
    settle(kinds=["priorities.set_approved"], about=published)
    members = holders_of(publication.region_id)
    tell(kind="priorities.set_published", people=members, about=publication, by=by)
    outcome = ideas_decided(published)
    tell_each(kind="priorities.idea_outcome", things=outcome, about=publication, by=by)
    audit.record(
        chain_of(published),
        "priorities.publish_publication",
        publication,
        by=by,
        after=publication.fingerprint,
    )
    return publication


def require_legal_act(priority_set: PrioritySet) -> None:
    if not priority_set.legal_act_number or priority_set.legal_act_date is None:
        raise Refused(
            _("Enter the number and date of the legal act first; the officials then approve it too.")
        )


def require_approvals_of_this_content(priority_set: PrioritySet) -> None:
    """What is published is what was approved, to the letter."""
    digest = content_digest(priority_set)
    matching = priority_set.approvals.filter(content_digest=digest).count()
    if matching < priority_set.approvals_needed:
        raise Refused(
            _(
                "What stands here is no longer what the officials approved. Return the set and have it approved again."
            )
        )


def create_publication(priority_set: PrioritySet, before: Publication | None, by: User) -> Publication:
    published_at = clock.now()
    number = before.number + 1 if before else 1
    kind = Publication.Kind.ERRATUM if priority_set.corrects_id else Publication.Kind.VERSION
    edition = edition_of(
        priority_set,
        number=number,
        version=version_of(priority_set, before),
        published=local_date(published_at, priority_set.region),
    )
    bundle = build_bundle(content_of(board_of(priority_set), edition=edition, verifier=verifier_bytes()))
    return Publication.objects.create(
        priority_set=priority_set,
        region_id=priority_set.region_id,
        number=number,
        kind=kind,
        replaces=before,
        content=content_from_files(bundle.files, about_set(priority_set, kind)),
        bundle=bundle.archive,
        fingerprint=bundle.fingerprint,
        published_at=published_at,
        published_by=by,
    )


def version_of(priority_set: PrioritySet, before: Publication | None) -> int:
    """A correction keeps the number of the version it corrects."""
    earlier = int(before.content["manifest"]["version"]) if before else 0
    return earlier if priority_set.corrects_id else earlier + 1


def tell_activities(priority_set: PrioritySet, before: Publication | None, by: User) -> None:
    """What is in the new set is a priority; what was only in the one before it is a former one."""
    now = set(priority_set.priorities.values_list("activity_id", flat=True))
    earlier = set(before.priority_set.priorities.values_list("activity_id", flat=True)) if before else set()
    set_standing(activity_ids=sorted(now), standing=Standing.PRIORITY, by=by)
    if earlier - now:
        set_standing(activity_ids=sorted(earlier - now), standing=Standing.FORMER, by=by)


@transaction.atomic
def start_correction(*, publication: Publication, reason: str, by: User) -> PrioritySet:
    """A draft like the published set, to mend a mistake in it: same ranking, same year, approved anew."""
    if not reason.strip():
        raise Refused(_("Please write the reason: others will read it."))
    old = require_latest(publication).priority_set
    priority_set = create_set(
        round=old.round,
        title=old.title,
        cycle=old.cycle,
        target_count=old.target_count,
        drafter=by,
        corrects=old,
        follows=old,
        revision_reason=reason.strip(),
        legal_act_number=old.legal_act_number,
        legal_act_date=old.legal_act_date,
        legal_act_scan=old.legal_act_scan.name,
        legal_act_digest=old.legal_act_digest,
    )
    copy_rows(old, priority_set)
    audit.record(
        chain_of(priority_set), "priorities.start_correction", priority_set, by=by, reason=reason.strip()
    )
    return priority_set


@transaction.atomic
def start_next_version(
    *,
    publication: Publication,
    round: Round,
    by: User,
    title: str = "",
    cycle: int | None = None,
    target_count: int | None = None,
    reason: str = "",
) -> PrioritySet:
    """A draft from a later ranking that will take the published set's place."""
    old = require_latest(publication).priority_set
    priority_set = draft_set(
        round=round,
        title=title or old.title,
        cycle=cycle or old.cycle,
        target_count=target_count or old.target_count,
        by=by,
        follows=old,
        revision_reason=reason.strip(),
    )
    audit.record(
        chain_of(priority_set), "priorities.start_next_version", priority_set, by=by, reason=reason.strip()
    )
    return priority_set


def require_latest(publication: Publication) -> Publication:
    if Publication.objects.filter(replaces=publication).exists():
        raise Refused(_("A later version has taken its place. Begin from the latest one."))
    return publication


def copy_rows(old: PrioritySet, new: PrioritySet) -> None:
    """Places and written reasons go along; who wrote them and when stays."""
    places = old.priorities.order_by("position").values(
        "activity_id", "position", "rank", "score", "review_date"
    )
    Priority.objects.bulk_create(Priority(priority_set=new, **row) for row in places)
    written = old.deviations.order_by("pk").values(
        "activity_id", "kind", "from_position", "to_position", "reason", "decided_by_id", "decided_at"
    )
    Deviation.objects.bulk_create(Deviation(priority_set=new, **row) for row in written)
    broken = old.broken_rules.values("rule_id", "reason", "written_by_id", "written_at")
    BrokenRule.objects.bulk_create(BrokenRule(priority_set=new, **row) for row in broken)
