"""News about roles, as people read them in their inbox."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Topic
from accounts.registries import MessageKind
from regions.models import Region, Role

REGION = {"about": Region.everywhere.all()}


def _given(about: Any, role: str) -> str:
    return _("You have a new role in %(region)s: %(role)s") % {"region": about, "role": Role(role).label}


def _taken(about: Any, role: str) -> str:
    return _("You no longer have this role in %(region)s: %(role)s") % {
        "region": about,
        "role": Role(role).label,
    }


def _ending(about: Any, role: str, day: str) -> str:
    return _("Your role in %(region)s ends on %(day)s: %(role)s") % _ends(about, role, day)


def _ending_there(about: Any, role: str, day: str) -> str:
    return _("A role in %(region)s ends on %(day)s: %(role)s. Extend it if the person goes on.") % _ends(
        about, role, day
    )


def _ends(about: Any, role: str, day: str) -> dict[str, Any]:
    return {
        "region": about,
        "role": Role(role).label,
        "day": date_format(dt.date.fromisoformat(day), "DATE_FORMAT"),
    }


def _desk(about: Any, **_more: Any) -> str:
    return reverse("region_desk", args=[about.code])


def _account(about: Any, **_more: Any) -> str:
    return reverse("account_home")


def _people(about: Any, **_more: Any) -> str:
    return reverse("region_people", args=[about.code])


MESSAGES = (
    MessageKind("regions.role_given", Topic.ROLES, _given, _desk, REGION),
    MessageKind("regions.role_taken", Topic.ROLES, _taken, _account, REGION),
    MessageKind("regions.role_ending", Topic.ROLES, _ending, _desk, REGION),
    MessageKind("regions.role_ending_there", Topic.ROLES, _ending_there, _people, REGION),
)
