"""One route that does nothing for people who are signed in: what Django itself costs, to compare with."""

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from foundation.policy import route, signed_in

ADDRESS = "/empty/"


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


def as_many_statements(number: int) -> None:
    """The least that they can cost from Python: a transaction of statements that ask nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        for _ in range(number):
            cursor.execute("SELECT 1")


urlpatterns = [route(ADDRESS.strip("/") + "/", nothing, name="empty", allow={"POST": signed_in()})]
