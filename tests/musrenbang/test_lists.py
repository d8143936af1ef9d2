"""Tables of proposals: past lists all or nothing, a village's sheet as entered by staff, mistakes by row and column."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from core.states import StateError
from musrenbang import people, sheets
from musrenbang.models import Cycle, Proposal, ProposalSheet, SheetEntry, Stage
from musrenbang.queries.search import search
from musrenbang.services.list_files import confirm_sheet, start_past, start_village
from musrenbang.services.tables_care import sweep_tables
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.musrenbang.tables import PAST, VILLAGE, past, sheet_rows, upload, village, xlsx
from wilayah.models import Region

pytestmark = pytest.mark.django_db
State = ProposalSheet.State


@pytest.fixture
def district(cycle: Cycle) -> Region:
    return Region.objects.get(pk=DISTRICT)


@pytest.fixture
def old(district: Region) -> Cycle:
    return Cycle.objects.create(region=district, plan_year=2026, deliberation_year=2025)


def tried_past(by: Any, cycle: Cycle, *rows: dict[str, Any], merged: str = "") -> ProposalSheet:
    data = xlsx(sheet_rows(PAST, cycle, cycle.region, *rows), merged)
    sheet = start_past(by=by, upload=upload(data, "lama.xlsx"), region=cycle.region, year=cycle.plan_year)
    return ProposalSheet.objects.get(pk=sheet.pk)


def tried_village(by: Any, cycle: Cycle, *rows: dict[str, Any], code: str = KERTOSARI) -> ProposalSheet:
    region = Region.objects.get(pk=code)
    data = xlsx(sheet_rows(VILLAGE, cycle, region, *rows))
    sheet = start_village(by=by, upload=upload(data, "desa.xlsx"), cycle=cycle, region=region)
    return ProposalSheet.objects.get(pk=sheet.pk)


def errors(sheet: ProposalSheet) -> list[tuple[int, str, str]]:
    assert sheet.state == State.FAULTY
    return sorted((e["row"], e["column"], e["message"]) for e in sheet.report["errors"])


def test_a_past_list_is_tried_then_made_whole(old: Cycle, joko: Any, client: Any) -> None:
    refused = past(
        old_number="13", title="Talud lapangan", state="Tidak diakomodasi", reason="Melebihi pagu", rt="", rw=7
    )
    sheet = tried_past(joko, old, past(rank=2, apbd_amount="140.000.000", group="PKK RW 04"), refused)
    assert (sheet.state, sheet.total, Proposal.objects.count()) == (State.CHECKED, 2, 0)
    confirm_sheet(by=joko, sheet=sheet)
    first, second = Proposal.objects.order_by("sequence")
    assert (first.number, first.state, first.rank, first.apbd_amount) == (
        "2026/33.23.03/0001",
        "selesai",
        2,
        140_000_000,
    )
    assert (first.public_proposer, first.place_text, timezone.localdate(first.submitted_at)) == (
        "PKK RW 04",
        "RT 02, 03 RW 04",
        date(2025, 1, 20),
    )
    assert (second.state, second.ruling.reason, second.ruling.verb) == ("tidak_diakomodasi", "melebihi_pagu", "refuse")
    assert second.ruling.note.startswith("Menurut daftar usulan 2026, dimuat ")
    assert list(search("drainase kenanga")) == [first]
    entry = Entry.objects.get(verb="import_list", target_id=str(first.pk))
    assert (entry.to_state, entry.data) == ("selesai", {"year": "2026", "rank": "2", "amount": "140000000"})
    page = client.get(first.get_absolute_url())
    assert page.status_code == 200
    assert b"Dimuat dari daftar tahun sebelumnya" in page.content
    sheet.refresh_from_db()
    assert (sheet.state, sheet.content, sheet.report) == (
        State.MADE,
        None,
        {"first": "2026/33.23.03/0001", "last": "2026/33.23.03/0002"},
    )


def test_a_new_year_brings_its_cycle(district: Region, joko: Any) -> None:
    cycle = Cycle(region=district, plan_year=2024, deliberation_year=2023)
    data = xlsx(sheet_rows(PAST, cycle, district, past(submitted_on="20/01/2023")))
    sheet = start_past(by=joko, upload=upload(data), region=district, year=2024)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.cycle.deliberation_year) == (State.CHECKED, 2023)


def test_every_mistake_is_named_by_row_and_column(old: Cycle, joko: Any) -> None:
    rows = [
        past(rt="000", cost=1),
        past(rw="RW dua", cost=9_000_000_000_000, old_number="13"),
        past(village="Bantul", cost="1,250.5", old_number="14"),
        past(quantity=-3, cost=-1, old_number="15"),
        past(quantity="1,555", submitted_on="Januari", old_number="16"),
        past(unit="orang", quantity="2,5", old_number="17", submitted_on=date(2031, 1, 1)),
        past(state="Tidak diakomodasi", old_number="18", rt="", rw="", people=3, women=5),
        past(old_number="19", rt="1000", reason="Lainnya", checked="Ya", cost=1),
    ]
    sheet = tried_past(joko, old, *rows)
    assert errors(sheet) == [
        (2, "Perkiraan biaya", "Biaya Rp1 tampak keliru. Perbaiki, atau isi Ya pada kolom “Angka sudah diperiksa”."),
        (2, "RT", "Tidak ada RT nomor 0. Kosongkan sel ini bila tidak tahu."),
        (
            3,
            "Perkiraan biaya",
            "Biaya Rp9.000.000.000.000 tampak keliru. Perbaiki, atau isi Ya pada kolom “Angka sudah diperiksa”.",
        ),
        (3, "RW", "Tulis nomor saja, misalnya 02 atau 02, 03."),
        (4, "Kelurahan atau desa", "“Bantul” tidak ada dalam daftar. Pilih: Kertosari, Guntur."),
        (4, "Perkiraan biaya", "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000."),
        (5, "Perkiraan biaya", "Jumlah rupiah tidak boleh kurang dari nol."),
        (5, "Volume", "Paling kecil 0."),
        (6, "Tanggal diajukan", "Tulis tanggal, misalnya 31/12/2026."),
        (6, "Volume", "Tulis paling banyak 2 angka di belakang koma."),
        (7, "Tanggal diajukan", "Paling besar 31/12/2026."),
        (7, "Volume", "Volume dalam satuan “orang” harus bilangan bulat, misalnya 12."),
        (8, "Alasan", "Pilih alasan usulan ini tidak diakomodasi."),
        (8, "Patokan lokasi", "Isi RT, RW, atau patokan lokasi."),
        (8, "Perempuan", "Jumlah ini lebih banyak daripada penerima manfaat (jiwa)."),
        (9, "Alasan", "Alasan hanya untuk usulan yang tidak diakomodasi. Kosongkan sel ini."),
        (9, "Penjelasan", "Tulis penjelasan, paling sedikit 20 huruf."),
        (9, "RT", "RT paling besar 999. Periksa nomornya."),
    ]
    assert (Proposal.objects.count(), sheet.content) == (0, None)
    with pytest.raises(StateError):
        confirm_sheet(by=joko, sheet=sheet)


def test_dates_as_text_and_decimal_commas_are_understood(old: Cycle, joko: Any) -> None:
    rows = [
        past(submitted_on=day, quantity="1.250,5", old_number=str(n))
        for n, day in enumerate(["3 Februari 2025", "2025-02-03", date(2025, 2, 3)])
    ]
    confirm_sheet(by=joko, sheet=tried_past(joko, old, *rows))
    found = {(timezone.localdate(one.submitted_at), str(one.quantity)) for one in Proposal.objects.all()}
    assert found == {(date(2025, 2, 3), "1250.50")}


def test_merged_cells_are_refused(old: Cycle, joko: Any) -> None:
    sheet = tried_past(joko, old, past(), past(old_number="13"), merged="A2:A3")
    assert errors(sheet) == [
        (2, "Nomor usulan", "Sel di sini digabung. Pisahkan sel gabungan, lalu isi setiap sel. (A2:A3)"),
        (3, "Nomor usulan", "Isi sel ini."),
    ]


def test_numbers_stand_once_in_a_year(old: Cycle, joko: Any) -> None:
    confirm_sheet(by=joko, sheet=tried_past(joko, old, past(rank=4, sipd_id="88")))
    again = tried_past(joko, old, past(rank=4, sipd_id="88", title="Lain lagi"), past(rank=4))
    assert errors(again) == [
        (2, "ID Usulan SIPD", "Sudah dipakai usulan lain untuk rencana 2026."),
        (2, "Nomor prioritas", "Sudah dipakai usulan lain untuk rencana 2026."),
        (2, "Nomor usulan", "Sudah dipakai usulan lain untuk rencana 2026."),
        (3, "Nomor prioritas", "Sudah ada pada baris 2."),
        (3, "Nomor usulan", "Sudah ada pada baris 2."),
    ]
    assert Proposal.objects.count() == 1


def test_an_import_that_breaks_halfway_leaves_nothing(old: Cycle, joko: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = tried_past(joko, old, past(), past(old_number="13"))
    monkeypatch.setattr("musrenbang.services.past.BATCH", 1)
    calls: list[int] = []

    def broken(rows: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise StateError("Terputus di tengah jalan.")
        return []

    monkeypatch.setattr("musrenbang.services.past.entries_of", broken)
    confirm_sheet(by=joko, sheet=sheet)
    sheet.refresh_from_db()
    old.refresh_from_db()
    assert (sheet.state, sheet.trouble, len(calls)) == (State.FAILED, "Terputus di tengah jalan.", 2)
    assert (Proposal.objects.count(), SheetEntry.objects.count(), old.last_number) == (0, 0, 0)
    assert not Entry.objects.filter(verb="import_list").exists()


def test_what_became_wrong_before_confirming_is_found(old: Cycle, joko: Any) -> None:
    one, two = tried_past(joko, old, past()), tried_past(joko, old, past(title="Judul lain"))
    confirm_sheet(by=joko, sheet=one)
    confirm_sheet(by=joko, sheet=two)
    two.refresh_from_db()
    assert two.trouble == "Baris 2, kolom Nomor usulan: Sudah dipakai usulan lain untuk rencana 2026."
    assert Proposal.objects.count() == 1


def test_who_loads_past_lists(old: Cycle, request: Any) -> None:
    for name in ("citra", "dewi", "hadi", "eko", "ani"):
        with pytest.raises(PermissionDenied):
            tried_past(request.getfixturevalue(name), old, past())


def test_a_year_that_still_collects_takes_no_past_list(cycle: Cycle, joko: Any) -> None:
    with pytest.raises(ValidationError, match="lembar kelurahan atau desa"):
        tried_past(joko, cycle, past())


def test_a_past_list_is_not_its_loaders_own_proposals(old: Cycle, joko: Any) -> None:
    confirm_sheet(by=joko, sheet=tried_past(joko, old, past()))
    assert people.mine(joko) == []
    assert people.collect(joko) == {"usulan": []}


@pytest.mark.parametrize("kind", [PAST, VILLAGE])
def test_the_template_has_lists_and_a_filled_example_that_is_valid(
    kind: str, cycle: Cycle, old: Cycle, joko: Any, citra: Any
) -> None:
    by, of = (joko, old) if kind == PAST else (citra, cycle)
    region = of.region if kind == PAST else Region.objects.get(pk=KERTOSARI)
    columns = sheets.columns_of(kind, of, region)
    from core.sheets import template  # noqa: PLC0415

    book = load_workbook(io.BytesIO(template(columns, examples=sheets.examples_of(kind, of, columns))))
    assert book.sheetnames == ["Data", "Pilihan", "Petunjuk", "Contoh"]
    lists = [rule for rule in book["Data"].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == sum(bool(c.choices) or c.kind == "yes_no" for c in columns)
    rows = list(book["Contoh"].iter_rows(values_only=True))
    assert len(rows) == 3
    data = xlsx(rows)
    start = (
        start_past(by=by, upload=upload(data), region=region, year=2026)
        if kind == PAST
        else start_village(by=by, upload=upload(data), cycle=of, region=region)
    )
    start.refresh_from_db()
    assert (start.state, start.total) == (State.CHECKED, 2), start.report


def test_a_village_sheet_comes_in_as_written_down_by_staff(cycle: Cycle, citra: Any, client: Any) -> None:
    group = village(
        title="Balai RW", proposer_kind="Kelompok atau lembaga", on_behalf="Paguyuban RW 04", unit="unit", quantity=1
    )
    sheet = tried_village(citra, cycle, village(position="ketua RT 02"), group)
    assert (sheet.state, sheet.total, Proposal.objects.count()) == (State.CHECKED, 2, 0), sheet.report
    confirm_sheet(by=citra, sheet=sheet)
    person, body = Proposal.objects.order_by("sequence")
    assert (person.state, person.number, str(person.quantity), person.estimated_cost) == (
        "diajukan",
        "2028/33.23.03/0001",
        "12.50",
        45_000_000,
    )
    assert (person.public_proposer, body.public_proposer) == ("Warga", "Paguyuban RW 04")
    assert (person.entry.on_behalf, person.entry.consented, person.due_on is not None) == ("Sarti", True, True)
    entry = Entry.objects.get(target_id=str(person.pk), verb="enter")
    assert (entry.from_state, entry.to_state, entry.role) == ("draf", "diajukan", "village_officer")
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Dicatat petugas" in page
    assert "Disampaikan dengan bantuan." in page
    assert "Sarti" not in page
    assert not list(search("Sarti"))


def test_a_name_without_consent_is_refused(cycle: Cycle, citra: Any) -> None:
    rows = [
        village(consent="Tidak"),
        village(title="Lampu jalan", consent=""),
        village(title="Pos ronda", on_behalf=""),
    ]
    assert errors(tried_village(citra, cycle, *rows)) == [
        (2, "Setuju dicatatkan", "Tanpa persetujuan usulan tidak dicatat. Mintalah persetujuan, atau hapus baris ini."),
        (3, "Setuju dicatatkan", "Isi sel ini."),
        (4, "Atas nama", "Isi sel ini."),
    ]


def test_points_and_twins_in_a_village_sheet(cycle: Cycle, citra: Any) -> None:
    rows = [village(lat="-7,3"), village(lat=-7.3, lng=200), village(title="Pos ronda", problem="")]
    assert errors(tried_village(citra, cycle, *rows)) == [
        (2, "Bujur", "Isi lintang dan bujur bersama, atau kosongkan keduanya."),
        (3, "Bujur", "Paling besar 141."),
        (3, "Judul usulan", "Sama dengan baris 2. Hapus salah satu."),
        (4, "Masalah", "Ceritakan masalahnya."),
    ]


def test_who_loads_a_village_sheet_and_when(cycle: Cycle, citra: Any, joko: Any, indra: Any, ani: Any) -> None:
    for by in (indra, ani):
        with pytest.raises(PermissionDenied):
            tried_village(by, cycle, village())
    assert tried_village(joko, cycle, village(), code=GUNTUR).state == State.CHECKED
    sheet = tried_village(citra, cycle, village())
    Stage.objects.update(closes_at=timezone.now())
    with pytest.raises(ValidationError, match="sedang tidak dibuka"):
        tried_village(citra, cycle, village())
    confirm_sheet(by=citra, sheet=sheet)  # the stage closed while the sheet waited
    sheet.refresh_from_db()
    assert (sheet.state, Proposal.objects.count()) == (State.FAILED, 0)


def test_the_same_sheet_is_not_made_twice(cycle: Cycle, citra: Any) -> None:
    one, two = tried_village(citra, cycle, village()), tried_village(citra, cycle, village())
    confirm_sheet(by=citra, sheet=one)
    with pytest.raises(StateError):
        confirm_sheet(by=citra, sheet=two)
    assert (tried_village(citra, cycle, village()).state, Proposal.objects.count()) == (State.FAULTY, 1)


def test_what_a_stopped_worker_left_is_taken_up_and_what_nobody_kept_is_forgotten(old: Cycle, joko: Any) -> None:
    left, tried = tried_past(joko, old, past()), tried_past(joko, old, past(old_number="99"))
    ProposalSheet.objects.filter(pk=left.pk).update(state=State.QUEUED)
    assert sweep_tables() == 0  # it may still be at work
    ProposalSheet.objects.update(created_at=timezone.now() - timedelta(days=8))
    assert sweep_tables() == 1
    left.refresh_from_db()
    tried.refresh_from_db()
    assert (left.state, Proposal.objects.count()) == (State.MADE, 1)
    assert (tried.state, tried.content) == (State.FAULTY, None)
    assert tried.trouble == "Tidak disimpan dalam tujuh hari. Unggah lagi berkasnya."
    assert sweep_tables() == 0
