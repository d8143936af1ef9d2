"""One roll, many ways: paper beats kiosk beats telephone; codes and kiosk codes are burnt; papers typed by two."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from openpyxl import Workbook

from core.states import StateError
from musrenbang.models import CodeBatch, Envelope, KioskPass, PaperSheet, Roll, RollEntry, Round, VoterCode
from musrenbang.queries.box import discrepancy
from musrenbang.queries.paper_batches import sheets_of
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import close_round
from musrenbang.services.codes import cast_by_code, find_code, print_codes, void_batch
from musrenbang.services.kiosk import cast_at_kiosk, issue_pass, take_pass
from musrenbang.services.opening import open_box
from musrenbang.services.paper_batches import accept_batch, mark_paper, open_batch, type_sheet, withdraw_batch
from musrenbang.services.roll import ask_roll_change, decide_roll_change, make_roll
from musrenbang.services.roll_lists import age_of, load_list
from tests.factories import desk_login, make_user
from tests.voting.makers import CLOSES, OPENS, SHARES, announce, count


@pytest.fixture
def rolled(opened: Round) -> Round:
    """The open round with its roll."""
    return make_roll(round=opened)


def row(round: Round, user: Any) -> RollEntry:
    return RollEntry.objects.get(round=round, user=user)


def live(round: Round) -> list[str]:
    return list(Envelope.objects.filter(round=round, replaced=False).values_list("channel", flat=True))


def test_a_kiosk_takes_one_code_on_one_device_once(rolled: Round, ani: Any, budi: Any, citra: Any, clock: Any) -> None:
    with pytest.raises(PermissionDenied):
        issue_pass(by=budi, round=rolled, entry=row(rolled, ani), device="K7M2")
    code = issue_pass(by=citra, round=rolled, entry=row(rolled, ani), device="k7m2")
    for device, typed in (("B222", code), ("K7M2", "000000" if code != "000000" else "111111")):
        with pytest.raises(ValidationError):
            take_pass(round=rolled, device=device, code=typed)
    entry = take_pass(round=rolled, device="K7M2", code=f" {code[:3]} {code[3:]}")
    assert (entry, KioskPass.objects.count()) == (row(rolled, ani), 0)
    with pytest.raises(ValidationError):
        take_pass(round=rolled, device="K7M2", code=code)
    late = issue_pass(by=citra, round=rolled, entry=row(rolled, ani), device="K7M2")
    clock.shift(301)
    with pytest.raises(ValidationError):
        take_pass(round=rolled, device="K7M2", code=late)


def test_paper_beats_kiosk_beats_telephone(rolled: Round, ani: Any, citra: Any) -> None:
    cast_ballot(by=ani, round=rolled, choices=[1])
    entry = row(rolled, ani)
    cast_at_kiosk(round=rolled, entry_id=entry.pk, choices=[2])
    assert live(rolled) == ["bilik"]
    with pytest.raises(StateError, match="bilik"):
        cast_ballot(by=ani, round=rolled, choices=[3])
    cast_at_kiosk(round=rolled, entry_id=entry.pk, choices=[3])  # later beats earlier in one way
    assert live(rolled) == ["bilik"]
    mark_paper(by=citra, round=rolled, entry=entry)
    assert live(rolled) == []
    for deed in (
        lambda: cast_ballot(by=ani, round=rolled, choices=[3]),
        lambda: cast_at_kiosk(round=rolled, entry_id=entry.pk, choices=[3]),
        lambda: mark_paper(by=citra, round=rolled, entry=entry),
        lambda: issue_pass(by=citra, round=rolled, entry=entry, device="K7M2"),
    ):
        with pytest.raises(StateError):
            deed()
    assert live(rolled) == []


def test_who_is_struck_off_votes_no_more_and_it_takes_two(
    rolled: Round, ani: Any, joko: Any, hadi: Any, citra: Any
) -> None:
    cast_ballot(by=ani, round=rolled, choices=[1])
    with pytest.raises(PermissionDenied):
        ask_roll_change(by=citra, round=rolled, action="coret", user=ani, reason="Sudah pindah rumah")
    change = ask_roll_change(by=joko, round=rolled, action="coret", user=ani, reason="Sudah pindah rumah")
    with pytest.raises(PermissionDenied):
        decide_roll_change(by=joko, change=change, agree=True)
    assert live(rolled) == ["daring"]
    decide_roll_change(by=hadi, change=change, agree=True)
    assert live(rolled) == []
    with pytest.raises(StateError, match="dicoret"):
        cast_ballot(by=ani, round=rolled, choices=[2])
    with pytest.raises(StateError):
        decide_roll_change(by=hadi, change=change, agree=True)
    assert rolled.board.filter(kind="roll_change").count() == 1


def typed(batch: Any, number: int, who: Any, choices: Any = (), fault: str = "") -> PaperSheet:
    return type_sheet(by=who, batch=batch, number=number, choices=choices, fault=fault)


def test_papers_are_typed_by_two_and_a_third_settles(
    rolled: Round, ani: Any, budi: Any, joko: Any, citra: Any, indra: Any, clock: Any
) -> None:
    cast_ballot(by=budi, round=rolled, choices=[1])
    third = make_user("tiga", "Warga Tiga", home=ani.home_id)
    RollEntry.objects.create(round=rolled, user=third)
    for person in (ani, third):
        mark_paper(by=citra, round=rolled, entry=row(rolled, person))
    batch = open_batch(by=joko, round=rolled, number=1, station="Balai Kertosari", sheets=2, invalid=1)
    typed(batch, 1, joko, [1, 2])
    typed(batch, 1, joko, [1, 3])  # her own, until a second typed
    typed(batch, 1, citra, [2, 3])
    assert [(s.number, s.state) for s in sheets_of(batch, joko)] == [(1, "beda"), (2, "kosong")]
    for who in (joko, citra):
        with pytest.raises(StateError, match="sudah mengetik"):
            typed(batch, 1, who, [2, 3])
    with pytest.raises(StateError, match="belum dibaca sama"):
        accept_batch(by=joko, batch=batch)
    typed(batch, 1, indra, [2, 3])
    typed(batch, 2, joko, fault="kosong")
    typed(batch, 2, citra, fault="tidak_jelas")
    with pytest.raises(StateError, match="sudah selesai"):
        typed(batch, 2, indra, fault="kosong")
    with pytest.raises(PermissionDenied):
        typed(batch, 2, budi, [1])
    with pytest.raises(PermissionDenied):
        accept_batch(by=citra, batch=batch)
    accept_batch(by=joko, batch=batch)
    assert {tuple(s.choices) for s in PaperSheet.objects.all()} == {()}
    assert discrepancy(rolled) == 0
    clock.move_to(CLOSES + timedelta(minutes=1))
    done = count(joko, rolled)
    assert (done.ballot_count, done.invalid_count) == (2, 1)
    assert dict(done.results.values_list("option__number", "votes")) == {1: 1, 2: 1, 3: 1, 4: 0, 5: 0}


def test_a_batch_whose_sums_differ_is_not_taken(rolled: Round, joko: Any, citra: Any, hadi: Any) -> None:
    for sheets, invalid in ((0, 0), (51, 0), (2, 3)):
        with pytest.raises(ValidationError):
            open_batch(by=joko, round=rolled, number=9, station="X", sheets=sheets, invalid=invalid)
    batch = open_batch(by=joko, round=rolled, number=1, station="X", sheets=1, invalid=1)
    typed(batch, 1, joko, [1])
    typed(batch, 1, citra, [1])
    with pytest.raises(StateError, match="Sampul menyebut 1"):
        accept_batch(by=joko, batch=batch)
    with pytest.raises(ValidationError):
        withdraw_batch(by=joko, batch=batch, note="salah")
    withdraw_batch(by=joko, batch=batch, note="Sampul salah tulis, berkas dibuat lagi.")
    with pytest.raises(StateError):
        typed(batch, 1, hadi, [1])
    assert PaperSheet.objects.count() == 0


def test_papers_that_differ_from_the_marks_need_a_word(
    rolled: Round, joko: Any, citra: Any, ani: Any, clock: Any
) -> None:
    mark_paper(by=citra, round=rolled, entry=row(rolled, ani))
    batch = open_batch(by=joko, round=rolled, number=1, station="X", sheets=2)
    clock.move_to(CLOSES + timedelta(minutes=1))
    close_round(round=rolled)
    with pytest.raises(StateError, match="sedang diketik"):
        open_box(by=joko, round=rolled, shares=SHARES[rolled.pk])
    for number in (1, 2):
        for who in (joko, citra):
            typed(batch, number, who, [2])
    accept_batch(by=joko, batch=batch)
    with pytest.raises(ValidationError, match="berbeda 1"):
        open_box(by=joko, round=rolled, shares=SHARES[rolled.pk])
    note = "Satu kertas dimasukkan sebelum namanya ditandai."
    done = open_box(by=joko, round=rolled, shares=SHARES[rolled.pk], note=note)
    assert done.ballot_count == 2
    assert note in done.board.get(kind="opening").body


@pytest.fixture
def coded(draft: Round, joko: Any, clock: Any) -> tuple[Round, list[str]]:
    """An open round whose voters hold codes, and three of these."""
    Round.objects.filter(pk=draft.pk).update(roll=Roll.CODES)
    held = announce(joko, draft)
    _, codes = print_codes(by=joko, round=held, size=3)
    clock.move_to(OPENS + timedelta(hours=1))
    return make_roll(round=held), codes


def test_a_code_votes_once_and_is_not_kept(coded: Any, joko: Any, ani: Any, clock: Any) -> None:
    held, codes = coded
    stored = repr(list(VoterCode.objects.values_list()))
    assert not any(part in stored for code in codes for part in code.split("-")[1:])
    cast_by_code(round=held, code=find_code(held, codes[0].lower().replace("-", " ")), choices=[1])
    with pytest.raises(ValidationError, match="sudah dipakai"):
        find_code(held, codes[0])
    for wrong in ("", "K7M2Q", codes[1][:-1] + ("A" if codes[1][-1] != "A" else "B")):
        with pytest.raises(ValidationError, match="tidak dikenal"):
            find_code(held, wrong)
    with pytest.raises(PermissionDenied):
        cast_ballot(by=ani, round=held, choices=[1])
    code = find_code(held, codes[1])
    void_batch(by=joko, batch=CodeBatch.objects.get())
    with pytest.raises(StateError):
        cast_by_code(round=held, code=code, choices=[1])
    clock.move_to(CLOSES + timedelta(minutes=1))
    done = count(joko, held)
    assert (done.ballot_count, done.eligible_count) == (1, 1)


def test_a_code_in_a_browser(coded: Any) -> None:
    held, codes = coded
    client, base = Client(), f"/pemungutan/{held.pk}/"
    assert "tidak dikenal" in client.post(base + "kode/", {"code": "ABCDE-ABCD-ABCD-ABCD"}).content.decode()
    assert client.get(base + "suara/")["Location"] == base + "suara/selesai/"
    assert client.post(base + "kode/", {"code": codes[0]})["Location"] == base + "suara/"
    assert 'type="checkbox"' in client.get(base + "suara/").content.decode()
    assert "Periksa sebelum mengirim" in client.post(base + "suara/", {"pilihan": ["2"]}).content.decode()
    assert client.post(base + "suara/", {"pilihan": ["2"], "kirim": "1"})["Location"] == base + "suara/selesai/"
    assert "Tanda terima" in client.get(base + "suara/selesai/").content.decode()
    client.post(base + "suara/", {"pilihan": ["3"], "kirim": "1"})  # once more changes nothing
    assert Envelope.objects.count() == 1


def test_a_kiosk_in_a_browser_forgets_the_last_voter(rolled: Round, ani: Any, citra: Any, clock: Any) -> None:
    screen, officer = Client(), Client()
    base = f"/pemungutan/{rolled.pk}/"
    sign = screen.get(base + "bilik/").context["sign"]
    desk_login(officer, citra)
    place = f"/petugas/pemungutan/{rolled.pk}/tempat/"
    assert "Ani Lestari" in officer.get(place, {"q": "ani"}).content.decode()
    page = officer.post(place, {"entry": row(rolled, ani).pk, "device": sign})
    assert screen.post(base + "bilik/", {"code": page.context["code"]})["Location"] == base + "suara/"
    shown = screen.get(base + "suara/")
    assert "Ani" not in shown.content.decode().split("<main")[1]
    assert shown["Refresh"] == f"300;url={base}bilik/"
    screen.post(base + "suara/", {"pilihan": ["2"], "kirim": "1"})
    assert screen.get(base + "suara/selesai/")["Refresh"] == f"60;url={base}bilik/"
    screen.get(base + "bilik/")
    assert "Waktu habis" in screen.get(base + "suara/selesai/").content.decode()
    code = officer.post(place, {"entry": row(rolled, ani).pk, "device": sign}).context["code"]
    screen.post(base + "bilik/", {"code": code})
    clock.shift(301)
    assert screen.get(base + "suara/").status_code == 302
    assert live(rolled) == ["bilik"]
    told = officer.post(place, {"entry": row(rolled, ani).pk, "kertas": "1"}).content.decode()
    assert "Berikan satu surat suara kertas" in told
    assert live(rolled) == []


def sheet(*rows: tuple[str, ...]) -> io.BytesIO:
    book = Workbook()
    page: Any = book.active
    page.append(["NIK", "Kode wilayah", "Nama pengguna"])
    for one in rows:
        page.append(list(one))
    data = io.BytesIO()
    book.save(data)
    data.seek(0)
    data.name = "pemilih.xlsx"
    return data


def test_a_list_is_loaded_as_keyed_hashes(
    draft: Round, joko: Any, ani: Any, budi: Any, clock: Any, settings: Any
) -> None:
    settings.NIK_KEY = "kunci-nik"
    day = OPENS.date()
    Round.objects.filter(pk=draft.pk).update(roll=Roll.LIST, roll_open=False, min_age=17, age_on=day)
    held = announce(joko, draft)
    rows = [
        ("3323031708950001", ani.home_id, "ani"),
        ("3323035708950002", "", ""),
        ("3323031708150003", "", ""),  # eleven years old
    ]
    got = load_list(by=joko, round=held, upload=sheet(*rows))
    assert (got.added, got.known, got.young) == (2, 0, 1)
    assert load_list(by=joko, round=held, upload=sheet(*rows)).known == 2
    assert "33230317" not in repr(list(RollEntry.objects.values_list()))
    for bad, words in (((("332303", "", ""),), "NIK"), ((("3323031708950009", "33.24", ""),), "di luar wilayah")):
        with pytest.raises(ValidationError, match=words):
            load_list(by=joko, round=held, upload=sheet(*bad))
    clock.move_to(OPENS + timedelta(hours=1))
    make_roll(round=held)
    assert cast_ballot(by=ani, round=held, choices=[1]).first
    with pytest.raises(PermissionDenied):
        cast_ballot(by=budi, round=held, choices=[1])
    with pytest.raises(StateError, match="dibekukan"):
        load_list(by=joko, round=held, upload=sheet(*rows))


def test_an_age_is_read_from_the_number() -> None:
    assert [age_of(nik, OPENS.date()) for nik in ("3323030501100001", "3323030601100001", "3323034501100001")] == [
        17,
        16,
        17,
    ]
