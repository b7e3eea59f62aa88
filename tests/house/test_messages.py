"""No page speaks English to a Russian reader."""

from django.core.management import call_command


def test_every_text_is_collected_and_translated() -> None:
    call_command("collect_messages", check=True)
