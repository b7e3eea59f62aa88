"""Statements and time of the pages people look at most, for the people who look at them, beside a view that does nothing."""

from collections.abc import Iterator

import django

django.setup()

from django.test import Client, override_settings  # noqa: E402  -- reason: after Django is set up
from django.urls import reverse  # noqa: E402  -- reason: as above

from accounts.models import User  # noqa: E402  -- reason: as above
from bench import empty  # noqa: E402  -- reason: as above
from bench.figures import cpu_ms, figure, statements  # noqa: E402  -- reason: as above
from discovery.models import Activity, Workshop  # noqa: E402  -- reason: as above
from priorities.models import PrioritySet, Publication  # noqa: E402  -- reason: as above

NOBODY, FACILITATOR, BUSINESS = "", "facilitator@demo.example", "business@demo.example"


def pages() -> Iterator[tuple[str, str, list[object]]]:
    """Who opens which route with which arguments, on the demonstration's fullest region."""
    publication = Publication.objects.select_related("region").earliest("pk")
    code, workshop = (
        publication.region.code,
        Workshop.objects.filter(region=publication.region).earliest("pk"),
    )
    priority_set = PrioritySet.objects.filter(region=publication.region).earliest("pk")
    round = priority_set.round
    activity = Activity.objects.filter(region=publication.region).earliest("pk")
    yield NOBODY, "home", []
    yield NOBODY, "region_list", []
    yield NOBODY, "region_detail", [code]
    yield NOBODY, "activity_list", [code]
    yield NOBODY, "activity_detail", [activity.pk]
    yield NOBODY, "publication_latest", [code]
    yield NOBODY, "publication_detail", [code, publication.number]
    yield NOBODY, "call_detail", [code]
    yield BUSINESS, "proposal_list", []
    yield FACILITATOR, "workshop_list", [code]
    yield FACILITATOR, "workshop_detail", [workshop.pk]
    yield FACILITATOR, "workshop_projector", [workshop.pk]
    yield FACILITATOR, "round_list", [code]
    yield FACILITATOR, "round_detail", [round.pk]
    yield FACILITATOR, "ranking_detail", [round.pk]
    yield FACILITATOR, "proposal_desk", [code]
    yield FACILITATOR, "set_list", [code]
    yield FACILITATOR, "set_detail", [priority_set.pk]


def measure(nothing: float, email: str, name: str, arguments: list[object]) -> None:
    browser = browser_of(email)
    address = reverse(name, args=arguments)

    def get() -> int:
        return browser.get(address, follow=True).status_code

    status = get()
    time = cpu_ms(get, 20)
    taken = (
        f"{statements(get)} st. {time:5.1f} ms {time / nothing:4.0f} x"
        if status == 200
        else f"answers {status}"
    )
    figure(f"{name} ({email.split('@')[0] or 'public'})", taken, "the same for 1 and 30 rows (in the tests)")


def browser_of(email: str) -> Client:
    browser = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
    if email:
        browser.force_login(User.objects.get(email=email))
    return browser


def main() -> None:
    browser = browser_of(FACILITATOR)
    with override_settings(ROOT_URLCONF="bench.empty"):
        nothing = cpu_ms(lambda: browser.post(empty.ADDRESS), 100)
    figure("a signed-in view that does nothing", f"{nothing:.1f} ms", "-")
    for page in pages():
        measure(nothing, *page)


if __name__ == "__main__":
    main()
