"""Retry-safe writes: the same key with the same body gets the first answer, with another body 422.

A key of the form "slot.sequence.random" (static/js/queue.js) also names a thing that has one value at a time, and which
value is newer: an older one that comes late changes nothing any more.

The key comes from the client: header `Idempotency-Key` or the hidden form field `idempotency_key`. The answer is stored in the
transaction of the write, so an answer exists exactly when the write does. Kept for RETENTION, then swept.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from foundation.models import StoredAnswer

RETENTION = dt.timedelta(days=7)
KEY_FIELD = "idempotency_key"
ORDERED_KEY = re.compile(r"([a-z]+(?:-[0-9]+){1,2})\.([0-9]{16})\.[0-9a-f]{16}")
SHOWN_ONCE = "is_shown_once"  # set on a response that holds a secret: it is not kept, a retry makes a new one
_KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Trigger")
# Asked at every write of a hall: written out, because composing them anew takes several times as long as asking them.
_IS_KNOWN = "SELECT id FROM foundation_storedanswer WHERE user_id = %s AND key = %s"
_KEEP = """
INSERT INTO foundation_storedanswer (user_id, key, request_digest, status, headers, body)
VALUES (%s, %s, %s, %s, %s, %s)
"""


class KeyReused(Exception):
    """The key came with another body before; nothing was done. Pages and the API answer 422, each in its own form."""

    def __init__(self) -> None:
        self.message = _("This key was already used for something else.")
        super().__init__(self.message)


def once(request: HttpRequest, call: Callable[[], HttpResponse]) -> HttpResponse:
    """Run the view, or give the stored answer of its first run. Without a key, or without a person, just run it.

    Raises KeyReused.
    """
    key, person = client_key(request), request.user
    if request.method in ("GET", "HEAD", "OPTIONS") or not key or not person.is_authenticated:
        return call()
    body = body_digest(request)
    stored = _stored(person.pk, key)
    if stored:
        return _replay(stored, body)
    try:
        return _run_and_store(person.pk, key, body, call)
    except IntegrityError:
        # Either the same request ran beside this one and won, or the view itself broke a constraint.
        stored = _stored(person.pk, key)
        if stored is None:
            raise
        return _replay(stored, body)


def client_key(request: HttpRequest) -> str:
    header = request.headers.get("Idempotency-Key", "")
    return (header or _form_field(request))[:64]


def body_digest(request: HttpRequest) -> str:
    """Method, address and content, under the site's secret: a body may hold a password (an approval).

    The anti-forgery token and the key itself do not count.
    """
    if _is_form(request):
        fields = sorted(
            (k, v) for k, v in request.POST.lists() if k not in (KEY_FIELD, "csrfmiddlewaretoken")
        )
        files = sorted((name, str(file), _file_digest(file)) for name, file in request.FILES.items())
        content = repr((fields, files)).encode()
    else:
        content = request.body
    asked = f"{request.method} {request.path}\n".encode() + content
    return salted_hmac("foundation.idempotency", asked, algorithm="sha256").hexdigest()


def _file_digest(file: Any) -> str:
    """Of the bytes: another scan may have the same name and size. The file can be read from its start again."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _form_field(request: HttpRequest) -> str:
    return request.POST.get(KEY_FIELD, "") if _is_form(request) else ""


def _is_form(request: HttpRequest) -> bool:
    kind = (request.content_type or "").partition(";")[0]
    return kind in ("application/x-www-form-urlencoded", "multipart/form-data")


def _stored(user_id: int, key: str) -> StoredAnswer | None:
    """One query where the key is new, as it is for all but retries."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_KNOWN, [user_id, key])
        if cursor.fetchone() is None:
            return None
    return StoredAnswer.objects.filter(user_id=user_id, key=key).first()


def _store(user_id: int, key: str, body: str, response: HttpResponse) -> None:
    """Raises IntegrityError where the same key came in beside this request and was first."""
    headers = {name: response[name] for name in _KEPT_HEADERS if name in response}
    status, content = response.status_code, bytes(response.content)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [user_id, key, body, status, json.dumps(headers), content])


class _Refused(Exception):
    def __init__(self, response: HttpResponse) -> None:
        self.response = response


def _run_and_store(person_id: int, key: str, body: str, call: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        with transaction.atomic():
            response = HttpResponse(status=204) if _is_outdated(person_id, key) else call()
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            if response.status_code >= 400 or response.streaming:
                raise _Refused(response)  # nothing was done: the same key may try again
            if not getattr(response, SHOWN_ONCE, False):
                _store(person_id, key, body, response)
            return response
    except _Refused as refused:
        return refused.response


def _is_outdated(person_id: int, key: str) -> bool:
    """A newer value of the same slot was stored. The person's row is the lock: nothing comes between look and write."""
    match = ORDERED_KEY.fullmatch(key)
    if match is None:
        return False
    slot, sequence = match.groups()
    people = get_user_model().objects.select_for_update(no_key=True).filter(pk=person_id)
    list(people.values_list("pk"))
    stored = StoredAnswer.objects.filter(user_id=person_id, key__startswith=f"{slot}.")
    return any(key.split(".")[1] > sequence for key in stored.values_list("key", flat=True))


def _replay(stored: StoredAnswer, body: str) -> HttpResponse:
    if stored.request_digest != body:
        raise KeyReused
    return HttpResponse(bytes(stored.body), status=stored.status, headers=stored.headers)
