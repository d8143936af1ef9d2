"""Taking attendance: once is once, in any order, on any phone; what the sums say."""

import itertools
import json
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from acara import services
from acara.codes import new_code, qr, read_code, spaced
from acara.models import Attendance, CheckIn, Registration
from acara.queries import attendance_summary
from acara.services.clock import forget_contacts
from core.states import StateError
from tests.acara.conftest import announced, starting
from tests.factories import desk_login

pytestmark = pytest.mark.django_db


def who(name: str = "Siti Aminah", **more: Any) -> services.Details:
    return services.Details(name=name, **more)


def test_a_code_is_read_as_people_type_it() -> None:
    code = new_code()
    assert read_code(f" {spaced(code).lower()} ") == code
    assert read_code(code[:-1] + ("2" if code[-1] != "2" else "3")) == ""
    assert read_code("") == read_code("12345") == read_code("O" * 12) == ""
    assert "<svg" in qr(code)
    assert "style=" not in qr(code)


def test_a_ticket_scanned_twice_counts_once_and_says_so(citra: Any, ani: Any) -> None:
    event = starting(citra)
    mine = services.register(by=ani, event=event, places=3)
    first = services.check_in(by=citra, event=event, code=mine.code)
    again = services.check_in(by=citra, event=event, code=mine.code_spaced)
    assert (first.first, again.first) == (True, False)
    assert first.attendance == again.attendance
    assert (first.attendance.how, first.attendance.companions) == ("qr", 2)
    assert attendance_summary(event).total == 3


def test_wrong_codes_are_refused_in_words(citra: Any, ani: Any) -> None:
    event, other = starting(citra), starting(citra)
    mine = services.register(by=ani, event=other)
    for code, words in ((mine.code, "acara lain"), (new_code(), "tidak ada dalam daftar"), ("SALAH", "salah ketik")):
        with pytest.raises(ValidationError, match=words):
            services.check_in(by=citra, event=event, code=code)
    services.withdraw(by=ani, registration=mine)
    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        services.check_in(by=citra, event=other, code=mine.code)
    assert Attendance.objects.count() == 0


def test_attendance_is_taken_near_the_event_until_it_is_locked(citra: Any) -> None:
    event = announced(citra)
    with pytest.raises(StateError):
        services.check_in(by=citra, event=event, guest=who())
    with time_machine.travel(event.ends_at + timedelta(days=3), tick=False):
        services.check_in(by=citra, event=event, guest=who())
        services.hold_event(by=citra, event=event)
        with pytest.raises(StateError, match="dikunci"):
            services.check_in(by=citra, event=event, guest=who("Bu Tini"))
        services.unlock_event(by=citra, event=event, note="Satu lembar kertas tertinggal di balai.")
        services.check_in(by=citra, event=event, guest=who("Bu Tini"))
    assert attendance_summary(event).total == 2


def test_who_may_take_attendance(citra: Any, indra: Any, ani: Any, fajar: Any, eko: Any) -> None:
    event = starting(citra)
    for other in (indra, ani, eko):
        with pytest.raises(PermissionDenied):
            services.check_in(by=other, event=event, guest=who())
    services.check_in(by=fajar, event=event, guest=who())
    with pytest.raises(PermissionDenied):
        services.cancel_event(by=fajar, event=event, note="Alasan yang cukup panjang untuk dibaca.")


def test_a_walk_in_of_a_known_name_is_asked_about(citra: Any) -> None:
    event = starting(citra)
    services.check_in(by=citra, event=event, guest=who())
    with pytest.raises(ValidationError, match="Mungkin sudah tercatat: Siti Aminah"):
        services.check_in(by=citra, event=event, guest=who("SITI  aminah"))
    services.check_in(by=citra, event=event, guest=who("SITI  aminah"), other_person=True)
    assert attendance_summary(event).total == 2


