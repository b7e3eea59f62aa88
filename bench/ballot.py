"""What one mark from a phone costs the server, through all of Django: middleware, policy, retry key, action."""

from itertools import count
from time import time_ns
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
BEGIN_AND_COMMIT = 2
AS_PHONES_SEND = "application/x-www-form-urlencoded"


def main() -> None:
    round = Round.objects.filter(state=Round.State.OPENED).earliest("pk")
    rater = RosterEntry.objects.select_related("user").filter(round=round).earliest("pk")
    phone = Client(SERVER_NAME="127.0.0.1", HTTP_X_AUTOSAVE="1")
    phone.force_login(rater.user)
    method = queries.frozen_method(round)
    address = ADDRESS.format(round.pk, method.activity_ids[0])
    marks = {field_name(criterion.code): "3" for criterion in method.judged}
    numbers = count(
        time_ns() // 1000
    )  # on the same database again, no key and no number has been there before

    def post() -> None:
        number = next(numbers)
        body = marks | {"comment": "", "sequence": str(number), "idempotency_key": f"bench-{number}"}
        answer = phone.post(address, urlencode(body), content_type=AS_PHONES_SEND)
        assert answer.status_code == 204, f"{answer.status_code} {answer.headers} {answer.content!r}"

    for _ in range(20):
        post()
    sent = statements(post)
    figure("one ballot: database statements, with begin and commit", f"{sent + BEGIN_AND_COMMIT}", "<= 9")
    ballot = cpu_ms(post, 300)
    figure("one ballot: processor time, 300 posts", f"{ballot:.1f} ms", "<= 8 ms")
    with override_settings(ROOT_URLCONF="bench.empty"):
        nothing = cpu_ms(lambda: phone.post(empty.ADDRESS), 300)
    figure("the same for a signed-in view that does nothing", f"{nothing:.1f} ms", "-")
    figure("one ballot beside a view that does nothing", f"{ballot / nothing:.1f} x", "-")
    bare = cpu_ms(lambda: empty.as_many_statements(sent), 300)
    figure("as many statements in a bare cursor, nothing else", f"{bare:.1f} ms", "-")
    figure("one ballot beside them", f"{ballot / bare:.1f} x", "-")


if __name__ == "__main__":
    main()
