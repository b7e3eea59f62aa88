"""Every model has a factory, and what the factories make can be stored."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from factory.django import DjangoModelFactory

from tests.house.sources import APPS

# Only foundation's own functions write its records: a factory would forge what the tests are about.
OWNERS = [app for app in APPS if app != "foundation"]
MODELS = [model for app in OWNERS for model in apps.get_app_config(app).get_models()]


def _factories() -> dict[Any, type[DjangoModelFactory[Any]]]:
    modules = [import_module(f"tests.factories.{app}") for app in OWNERS]
    found = [value for module in modules for value in vars(module).values()]
    factories = [
        value for value in found if isinstance(value, type) and issubclass(value, DjangoModelFactory)
    ]
    return {factory._meta.model: factory for factory in factories}


@pytest.mark.django_db
@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_factory_whose_rows_the_database_accepts(model: Any) -> None:
    made = _factories()[model].create()
    assert model._base_manager.filter(pk=made.pk).exists()
