"""The clock of applications: promises, pauses over weekends, holidays changed meanwhile, warnings, retention."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import TestCase

from accounts.registry import PERSONAL_DATA
from audit.models import Entry, Note
from core.seal import SigningKey
from layanan.models import Application, CaseNote, Letter, OfficeHours, OfficeSeason, RegisterEntry
from layanan.queries.cases import clock_of
from layanan.services import case_clock, case_watch, handling
from layanan.services.looks import look
from notifications.models import Notification
from tests.layanan.case_world import (
    MONDAY,
    WIB,
    WORDS,
    issued,
    make_application,
    make_service,
    make_staff,
    make_template,
)
from wilayah.models import Holiday
from wilayah.queries import forget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _monday(settings: Any) -> Any:
    settings.SEAL_KEY = SigningKey.new().line
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def staff(joko: Any) -> dict[str, Any]:
    return make_staff(joko)


@pytest.fixture
def service(places: None) -> Any:
    made = make_service()
    make_template(made)
    return made


def wib(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def fresh(case: Application) -> Application:
    return Application.objects.select_related("service").get(pk=case.pk)


def test_days_end_at_closing_time_and_minutes_count_hours(service: Any) -> None:
    days = make_application(service)
    assert fresh(days).due_at == wib("2026-11-26 15:30")
    assert fresh(days).amber_at == wib("2026-11-25 14:30")
    quick = make_application(make_service("kilat", promise_days=None, promise_minutes=240))
    assert fresh(quick).due_at == wib("2026-11-23 14:00")  # noon break left out
    none = make_application(make_service("lama", promise_days=None))
    assert (fresh(none).due_at, clock_of(none).level) == (None, "open")


def test_a_pause_over_a_weekend_moves_the_promise(service: Any, staff: dict[str, Any], ani: Any) -> None:
    case = make_application(service, applicant=ani)
    with time_machine.travel(wib("2026-11-25 10:00"), tick=False):
        handling.ask(by=staff["joko"], application=case, reason="berkas", note=WORDS)
        clock = clock_of(fresh(case))
        assert (clock.level, clock.due, clock.worked_minutes) == ("paused", None, 330 + 390 + 120)
    with time_machine.travel(wib("2026-11-30 09:00"), tick=False):
        handling.complete(by=ani, application=fresh(case))
        clock = clock_of(fresh(case))
        assert (clock.level, clock.worked_minutes, clock.elapsed_days) == ("ok", 840, 7)
        assert clock.due == wib("2026-12-01 15:30")


def test_holidays_changed_move_open_promises_and_are_logged(service: Any, staff: dict[str, Any]) -> None:
    case_clock.watch_calendar()
    ready = make_application(service)
    issued(ready, staff)
    waiting, done_due = make_application(service), fresh(ready).due_at
    Holiday.objects.create(date="2026-11-25", name="Cuti bersama", joint_leave=True)
    forget()
    assert case_clock.watch_calendar() == 1
    assert case_clock.watch_calendar() == 0
    assert fresh(waiting).due_at == wib("2026-11-27 11:30")
    assert fresh(ready).due_at == done_due
    told = Entry.objects.get(verb="retime")
    assert told.data == {"from": "2026-11-26T15:30+07:00", "to": "2026-11-27T11:30+07:00"}


def test_office_hours_and_ramadan_come_from_the_back_office(service: Any) -> None:
    season = OfficeSeason.objects.create(region_id=service.region_id, first="2026-11-24", last="2026-11-25")
    for day in range(1, 6):
        OfficeHours.objects.create(region_id=service.region_id, weekday=day, opens="08:00", closes="14:00")
        more = {"season": season, "weekday": day, "opens": "08:00", "closes": "12:00"}
        OfficeHours.objects.create(region_id=service.region_id, **more)
    case = make_application(service)
    assert fresh(case).due_at == wib("2026-11-26 14:00")
    with time_machine.travel(wib("2026-11-25 13:00"), tick=False):
        assert clock_of(fresh(case)).worked_minutes == 300 + 240 + 240


def test_amber_tells_the_officer_red_tells_above_once(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    handling.take(by=staff["joko"], application=case)
    with time_machine.travel(wib("2026-11-26 09:00"), tick=False):
        assert clock_of(fresh(case)).level == "amber"
        case_watch.run_case_clock()
        case_watch.run_case_clock()
        assert list(Notification.objects.values_list("user__username", flat=True)) == ["joko"]
    with time_machine.travel(wib("2026-11-27 09:00"), tick=False):
        assert clock_of(fresh(case)).level == "red"
        case_watch.run_case_clock()
        case_watch.run_case_clock()
    told = Notification.objects.order_by("user__username").values_list("user__username", flat=True)
    assert list(told) == ["joko", "joko", "lukman", "sari"]
    assert Entry.objects.filter(verb="escalate").count() == 1
    assert fresh(case).warned == 100


def test_what_nobody_completes_is_closed(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    handling.ask(by=staff["joko"], application=case, reason="berkas", note=WORDS)
    with time_machine.travel(MONDAY + timedelta(days=30), tick=False):
        case_watch.run_case_clock()
        assert fresh(case).state == "perlu_dilengkapi"
    with time_machine.travel(MONDAY + timedelta(days=31), tick=False):
        case_watch.run_case_clock()
        assert fresh(case).state == "dibatalkan"


def test_files_are_gone_after_their_time_and_the_register_stays(service: Any, staff: dict[str, Any], ani: Any) -> None:
    case = make_application(service, applicant=ani)
    handling.add_note(by=staff["joko"], application=case, text="Ani datang bersama ibunya.")
    letter = issued(case, staff)
    handling.hand_over(by=staff["joko"], application=case)
    storage, name = letter.stored.file.storage, letter.stored.file.name
    assert storage.exists(name)
    with time_machine.travel(MONDAY + timedelta(days=29), tick=False):
        case_watch.run_case_clock()
        assert fresh(case).erased_at is None
    with time_machine.travel(MONDAY + timedelta(days=31), tick=False), _commits():
        case_watch.run_case_clock()
    emptied = fresh(case)
    assert emptied.erased_at is not None
    assert (emptied.name, emptied.answers, bytes(emptied.sealed), bytes(emptied.contact)) == ("", {}, b"", b"")
    assert storage.exists(name) is False
    assert CaseNote.objects.count() == 0
    assert not Note.objects.exclude(text="").exists()
    left = Letter.objects.get()
    assert (left.body, left.name, left.stored) == ("", "", None)
    assert (left.number, left.digest, left.masked_name) == (letter.number, letter.digest, "An* Le*****")
    assert RegisterEntry.objects.get().digest == letter.digest


@pytest.mark.parametrize(
    ("state", "days", "gone"),
    [("ditolak", 89, False), ("ditolak", 91, True), ("siap_diambil", 364, False), ("siap_diambil", 366, True),
     ("diperiksa", 800, False), ("dibatalkan", 91, True), ("selesai", 31, True)],
)  # fmt: skip
def test_the_four_limits(service: Any, state: str, days: int, gone: bool) -> None:
    closed = MONDAY if state in ("ditolak", "dibatalkan", "selesai") else None
    case = make_application(service, state=state, received_at=MONDAY, closed_at=closed)
    with time_machine.travel(MONDAY + timedelta(days=days), tick=False):
        case_watch.run_case_clock()
    assert (fresh(case).erased_at is not None) is gone


def _commits() -> Any:
    return TestCase.captureOnCommitCallbacks(execute=True)


def test_what_is_held_of_a_person_is_handed_out_and_emptied(
    service: Any, staff: dict[str, Any], ani: Any, budi: Any
) -> None:
    room = PERSONAL_DATA.rooms["surat"]
    letter = issued(make_application(service, applicant=ani), staff)
    other = issued(make_application(service, applicant=budi, name="Budi Santoso"), staff)
    look(by=staff["joko"], application=letter.application)
    mine = room.collect(ani)
    assert [one["nomor"] for one in mine["surat"]] == [letter.number]
    assert "Ani Lestari" in mine["surat"][0]["isi"]
    assert [one["yang_dibuka"] for one in mine["data_dibuka"]] == ["Isi permohonan"]
    assert "Joko" not in str(mine)
    assert room.collect(staff["joko"])["data_yang_dibuka_sebagai_petugas"] == 1
    room.erase(ani)
    left = {one.pk: (one.body != "", one.stored_id is not None) for one in Letter.objects.all()}
    assert left == {letter.pk: (False, False), other.pk: (True, True)}
