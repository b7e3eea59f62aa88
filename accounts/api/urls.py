"""Where programs enter: everything here stands under /api/v1/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
