"""/sehat and the periodic command."""

import os
import signal
import subprocess
import sys
import time
from collections import namedtuple
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Session
from core import health, periodic
from core.health import beat, report
from core.models import Heartbeat
from core.registry import PERIODIC
from core.tasks import worker_beat

WELL = {"sehat": True, "basis_data": "baik", "berkala": "baik", "pekerja": "baik", "ruang_disk": "baik"}


@pytest.fixture
def own_jobs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty list of periodic jobs."""
    monkeypatch.setattr(PERIODIC, "_items", {})
    return


@pytest.mark.django_db
def test_healthy(client: Any, django_assert_num_queries: Any) -> None:
    beat("berkala")
    beat("pekerja")
    with django_assert_num_queries(1):
        response = client.get("/sehat")
    assert (response.status_code, response.json()) == (200, WELL)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["berkala", "pekerja"])
def test_a_silent_process_is_503(client: Any, name: str) -> None:
    beat("berkala")
    beat("pekerja")
    Heartbeat.objects.filter(name=name).update(at=timezone.now() - timedelta(minutes=6))
    response = client.get("/sehat")
    assert (response.status_code, response.json()) == (503, {**WELL, "sehat": False, name: "tidak terdengar"})


@pytest.mark.django_db
def test_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: usage(100, 99, 1))
    assert report()["ruang_disk"] == "hampir penuh"


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_is_told(client: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_heartbeat RENAME TO gone")
    try:
        response = client.get("/sehat")
        assert (response.status_code, response.json()["basis_data"]) == (503, "tidak menjawab")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE gone RENAME TO core_heartbeat")


@pytest.mark.django_db
def test_one_failing_job_does_not_stop_the_others(own_jobs: None, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []
    PERIODIC.register("pertama", lambda: done.append("pertama"))
    PERIODIC.register("rusak", lambda: 1 / 0)
    PERIODIC.register("ketiga", lambda: done.append("ketiga"))
    with pytest.raises(CommandError, match="Gagal: rusak"):
        call_command("berkala")
    assert done == ["pertama", "ketiga"]
    assert "Pekerjaan berkala gagal: rusak" in caplog.text
    assert Heartbeat.objects.get(name="berkala").note == "rusak"
    assert report()["berkala"] == "ada pekerjaan yang gagal"


@pytest.mark.django_db
def test_daily_sweep_runs_once_a_day(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    old = timezone.now() - timedelta(days=30)
    Session.objects.create(session_key="lama", session_data="", expire_date=old)
    periodic.sweep_daily()
    assert Session.objects.count() == 0
    Session.objects.create(session_key="lama", session_data="", expire_date=old)
    periodic.sweep_daily()
    assert Session.objects.count() == 1


@pytest.mark.django_db
def test_the_worker_is_asked_again_only_after_it_answered(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    periodic.ask_worker()
    first = Heartbeat.objects.get(name=periodic.ASKED).at
    periodic.ask_worker()
    assert Heartbeat.objects.get(name=periodic.ASKED).at == first
    worker_beat.call()
    periodic.ask_worker()
    assert Heartbeat.objects.get(name=periodic.ASKED).at > first


@pytest.mark.slow
@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts its own process on its own SQLite file")
def test_the_loop_ends_cleanly_at_term(tmp_path: Any) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "INSECURE_HTTP": "1"}
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(  # noqa: S603  our own command
        [sys.executable, "manage.py", "berkala", "--loop", "--every", "30"], env=environment, stderr=subprocess.DEVNULL
    )
    time.sleep(12)
    assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == 0
