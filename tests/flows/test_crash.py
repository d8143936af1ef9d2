"""kill -9 in the middle of writing: what a citizen was told is kept, is kept; the database opens; the site answers."""

import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from musrenbang.services.rounds import create_round
from notifications.services import create_topic
from tests.conftest import DISTRICT, KERTOSARI
from tests.factories import make_user
from tests.flows.clients import TOKEN, citizen_client, session_of
from tests.voting.makers import announce, make_cycle, make_plan, make_proposals
from wilayah.models import Region

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server's own file; PostgreSQL keeps its own log"),
]
WRITERS = 4
EACH = 8  # comments of one person, below the limit of ten in ten minutes


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class House:
    """The production web server over a file of its own, as script/supervise.py starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.process = folder, free_port(), None
        self.file = folder / "db.sqlite3"
        keep = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG", "DEMO")}
        self.env = keep | {"VAR_DIR": str(folder), "INSECURE_HTTP": "1", "SECRET_KEY": settings.SECRET_KEY}

    def prepare(self) -> None:
        """Copy the committed world into the file; take the collected static files, or collect them."""
        connection.ensure_connection()
        with sqlite3.connect(self.file) as target:
            connection.connection.backup(target)
        ready = Path(settings.STATIC_ROOT)
        if (ready / "staticfiles.json").exists():
            (self.folder / "static").symlink_to(ready)
            return
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=settings.BASE_DIR, env=self.env, check=True)  # noqa: S603

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "partisipasi.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--log-level", "critical"]
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=settings.BASE_DIR, env=self.env, start_new_session=True
        )
        for _ in range(600):
            try:
                return self.ask("GET", "/sehat").read() and None
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """kill -9 of master and workers at once."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def ask(self, method: str, path: str, session: str = "", **fields: Any) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = f"{settings.CSRF_COOKIE_NAME}={TOKEN}; {settings.SESSION_COOKIE_NAME}={session}" if session else ""
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, path, urlencode(fields) if method == "POST" else None, headers)
        return line.getresponse()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.kill()


@pytest.fixture
def scene(places: None, joko: Any) -> Any:
    """A topic, an open round, and a crowd of residents who are signed in."""
    people = [make_user(f"w{n}", f"Warga {n}", home=KERTOSARI) for n in range(24)]
    topic = create_topic(kind="usulan", title="Talud", url="/usulan/", region=KERTOSARI)
    cycle, now = make_cycle(), timezone.now()
    plan = make_plan(cycle, make_proposals(cycle, people[0]), opens_at=now, closes_at=now + timedelta(days=1))
    held = announce(joko, create_round(by=joko, region=Region.objects.get(pk=DISTRICT), plan=plan))
    sessions = [(person.pk, session_of(citizen_client(person))) for person in people]
    return SimpleNamespace(topic=topic.pk, round=held.pk, sessions=sessions)


def write(house: House, scene: Any, turn: int, told: dict[str, set[Any]], stop: threading.Event) -> None:
    """One writer: comments and ballots of a share of the crowd; keeps what the server acknowledged."""
    for person, session in scene.sessions[turn::WRITERS]:
        for number in range(EACH + 1):
            if stop.is_set():
                return
            body = f"Tulisan {person} {number} {uuid.uuid4()}"
            deeds = [(f"/topik/{scene.topic}/komentar/", {"kunci": str(uuid.uuid4()), "body": body})]
            if number == 0:
                deeds = [(f"/pemungutan/{scene.round}/kirim/", {"pilihan": "1"})]
            for path, fields in deeds:
                try:
                    answer = house.ask("POST", path, session, **fields)
                    answer.read()
                except (OSError, http.client.HTTPException):
                    time.sleep(0.05)  # nothing was promised
                    continue
                assert answer.status in (302, 500, 503), answer.status
                if answer.status == 302:
                    told["ballots" if number == 0 else "comments"].add(person if number == 0 else body)


def bad_day(house: House, scene: Any, kills: int, apart: float) -> dict[str, set[Any]]:
    """Four writers while the server is killed and started again; returns what was acknowledged."""
    told: dict[str, set[Any]] = {"comments": set(), "ballots": set()}
    stop = threading.Event()
    house.prepare()
    house.start()
    writers = [threading.Thread(target=write, args=(house, scene, turn, told, stop)) for turn in range(WRITERS)]
    for writer in writers:
        writer.start()
    for _ in range(kills):
        time.sleep(apart)
        house.kill()
        house.start()
    time.sleep(apart)
    stop.set()
    for writer in writers:
        writer.join()
    return told


def check(house: House, scene: Any, told: dict[str, set[Any]]) -> None:
    """Everything told is there, nothing is half there."""
    for path in ("/pemungutan/", f"/pemungutan/{scene.round}/", "/usulan/"):
        assert house.ask("GET", path).status == 200, path
    house.kill()
    with sqlite3.connect(house.file) as data:
        assert data.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert data.execute("PRAGMA foreign_key_check").fetchall() == []
        bodies = {body for (body,) in data.execute("SELECT body FROM dialog_comment")}
        marked = "SELECT user_id FROM musrenbang_rollentry WHERE channel = 'daring'"
        voters = [voter for (voter,) in data.execute(marked)]
        live = "SELECT entry_id FROM musrenbang_envelope WHERE NOT replaced AND length(sealed) > 0"
        envelopes = {entry for (entry,) in data.execute(live)}
        (counted,) = data.execute("SELECT comment_count FROM notifications_topic WHERE id=?", [scene.topic]).fetchone()
        (traced,) = data.execute("SELECT count(*) FROM audit_entry WHERE verb='comment'").fetchone()
    assert told["comments"]
    assert told["comments"] - bodies == set(), "acknowledged and lost"
    assert told["ballots"] - set(voters) == set(), "acknowledged and lost"
    assert len(voters) == len(set(voters)) == len(envelopes)
    assert counted == traced == len(bodies)  # row, counter and trail were written together or not at all


def test_one_kill_loses_no_acknowledged_write(house: House, scene: Any) -> None:
    check(house, scene, bad_day(house, scene, kills=1, apart=1.5))


@pytest.mark.slow
def test_many_kills_lose_no_acknowledged_write(house: House, scene: Any) -> None:
    check(house, scene, bad_day(house, scene, kills=6, apart=0.9))
