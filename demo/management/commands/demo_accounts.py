"""Says where the demonstration is and how to log in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils import translation

from demo.people import PASSWORD, PEOPLE
from demo.seeder import is_seeded

LOCAL = "http://127.0.0.1:8000"


class Command(BaseCommand):
    help = "Print the addresses of the demonstration and a log-in for each role."

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_seeded():
            self.stdout.write("There is no demonstration yet: `python manage.py seed_demo` makes it.")
            return
        with translation.override(settings.LANGUAGE_CODE):
            self._addresses()
            self._log_ins()

    def _addresses(self) -> None:
        base = (settings.PUBLIC_URL or LOCAL).rstrip("/")
        self.stdout.write(self.style.SUCCESS(f"\n  {base}{reverse('home')}") + "   public pages")
        self.stdout.write(f"  {base}{reverse('account_login')}   log in")
        self.stdout.write(f"  {base}{reverse('workshop_join')}   join a workshop with its code")
        self.stdout.write(f"  {base}{reverse('api_docs')}   the API\n")

    def _log_ins(self) -> None:
        self.stdout.write(f"  Password for everybody: {self.style.SUCCESS(PASSWORD)}")
        width = max(len(person.email) for person in PEOPLE)
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<{width}}   {person.comes_to}")
        self.stdout.write("")