def test_presses_merge_to_the_same_in_any_order_and_any_number(citra: Any) -> None:
    """Two phones check the same ticket in, one takes its press back; a third press was a mistake altogether."""
    keys = [uuid.UUID(int=n) for n in range(1, 4)]
    moves = [("in", 0, 0), ("in", 1, 0), ("back", 1, None), ("in", 2, 1), ("back", 2, None)]
    for order in itertools.permutations(moves):
        event = starting(citra)
        names = [who(name) for name in ("Ani", "Budi")]
        seats = [services.register_guest(by=citra, event=event, details=one, consent=True) for one in names]
        CheckIn.objects.all().delete()
        for deed, n, seat in (*order, order[0]):
            if deed == "in":
                services.check_in(by=citra, event=event, registration=seats[seat], key=keys[n], offline=True)
            else:
                services.take_back(by=citra, event=event, key=keys[n])
        there = list(Attendance.objects.filter(event=event, present=True).values_list("name", flat=True))
        assert there == ["Ani"], order


def test_the_sums_by_side_and_women_against_the_target(citra: Any) -> None:
    event = starting(citra, women_target=40)
    lines = [("A", "P", "pkk"), ("B", "L", "lpm"), ("C", "L", "lpm"), ("D", "", ""), ("E", "P", "lpm"), ("F", "L", "")]
    rows = [who(f"Orang {name}", sex=sex, unsur=unsur) for name, sex, unsur in lines]
    assert services.type_sheet(by=citra, event=event, rows=rows) == 6
    found = attendance_summary(event)
    assert [(g.key, g.male, g.female, g.unknown, g.total) for g in found.groups] == [
        ("lpm", 2, 1, 0, 3),
        ("pkk", 0, 1, 0, 1),
        ("", 1, 0, 1, 2),
    ]
    assert (found.total, found.women_share, found.target_met) == (6, 40, True)
    services.check_in(by=citra, event=event, guest=who("Orang G", sex="L"))
    found = attendance_summary(event)
    assert (found.women_share, found.target_met) == (33, False)


def send(client: Client, event: Any, presses: Any) -> Any:
    url = f"/petugas/acara/{event.pk}/luring/kirim/"
    return client.post(url, json.dumps(presses), content_type="application/json")


def test_a_phone_without_a_signal_sends_later_and_twice(client: Client, citra: Any, ani: Any) -> None:
    event = starting(citra)
    mine = services.register(by=ani, event=event)
    desk_login(client, citra)
    listed = client.get(f"/petugas/acara/{event.pk}/luring/peserta.json").json()
    assert listed["peserta"] == [{"id": mine.pk, "nama": "Ani Lestari", "kode": mine.code, "akhir": "", "hadir": False}]
    a, b, c = (str(uuid.uuid4()) for _ in range(3))
    presses = [
        {"kunci": a, "aksi": "hadir", "peserta": mine.pk, "jam": "2026-11-24T09:00:00Z"},
        {"kunci": b, "aksi": "baru", "nama": "Bu Tini", "lp": "P", "jam": "kemarin"},
        {"kunci": c, "aksi": "tiket", "kode": "SALAH"},
        {"kunci": "bukan", "aksi": "hadir"},
        "rusak",
    ]
    first = send(client, event, presses).json()
    assert [row["hasil"] for row in first["jawaban"]] == ["hadir", "hadir", "gagal", "gagal", "gagal"]
    assert first["hadir"] == 2
    second = send(client, event, presses[:2]).json()
    assert [row["hasil"] for row in second["jawaban"]] == ["sudah", "sudah"]
    assert second["hadir"] == 2
    undone = send(client, event, [{"kunci": b, "aksi": "batal"}, presses[1]]).json()
    assert [row["hasil"] for row in undone["jawaban"]] == ["batal", "batal"]
    assert undone["hadir"] == 1
    assert CheckIn.objects.filter(offline=True).count() == 2


@pytest.mark.parametrize("body", ["", "[", "{}", "[" * 5000, json.dumps([{}] * 101), "null"])
def test_a_broken_sending_is_told_and_changes_nothing(client: Client, citra: Any, body: str) -> None:
    event = starting(citra)
    desk_login(client, citra)
    url = f"/petugas/acara/{event.pk}/luring/kirim/"
    assert client.post(url, body, content_type="application/json").status_code == 400
    assert CheckIn.objects.count() == 0


