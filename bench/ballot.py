"""What one mark from a phone costs the server, through all of Django: middleware, policy, retry key, action."""

from itertools import count

import django

django.setup()

from django.test import Client  # noqa: E402  -- reason: after Django is set up

from assessments import queries  # noqa: E402  -- reason: as above
from assessments.forms import field_name  # noqa: E402  -- reason: as above
from assessments.models import RosterEntry, Round  # noqa: E402  -- reason: as above
from bench.figures import cpu_ms, figure, statements  # noqa: E402  -- reason: as above

ADDRESS = "/rounds/{}/ballot/{}/"


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
        answer = phone.post(address, body)
        assert answer.status_code == 204, f"{answer.status_code} {answer.headers} {answer.content!r}"

    for _ in range(20):
        post()
    figure("one ballot: database statements", f"{statements(post)}", "<= 9")
    figure("one ballot: processor time, 300 posts", f"{cpu_ms(post, 300):.1f} ms", "<= 8 ms")


if __name__ == "__main__":
    main()
