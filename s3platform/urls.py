"""All routes. Public pages carry the language in their address; everything else follows the person's choice."""

from importlib import import_module

from allauth.account import urls as account_pages
from allauth.mfa import urls as factor_pages
from allauth.socialaccount import urls as provider_pages
from allauth.socialaccount.providers.openid_connect import urls as openid_pages
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from accounts.urls import ALLAUTH_PAGES
from foundation.monitoring.views import figures, health, ready
from foundation.policy import everyone, route
from foundation.views import gallery, worker
from s3platform.policy import named_only
from s3platform.settings.base import APPS

_own = [import_module(f"{app}.urls") for app in APPS if app != "foundation"]
_pages = [pattern for urls in _own for pattern in urls.urlpatterns]
# A request is compared with one route after the other: what every phone of a hall asks all the time comes first.
OFTEN = {"ballot_save", "ballot_pulse"}

urlpatterns = [
    *[page for page in _pages if page.name in OFTEN],
    route("healthz", health, name="health", allow={"GET": everyone()}),
    route("readyz", ready, name="ready", allow={"GET": everyone()}),
    route("metrics", figures, name="metrics", allow={"GET": everyone()}),  # and asks for METRICS_TOKEN
    route("phone-worker.js", worker, name="phone_worker", allow={"GET": everyone()}),
    path("account/", include(named_only(account_pages.urlpatterns, ALLAUTH_PAGES))),
    path("account/second-factor/", include(named_only(factor_pages.urlpatterns, ALLAUTH_PAGES))),
    path("account/providers/", include(named_only(provider_pages.urlpatterns, ALLAUTH_PAGES))),
    path("account/", include(named_only(openid_pages.urlpatterns, ALLAUTH_PAGES))),
    path("api/", include("s3platform.api")),
    *[page for page in _pages if page.name not in OFTEN],
]
if settings.GALLERY:
    urlpatterns.append(route("gallery/", gallery, name="gallery", allow={"GET": everyone()}))
urlpatterns += i18n_patterns(*[pattern for urls in _own for pattern in urls.public_urlpatterns])

handler400 = "foundation.errors.bad_request"
handler403 = "foundation.errors.permission_denied"
handler404 = "foundation.errors.page_not_found"
handler500 = "foundation.errors.server_error"
