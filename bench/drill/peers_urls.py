"""The one address of django-eventstream's site."""

from django.urls import include, path

urlpatterns = [path("events/", include("django_eventstream.urls"), {"channels": ["drill"]})]
