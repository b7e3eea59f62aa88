"""The people of the demonstration, and the command that tells how to log in."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from demo.people import PASSWORD, PEOPLE, create_cast
from regions.models import Membership, RegionKind, Role
from tests.factories.discovery import WorkshopFactory
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db


def told() -> str:
    output = StringIO()
    call_command("demo_accounts", stdout=output)
    return output.getvalue()


def test_everybody_has_their_role_and_the_printed_password() -> None:
    country = RegionFactory.create(kind=RegionKind.COUNTRY)
    regions = RegionFactory.create_batch(2, parent=country)
    cast = create_cast([region.code for region in regions])
    held = set(Membership.objects.values_list("user__email", "region__code", "role"))
    codes = [region.code for region in regions]
    expected = {
        (person.email, code, str(person.role))
        for person in PEOPLE
        if person.role
        for code in ([country.code] if person.role == Role.MINISTRY else codes)
    }
    assert held == expected
    assert [official.email for official in cast.officials] == [
        "official1@demo.example",
        "official2@demo.example",
    ]
    assert all(Client().login(email=person.email, password=PASSWORD) for person in PEOPLE)


def test_the_cast_enters_once() -> None:
    region = RegionFactory.create(parent=RegionFactory.create(kind=RegionKind.COUNTRY))
    assert create_cast([region.code]) == create_cast([region.code])
    assert User.objects.count() == len(PEOPLE)


def test_the_command_tells_addresses_and_log_ins_once_there_is_something_to_see() -> None:
    assert "seed_demo" in told()
    WorkshopFactory.create(is_demonstration=True)
    text = told()
    assert PASSWORD in text
    assert [person.email for person in PEOPLE if person.email not in text] == []
    assert "/account/login/" in text
