"""What one mark from a phone costs the server, through all of Django: middleware, policy, retry key, action."""

from itertools import count
from urllib.parse import urlencode

import django

django.setup()

from django.test import Client, override_settings  # noqa: E402  -- reason: after Django is set up

from assessments import queries  # noqa: E402  -- reason: as above
from assessments.forms import field_name  # noqa: E402  -- reason: as above
from assessments.models import RosterEntry, Round  # noqa: E402  -- reason: as above
from bench import empty  # noqa: E402  -- reason: as above
from bench.figures import cpu_ms, figure, statements  # noqa: E402  -- reason: as above

ADDRESS = "/rounds/{}/ballot/{}/"
AS_PHONES_SEND = "application/x-www-form-urlencoded"


def main() -> None:
    round = Round.objects.filter(state=Round.State.OPENED).earliest("pk")
    rater = RosterEntry.objects.select_related("user").filter(round=round).earliest("pk")
    phone = Client(SERVER_NAME="127.0.0.1", HTTP_X_AUTOSAVE="1")
    phone.force_login(rater.user)
    method = queries.frozen_method(round)
    address = ADDRESS.format(round.pk, method.activity_ids[0])
    marks = {field_name(criterion.code): "3" for criterion in method.judged}
    numbers = count(1000)

    def post() -> None:
        number = next(numbers)
        body = marks | {"comment": "", "sequence": str(number), "idempotency_key": f"bench-{number}"}
        answer = phone.post(address, urlencode(body), content_type=AS_PHONES_SEND)
        assert answer.status_code == 204, f"{answer.status_code} {answer.headers} {answer.content!r}"

    for _ in range(20):
        post()
    figure("one ballot: database statements", f"{statements(post)}", "<= 9")
    ballot = cpu_ms(post, 300)
    figure("one ballot: processor time, 300 posts", f"{ballot:.1f} ms", "<= 8 ms")
    with override_settings(ROOT_URLCONF="bench.empty"):
        nothing = cpu_ms(lambda: phone.post(empty.ADDRESS), 300)
    figure("the same for a signed-in view that does nothing", f"{nothing:.1f} ms", "-")
    figure("one ballot beside a view that does nothing", f"{ballot / nothing:.1f} x", "-")


if __name__ == "__main__":
    main()