def typed(event: Any, client: Client, **cells: str) -> Any:
    url = f"/petugas/acara/{event.pk}/lembar/"
    key = str(client.get(url).context["form"]["kunci"].value())
    return client.post(url, {"kunci": key, "baris": "12", **cells})


def test_a_sheet_with_a_mistake_keeps_what_was_typed(client: Client, citra: Any) -> None:
    event = starting(citra)
    desk_login(client, citra)
    lines = {"b0-name": "Siti Aminah", "b0-sex": "P", "b1-name": "Pak Darmo", "b1-phone": "12", "b2-address": "RT 03"}
    answer = typed(event, client, **lines)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Perbaiki baris 2, 3." in text
    assert 'value="Siti Aminah"' in text
    assert 'value="RT 03"' in text
    assert Attendance.objects.count() == 0
    lines |= {"b1-phone": "0812 3456 7890", "b2-name": "Bu Tini"}
    assert typed(event, client, **lines).status_code == 302
    assert list(Attendance.objects.order_by("id").values_list("name", "phone", "how")) == [
        ("Siti Aminah", "", "lembar"),
        ("Pak Darmo", "+6281234567890", "lembar"),
        ("Bu Tini", "", "lembar"),
    ]
    again = typed(event, client, **lines)
    assert "mungkin sudah tercatat" in again.content.decode()
    assert typed(event, client, **lines, sure="on").status_code == 302
    assert Attendance.objects.count() == 6


def test_numbers_are_for_who_runs_the_event(client: Client, citra: Any, fajar: Any) -> None:
    event = starting(citra)
    services.check_in(by=citra, event=event, guest=who(phone="+6281234567890", address="RT 03"))
    url = f"/petugas/acara/{event.pk}/hadir/"
    for user, seen in ((citra, True), (fajar, False)):
        desk_login(client, user)
        for rest in ("", "unduh.csv"):
            answer = client.get(url + rest)
            assert ("081234567890" in answer.getvalue().decode()) is seen, (user, rest)
    assert client.get(url + "unduh.xlsx").status_code == 200


def test_contacts_are_forgotten_in_time(citra: Any, ani: Any) -> None:
    event = starting(citra)
    ani.phone = "+6281200000001"
    services.check_in(by=citra, event=event, registration=services.register(by=ani, event=event))
    services.check_in(by=citra, event=event, guest=who(phone="+6281234567890", address="RT 03"))
    assert forget_contacts() == 0
    with time_machine.travel(timezone.now() + timedelta(days=181), tick=False):
        assert forget_contacts() == 1
        assert forget_contacts() == 0
    assert set(Attendance.objects.values_list("phone", "address")) == {("", "")}
    assert set(Registration.objects.values_list("phone", flat=True)) == {""}
    assert attendance_summary(event).total == 2


def test_an_erased_person_leaves_numbers_behind(citra: Any, ani: Any, budi: Any) -> None:
    from acara.people import collect, erase  # noqa: PLC0415

    past, coming = starting(citra), announced(citra, capacity=1)
    services.check_in(by=citra, event=past, registration=services.register(by=ani, event=past))
    services.register(by=ani, event=coming)
    services.register(by=budi, event=coming)
    held = collect(ani)
    assert [row["nama"] for row in held["kehadiran_acara"]] == ["Ani Lestari"]
    assert len(held["pendaftaran_acara"]) == 2
    erase(ani)
    assert collect(ani) == {"pendaftaran_acara": [], "kehadiran_acara": []}
    assert not Attendance.objects.filter(name__contains="Ani").exists()
    assert attendance_summary(past).total == 1
    assert Registration.objects.get(event=coming, person=budi).state == "terdaftar"


def test_the_paper_sheet_as_pdf(client: Client, citra: Any, ani: Any) -> None:
    event = starting(citra)
    services.register(by=ani, event=event)
    desk_login(client, citra)
    url = f"/petugas/acara/{event.pk}/lembar/daftar-hadir.pdf"
    for size in ("f4", "a4", "x"):
        answer = client.get(f"{url}?kertas={size}&kosong=60")
        assert answer.status_code == 200
        assert answer.content.startswith(b"%PDF-")
    assert client.get(f"/petugas/acara/{event.pk}/lembar/cetak/?kosong=abc").status_code == 200
