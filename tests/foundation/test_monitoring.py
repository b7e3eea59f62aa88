"""Addresses for machines: what they say when all is well and when something is not."""

import datetime as dt
import io
import json
import logging

import pytest
from django.test import Client, override_settings

from foundation import clock
from foundation.models import Heartbeat
from foundation.tasks import sweep
from s3platform.settings.logs import logging_config

# Checks run in a thread with a connection of its own: it sees what is committed.
pytestmark = pytest.mark.django_db(transaction=True)


def test_ready_when_the_sweep_came_lately(client: Client) -> None:
    sweep()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert {"Database", "Storage", "Migrations", "BackgroundWork"} <= response.json()["parts"].keys()


def test_not_ready_without_background_work(client: Client) -> None:
    assert client.get("/readyz").status_code == 503  # there never was a sweep
    Heartbeat.objects.create(name="sweep", at=clock.now() - dt.timedelta(seconds=61))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "worker" in response.json()["parts"]["BackgroundWork"]
    assert response.json()["parts"]["Database"] == "ok"
    assert client.get("/healthz").status_code == 200


def test_not_ready_while_a_migration_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sweep()
    monkeypatch.setattr(
        "foundation.monitoring.checks.MigrationExecutor.migration_plan", lambda *_: [("a migration", False)]
    )
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"]["Migrations"].endswith("1 migrations are not applied")


def test_figures_exist_only_for_who_knows_the_token(client: Client) -> None:
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    with override_settings(METRICS_TOKEN="figures-please"):
        assert client.get("/metrics").status_code == 404
        assert client.get("/metrics", headers={"Authorization": "Bearer figures-pleas"}).status_code == 404
        sweep()
        response = client.get("/metrics", headers={"Authorization": "Bearer figures-please"})
    assert response.status_code == 200
    assert "s3_live_streams 0.0" in response.text
    assert "s3_sweep_age_seconds" in response.text


def test_a_record_is_one_line_of_json() -> None:
    stream = io.StringIO()
    config = logging_config("json", "INFO")
    formatter = config["formatters"]["record"]
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter["()"](**{key: value for key, value in formatter.items() if key != "()"}))
    record = logging.LogRecord("s3", logging.WARNING, __file__, 1, "two\nlines: %s", ("әқ",), None)
    handler.emit(record)
    line = stream.getvalue()
    assert line.count("\n") == 1
    assert json.loads(line) | {"event": "two\nlines: әқ", "level": "warning", "logger": "s3"} == json.loads(
        line
    )
