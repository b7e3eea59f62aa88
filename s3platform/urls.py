"""All routes. Public pages carry the language in their address; everything else follows the person's choice."""

from importlib import import_module

from allauth.account import urls as allauth_urls
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.i18n import set_language

from accounts.urls import ALLAUTH_PAGES
from foundation.policy import Policy, everyone, route
from foundation.views import gallery, health
from s3platform.policy import everywhere
from s3platform.settings.base import APPS

set_language.policy = Policy({"POST": everyone()})  # type: ignore[attr-defined]  # -- reason: as every callback here

_account_pages = [page for page in allauth_urls.urlpatterns if page.name in ALLAUTH_PAGES]
_own = [import_module(f"{app}.urls") for app in APPS if app != "foundation"]

urlpatterns = [
    route("healthz", health, name="health", allow={"GET": everyone()}),
    path("language/", set_language, name="set_language"),
    path("account/", include(everywhere(_account_pages, everyone()))),
    path("api/", include("s3platform.api")),
    *[pattern for urls in _own for pattern in urls.urlpatterns],
]
if settings.GALLERY:
    urlpatterns.append(route("gallery/", gallery, name="gallery", allow={"GET": everyone()}))
urlpatterns += i18n_patterns(*[pattern for urls in _own for pattern in urls.public_urlpatterns])
