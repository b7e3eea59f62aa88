"""Every model has a factory, and what the factories make can be stored."""

import inspect
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from tests.house.sources import APPS

# Only foundation's own functions write its records: a factory would forge what the tests are about.
OWNERS = [app for app in APPS if app != "foundation"]
MODELS = [model for app in OWNERS for model in apps.get_app_config(app).get_models()]


def _factories() -> dict[Any, Any]:
    modules = [import_module(f"tests.factories.{app}") for app in OWNERS]
    found: list[Any] = [value for module in modules for value in vars(module).values()]
    return {value._meta.model: value for value in found if _is_factory(value)}


def _is_factory(value: Any) -> bool:
    return inspect.isclass(value) and issubclass(value, DjangoModelFactory)


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_factory_whose_rows_the_database_accepts(model: Any) -> None:
    made = _factories()[model].create()
    assert model._base_manager.filter(pk=made.pk).exists()
