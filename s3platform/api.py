"""The API: /api/v1/ for programs, its description and a page to try it."""

from importlib import import_module

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from foundation.policy import everyone
from s3platform.policy import everywhere
from s3platform.settings.base import APPS

_own = [import_module(f"{app}.api.urls").urlpatterns for app in APPS if app != "foundation"]

urlpatterns: list[URLPattern | URLResolver] = everywhere(
    [
        path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
        path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"),
    ],
    everyone(),
)
urlpatterns += [path("v1/", include([pattern for patterns in _own for pattern in patterns]))]
