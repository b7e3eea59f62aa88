"""Asking people by letter to take a role."""

import datetime as dt
import secrets

import rules
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.actions import confirm_email
from accounts.models import User
from foundation import audit, clock, outbox
from foundation.transitions import Refused, WrongState, take_step
from regions.actions.memberships import grant_role, require_sensible
from regions.models import Invitation, Membership, Region, Role

LINK_LASTS = dt.timedelta(days=14)


@transaction.atomic
def invite_person(
    *,
    region: Region,
    email: str,
    role: Role | str,
    by: User,
    language: str,
    expires_date: dt.date | None = None,
    note: str = "",
) -> Invitation:
    """The letter leaves with the commit. The person needs no account yet."""
    role = Role(role)
    key = secrets.token_urlsafe(32)
    invitation = Invitation(
        region=region,
        email=email.strip().lower(),
        role=role,
        expires_date=expires_date,
        language=language,
        note=" ".join(note.split()),
        digest=Invitation.digest_of(key),
        valid_until=clock.now() + LINK_LASTS,
        invited_by=by,
    )
    _require_invitable(invitation, by)
    try:
        with transaction.atomic():
            invitation.save()
    except IntegrityError:
        raise Refused(
            _("This person is invited to this role already. You can send the letter again.")
        ) from None
    _send(invitation, key)
    after = audit.snapshot(invitation)
    audit.record(audit.region_chain(region.pk), "regions.invite_person", invitation, by=by, after=after)
    return invitation


def _require_invitable(invitation: Invitation, by: User) -> None:
    if not rules.has_perm("regions.change_role", by, invitation):
        raise PermissionDenied
    require_sensible(invitation.region, Role(invitation.role), invitation.expires_date)
    if invitation.email == by.email:
        raise Refused(_("Nobody gives a role to themselves. Please ask another administrator."))
    held = Membership.objects.in_force().filter(region=invitation.region, role=invitation.role)
    if held.filter(user__email=invitation.email).exists():
        raise Refused(_("This person has the role already. Its end is changed in the list of people."))


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """A new letter with a new link and a new time; the old link no longer works."""
    key = secrets.token_urlsafe(32)
    renewed = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.SENT).update(
        digest=Invitation.digest_of(key), valid_until=clock.now() + LINK_LASTS
    )
    if renewed != 1:
        raise WrongState(_("This invitation was accepted or taken back already."))
    fresh = Invitation.objects.select_related("region").get(pk=invitation.pk)
    _send(fresh, key)
    after = audit.snapshot(fresh)
    audit.record(audit.region_chain(fresh.region_id), "regions.resend_invitation", fresh, by=by, after=after)
    return fresh


def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    return take_step(invitation, "revoke", by=by)


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User) -> Membership:
    """The role is given by who invited, if they still may. The link came by letter, so the e-mail is confirmed."""

    def note_who(locked: Invitation) -> None:
        locked.accepted_by = by

    accepted = take_step(
        invitation, "accept", by=by, guards=(require_in_time, require_right_to_appoint), change=note_who
    )
    confirm_email(user=by)
    return grant_role(
        region=accepted.region,
        user=by,
        role=accepted.role,
        by=accepted.invited_by,
        expires_date=accepted.expires_date,
    )


def require_in_time(invitation: Invitation) -> None:
    if invitation.valid_until < clock.now():
        raise Refused(_("The link is too old. Please ask for a new letter."))


def require_right_to_appoint(invitation: Invitation) -> None:
    inviter = invitation.invited_by
    if not inviter.is_active or not rules.has_perm("regions.change_role", inviter, invitation):
        raise Refused(_("Who invited you may no longer give this role. Please ask for a new letter."))


def _send(invitation: Invitation, key: str) -> None:
    with translation.override(invitation.language):
        until = date_format(invitation.expires_date, "DATE_FORMAT") if invitation.expires_date else ""
        context = {
            "region": invitation.region.name,
            "role": invitation.get_role_display(),
            "until": until,
            "note": invitation.note,
            "inviter": str(invitation.invited_by),
            "path": reverse("invitation_accept", args=[key]),
            "days": LINK_LASTS.days,
        }
    outbox.post(
        to=invitation.email, template="regions/invitation", language=invitation.language, context=context
    )
