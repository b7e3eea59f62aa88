"""Taking one's data along, and going."""

import datetime as dt
import io
import json
import zipfile
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ApiToken, Message, Stakeholder, User
from accounts.registries import leavings, own_data
from foundation import audit, outbox
from foundation.exports import csv_bytes
from foundation.models import StoredAnswer
from foundation.transitions import Refused


@transaction.atomic
def export_own_data(*, by: User) -> bytes:
    """A ZIP with everything stored about the person: data.json, and each table as CSV."""
    tables = {table.name: [tuple(row) for row in table.rows(by)] for table in own_data()}
    columns = {table.name: table.columns for table in own_data()}
    as_json = {
        name: [dict(zip(columns[name], map(_plain, row), strict=True)) for row in rows]
        for name, rows in tables.items()
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", json.dumps(as_json, ensure_ascii=False, indent=1))
        for name, rows in tables.items():
            archive.writestr(
                f"{name}.csv", csv_bytes(columns[name], [[_plain(c) for c in row] for row in rows])
            )
    audit.record(audit.PLATFORM, "accounts.export_own_data", by, by=by)
    return target.getvalue()


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.datetime | dt.date):
        return cell.isoformat()
    return cell if cell is None or isinstance(cell, bool | int | str) else str(cell)


def obstacles_to_leaving(user: User) -> list[str]:
    """Why this person cannot go yet; empty where nothing stands in the way."""
    return [sentence for leaving in leavings() for sentence in leaving.obstacles(user)]


@transaction.atomic
def close_account(*, by: User) -> User:
    """The person goes: no name, no e-mail, no way in. What they contributed stays without them; the audit chain holds
    their number only and stays valid. Whoever calls this has asked who sits there (prove_presence).
    """
    locked = User.objects.select_for_update().get(pk=by.pk)
    if not locked.is_active:
        raise Refused(_("This account is closed."))
    in_the_way = obstacles_to_leaving(locked)
    if in_the_way:
        raise Refused(" ".join(in_the_way))
    for leaving in leavings():
        leaving.say_goodbye(locked)
    for session in UserSession.objects.filter(user=locked):
        session.end()
    theirs_alone: tuple[Any, ...] = (
        *(EmailAddress, SocialAccount, Authenticator),
        *(ApiToken, Stakeholder, Message),
    )
    for theirs in theirs_alone:
        theirs.objects.filter(user=locked).delete()
    StoredAnswer.objects.filter(user_id=locked.pk).delete()
    if locked.email:
        outbox.forget_address(locked.email)
    locked.email, locked.name, locked.language, locked.is_active = None, "", "", False
    locked.is_staff = locked.is_superuser = False
    locked.set_unusable_password()
    locked.save()
    audit.record(audit.PLATFORM, "accounts.close_account", locked, by=locked)
    return locked
