"""One route that does nothing for people who are signed in: what Django itself costs, to compare with."""

from django.http import HttpRequest, HttpResponse

from foundation.policy import route, signed_in

ADDRESS = "/empty/"


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [route(ADDRESS.strip("/") + "/", nothing, name="empty", allow={"POST": signed_in()})]
