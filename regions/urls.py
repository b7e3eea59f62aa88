"""Where requests enter. `public_urlpatterns` carry the language in their address, `urlpatterns` do not."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

public_urlpatterns: list[URLPattern] = []
