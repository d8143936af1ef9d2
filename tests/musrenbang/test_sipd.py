"""To SIPD and back: headings word for word, a round trip that changes nothing, matching, deeds by the table only."""

import contextlib
import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from accounts.models import Role
from audit.models import Entry
from core.states import StateError
from musrenbang import services, sipd
from musrenbang.models import Proposal, SipdFile, SipdStatus
from musrenbang.queries.page import for_readers
from musrenbang.queries.sipd import Year, planned
from musrenbang.services.sipd_files import confirm_file, start_file
from tests.factories import make_officer, make_region
from tests.musrenbang.tables import csv_bytes, read_back, sipd_rows, upload, xlsx

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)

# indonesia.md 1.4, word for word and in its order.
SPECIFIED = [
    *("ID Usulan", "Tanggal Usul", "Pengusul", "Profil", "Urusan", "Usulan", "Permasalahan", "Alamat Lokasi"),
    *("Kabupaten", "Kecamatan", "Kelurahan", "Usulan Ke", "OPD Tujuan Awal", "OPD Tujuan Akhir", "Status", "Catatan"),
    *("Rekomendasi Mitra", "Rekomendasi Kelurahan/Desa", "Rekomendasi Kecamatan", "Rekomendasi SKPD"),
    *("Rekomendasi TAPD", "Volume", "Satuan", "Anggaran", "Jenis Belanja", "Sub Kegiatan"),
]


def export(tmp_path: Path, name: str = "usulan.xlsx", year: int = 2028) -> Path:
    path = tmp_path / name
    call_command("sipd_export", "--cycle", str(year), str(path), stderr=io.StringIO())
    return path


def tried(path: Path, *more: str) -> dict[str, Any]:
    """What --dry-run --json prints."""
    out = io.StringIO()
    with contextlib.suppress(SystemExit):  # it leaves with 1 where there are mistakes
        call_command("sipd_import", str(path), "--dry-run", "--json", *more, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    assert list(found) == ["matched", "proposed", "changed", "unknown_columns", "errors"]
    return found


def kept(by: Any, *rows: dict[str, Any], as_of: date = DAY, pairs: dict[str, int] | None = None) -> SipdFile:
    """Upload, try, confirm."""
    file = start_file(by=by, upload=upload(xlsx(sipd_rows(*rows))), year=2028, as_of=as_of)
    file.refresh_from_db()
    assert file.state == SipdFile.State.CHECKED, (file.report, file.trouble)
    confirm_file(by=by, file=file, pairs=pairs)
    file.refresh_from_db()
    assert file.state == SipdFile.State.MADE, file.trouble
    return file


def known_to_sipd(proposal: Proposal, by: Any, sipd_id: str = "990001") -> Proposal:
    return services.complete_record(by=by, proposal=proposal, sipd_id=sipd_id)


def test_headings_are_sipds_own_word_for_word(tmp_path: Path, make_submitted: Any, ani: Any) -> None:
    make_submitted(ani)
    assert list(sipd.HEADERS.values()) == SPECIFIED
    assert read_back(export(tmp_path).read_bytes())[0] == SPECIFIED
    text = export(tmp_path, "usulan.csv").read_text(encoding="utf-8-sig")
    assert next(csv.reader(io.StringIO(text))) == SPECIFIED
    with pytest.raises(CommandError, match=r"berakhiran \.xlsx atau \.csv"):
        export(tmp_path, "usulan.pdf")


def test_a_row_keeps_the_citizens_words_and_sipds_number(
    tmp_path: Path, make_in_state: Any, citra: Any, joko: Any
) -> None:
    proposal = known_to_sipd(make_in_state("diverifikasi_kecamatan", title="=Drainase"), joko)
    services.recommend(by=joko, proposal=proposal, level="kecamatan", wording="Drainase 200 m", quantity=Decimal(200))
    row = dict(zip(SPECIFIED, read_back(export(tmp_path).read_bytes())[1], strict=True))
    assert row["ID Usulan"] == "990001"
    assert row["Usulan"] == "'=Drainase"  # no formula in any spreadsheet
    assert row["Permasalahan"] == "Air hujan masuk ke 38 rumah setiap musim hujan."
    assert row["Alamat Lokasi"] == "RT 02, 03 RW 04, Depan mushala Al Ikhlas"
    assert (row["Kabupaten"], row["Kecamatan"], row["Kelurahan"]) == ("Kabupaten Temanggung", "Temanggung", "Kertosari")
    assert (row["Volume"], row["Satuan"], row["Anggaran"]) == (200, "m", 286000000)
    assert row["Rekomendasi Kecamatan"] == "Drainase 200 m"
    assert row["Status"] == "Diverifikasi kecamatan"
    assert row["Catatan"] == f"Nomor {proposal.number}."
    assert row["Pengusul"] == "Warga"  # nobody's name leaves without consent


def test_drafts_and_what_was_merged_or_withdrawn_stay_at_home(
    tmp_path: Path, make_draft: Any, make_in_state: Any, ani: Any
) -> None:
    make_draft(ani, title="Masih draf")
    make_in_state("ditarik", title="Sudah ditarik")
    make_in_state("diajukan", title="Diajukan saja")
    assert [row[5] for row in read_back(export(tmp_path).read_bytes())[1:]] == ["Diajukan saja"]


@pytest.mark.parametrize("name", ["usulan.xlsx", "usulan.csv"])
def test_a_round_trip_changes_nothing(name: str, tmp_path: Path, make_in_state: Any, joko: Any, dewi: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan", title="-Talud, RT 03", quantity=Decimal("12.50")), joko)
    make_in_state("diajukan", title="Lampu jalan", estimated_cost=None)
    kept(dewi, {"sipd_id": "990001", "status": "Diterima Mitra", "rec_mitra": "-Setuju", "note": "Cek\nlapangan."})
    path = export(tmp_path, name)
    trail = Entry.objects.count()
    assert tried(path) == {"matched": 2, "proposed": [], "changed": 0, "unknown_columns": [], "errors": []}
    call_command("sipd_import", str(path), "--by", "dewi", stdout=io.StringIO())
    assert SipdStatus.objects.count() == 1
    assert Entry.objects.exclude(verb="sipd_file").count() == trail - 1  # the file of before is in the trail too


def test_status_is_told_with_source_and_day(make_in_state: Any, joko: Any, client: Any) -> None:
    proposal = known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    kept(joko, {"sipd_id": "990001", "status": "Menunggu verifikasi SKPD", "note": "Lengkapi <b>DED</b>"})
    page = client.get(proposal.get_absolute_url()).content.decode()
    assert "Menurut SIPD, tanggal 20 November 2026" in page
    assert "Status: Menunggu verifikasi SKPD. Catatan: Lengkapi &lt;b&gt;DED&lt;/b&gt;." in page
    status = SipdStatus.objects.get()
    assert (status.status, status.as_of, status.paired) == ("Menunggu verifikasi SKPD", DAY, False)
    told = for_readers(proposal.number)
    assert told is not None
    assert told.steps[-1].title == "Status di SIPD"


def test_reading_the_same_again_changes_nothing(make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    row = {"sipd_id": "990001", "status": "Menunggu verifikasi SKPD", "budget": 250_000_000}
    assert kept(joko, row).changed == 1
    entries = Entry.objects.filter(target_type="musrenbang.proposal").count()
    again = kept(joko, row, as_of=date(2026, 11, 22))
    assert (again.matched, again.changed, SipdStatus.objects.count()) == (1, 0, 1)
    assert Entry.objects.filter(target_type="musrenbang.proposal").count() == entries


def test_an_older_file_does_not_undo_a_newer_one(make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    kept(joko, {"sipd_id": "990001", "status": "Disetujui SKPD"})
    old = kept(joko, {"sipd_id": "990001", "status": "Menunggu verifikasi"}, as_of=date(2026, 10, 1))
    assert (old.matched, old.changed, old.report["older"]) == (1, 0, 1)
    assert SipdStatus.objects.get().status == "Disetujui SKPD"


def test_our_number_in_the_note_brings_sipds_id(make_in_state: Any, joko: Any) -> None:
    proposal = make_in_state("diverifikasi_kecamatan")
    row = {
        "sipd_id": "77",
        "title": "Lain sama sekali",
        "note": f"Nomor {proposal.number}.",
        "status": "Diterima Mitra",
    }
    assert kept(joko, row).matched == 1
    proposal.refresh_from_db()
    assert proposal.sipd_id == "77"
    again = row | {"note": f"Nomor {proposal.number}. Cek lapangan."}
    assert [kept(joko, again).changed, kept(joko, again).changed] == [1, 0]
    assert SipdStatus.objects.last().note == "Cek lapangan."  # our own number is not SIPD's word


def test_sipds_word_moves_a_proposal_by_the_planners_verb(make_in_state: Any, dewi: Any, joko: Any) -> None:
    proposal = known_to_sipd(make_in_state("prioritas"), joko)
    row = {"sipd_id": "990001", "status": "Disetujui TAPD", "agency": "Dinas Sosial", "budget": 240_000_000}
    seen = kept(joko, row)  # the kecamatan may read it, but not plan
    proposal.refresh_from_db()
    assert proposal.state == "prioritas"
    assert seen.report["differences"][0]["why"] == (
        f"SIPD: Masuk RKPD. Di sini: {proposal.state_label}. Langkah itu dilakukan perencana (Bappeda)."
    )
    kept(dewi, row)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.rkpd_amount, proposal.final_agency) == ("rkpd", 240_000_000, "Dinas Sosial")
    entry = Entry.objects.get(target_id=str(proposal.pk), verb="enter_rkpd")
    assert (entry.actor_id, entry.note.text) == (
        dewi.pk,
        "Menurut SIPD, tanggal 20\xa0November\xa02026: Disetujui TAPD.",
    )
    assert kept(dewi, row).changed == 0


def test_a_refusal_has_its_code_and_sipds_words(make_in_state: Any, dewi: Any, joko: Any) -> None:
    proposal = known_to_sipd(make_in_state("prioritas"), joko)
    kept(dewi, {"sipd_id": "990001", "status": "Ditolak SKPD", "note": "Melebihi pagu bidang"})
    proposal.refresh_from_db()
    assert proposal.state == "tidak_diakomodasi"
    assert proposal.ruling.reason == "melebihi_pagu"
    assert proposal.ruling.note.endswith("Ditolak SKPD. Melebihi pagu bidang")


@pytest.mark.parametrize(
    ("state", "row", "why"),
    [
        ("diajukan", {"status": "Masuk APBD"}, "Dari status ini langkah itu tidak dapat dilakukan."),
        ("prioritas", {"status": "Masuk RKPD"}, "Anggaran belum tertulis dalam berkas."),
        (
            "prioritas",
            {"status": "Masuk APBD", "budget": 1_000_000},
            "Dari status ini langkah itu tidak dapat dilakukan.",
        ),
        ("selesai", {"status": "Ditolak TAPD"}, "Dari status ini langkah itu tidak dapat dilakukan."),
        ("diajukan", {"status": "Dikembalikan Mitra"}, "Dari status ini langkah itu tidak dapat dilakukan."),
    ],
)
def test_what_the_table_does_not_allow_is_shown_and_not_forced(
    state: str, row: dict[str, Any], why: str, make_in_state: Any, dewi: Any
) -> None:
    proposal = make_in_state(state)
    Proposal.objects.filter(pk=proposal.pk).update(sipd_id="5", agency_final=None, agency_first=None)
    file = kept(dewi, {"sipd_id": "5", **row})
    proposal.refresh_from_db()
    assert proposal.state == state
    assert file.report["differences"][0]["why"].endswith(why)


def test_agreed_states_are_no_difference(make_in_state: Any, dewi: Any) -> None:
    proposal = make_in_state("dilaksanakan")
    Proposal.objects.filter(pk=proposal.pk).update(sipd_id="5")
    file = kept(dewi, {"sipd_id": "5", "status": "Masuk APBD", "budget": 9})
    assert file.report["differences"] == []


def test_rows_without_a_number_are_proposed_and_a_person_pairs_them(
    make_in_state: Any, joko: Any, tmp_path: Path
) -> None:
    meant = make_in_state("diverifikasi_kecamatan", title="Perbaikan saluran drainase Jalan Melati")
    make_in_state("diverifikasi_kecamatan", title="Pelatihan menjahit ibu PKK")
    row = {
        "sipd_id": "4711",
        "title": "Saluran drainase Jl Melati",
        "village": "KEL. KERTOSARI",
        "address": "RT 02 RW 04",
        "budget": 286_000_000,
        "status": "Diterima Mitra",
    }
    path = tmp_path / "status.xlsx"
    path.write_bytes(xlsx(sipd_rows(row)))
    found = tried(path)
    assert (found["matched"], found["changed"]) == (0, 0)
    (asked,) = found["proposed"]
    assert (asked["row"], asked["sipd_id"]) == (2, "4711")
    assert [one["id"] for one in asked["candidates"]] == [meant.pk]
    assert "kelurahan atau desa sama, RT 2, RW 4 sama, biaya sama" in asked["candidates"][0]["why"].replace(
        " RW", ", RW"
    )
    file = start_file(by=joko, upload=upload(path.read_bytes()), year=2028, as_of=DAY)
    confirm_file(by=joko, file=SipdFile.objects.get(pk=file.pk))
    assert SipdStatus.objects.count() == 0  # nothing is paired by itself
    confirm_file(by=joko, file=SipdFile.objects.get(pk=file.pk), pairs={"2": meant.pk})
    meant.refresh_from_db()
    assert (meant.sipd_id, SipdStatus.objects.get().paired) == ("4711", True)
    file.refresh_from_db()
    assert (file.rest, file.matched, file.changed) == ([], 1, 1)


def test_pairs_are_checked(make_in_state: Any, joko: Any, budi: Any, make_submitted: Any, indra: Any) -> None:
    mine, other = make_in_state("diajukan"), make_submitted(budi, region_id="33.23.03.2017")
    known_to_sipd(other, indra, "12")
    row = {"sipd_id": "1", "title": "Drainase", "village": "Kertosari"}
    file = start_file(by=joko, upload=upload(xlsx(sipd_rows(row, row | {"sipd_id": "2"}))), year=2028, as_of=DAY)
    file = SipdFile.objects.get(pk=file.pk)
    with pytest.raises(ValidationError, match="Satu usulan dipilih untuk dua baris"):
        confirm_file(by=joko, file=file, pairs={"2": mine.pk, "3": mine.pk})
    with pytest.raises(ValidationError, match="sudah memakai ID SIPD 12"):
        confirm_file(by=joko, file=file, pairs={"2": other.pk})
    with pytest.raises(ValidationError, match="tidak ada di wilayah Anda"):
        confirm_file(by=joko, file=file, pairs={"2": 10**9})
    with pytest.raises(PermissionDenied):
        confirm_file(by=make_officer("lain", "Lain", Role.OFFICER, "33.23.03"), file=file)
    confirm_file(by=joko, file=file)
    with pytest.raises(StateError):
        confirm_file(by=joko, file=SipdFile.objects.get(pk=file.pk))


def test_only_proposals_of_the_officers_place_are_touched(make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    make_region("33.23.04", "Tlogomulyo")
    elsewhere = make_officer("jauh", "Petugas Jauh", Role.OFFICER, "33.23.04")
    file = start_file(by=elsewhere, upload=upload(xlsx(sipd_rows({"sipd_id": "990001"}))), year=2028, as_of=DAY)
    file.refresh_from_db()
    assert (file.report["matched"], file.report["open"], file.report["proposed"][0]["candidates"]) == (0, 1, [])


@pytest.mark.parametrize("name", ["citra", "eko", "hadi", "fajar", "ani"])
def test_others_do_not_deal_with_sipd(name: str, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        start_file(by=request.getfixturevalue(name), upload=upload(b"x"), year=2028, as_of=DAY)


def test_mistakes_are_named_by_row_and_column(tmp_path: Path, make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    rows = sipd_rows(
        {"sipd_id": "990001", "budget": "seratus", "Warna": "merah"},
        {"sipd_id": "990001", "budget": -5},
        {"sipd_id": "3", "budget": 9 * 10**13},
        more=["Warna"],
    )
    path = tmp_path / "status.xlsx"
    path.write_bytes(xlsx(rows))
    found = tried(path)
    assert found["unknown_columns"] == ["Warna"]
    assert [(e["row"], e["column"], e["message"]) for e in found["errors"]] == [
        (2, "Anggaran", "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000."),
        (3, "Anggaran", "Jumlah rupiah tidak boleh kurang dari nol."),
        (3, "ID Usulan", "ID ini sudah ada pada baris 2. Satu usulan satu baris."),
        (4, "Anggaran", "Paling besar 10.000.000.000.000."),
    ]
    assert (found["matched"], found["changed"], SipdStatus.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x00\x01biner", "Berkas ini bukan Excel (.xlsx) atau CSV. Simpan ulang dari Excel, lalu unggah lagi."),
        (
            b"PK\x03\x04rusak",
            "Berkas Excel ini rusak dan tidak dapat dibuka. Simpan ulang dari Excel, lalu unggah lagi.",
        ),
        (b"nama;umur\nAni;3\n", "Judul kolom tidak ditemukan. Pakailah templat, dan jangan ubah baris pertamanya."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "status.csv"
    path.write_bytes(data)
    assert tried(path)["errors"] == [{"row": 0, "column": "", "message": message}]


def test_a_csv_of_an_indonesian_excel_is_read(tmp_path: Path, make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    path = tmp_path / "status.csv"
    table = [
        ["No", "ID Usulan", "Status Existing", "Anggaran", "Koefisien"],
        ["1", "990001", "Diterima", "1.250.000,00", "240 m"],
    ]
    path.write_bytes(csv_bytes(table, ";"))
    found = tried(path)
    assert (found["matched"], found["changed"], found["errors"], found["unknown_columns"]) == (1, 1, [], [])


def test_the_command_keeps_only_as_an_officer(tmp_path: Path, make_in_state: Any, joko: Any, citra: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    path = tmp_path / "status.xlsx"
    path.write_bytes(xlsx(sipd_rows({"sipd_id": "990001", "status": "Diterima"})))
    for more in ([], ["--by", "tidak-ada"]):
        with pytest.raises(CommandError, match="--by"):
            call_command("sipd_import", str(path), *more)
    with pytest.raises(PermissionDenied):
        call_command("sipd_import", str(path), "--by", "citra")
    call_command("sipd_import", str(path), "--by", "joko", "--date", "2026-11-20", stdout=io.StringIO())
    assert SipdStatus.objects.get().as_of == DAY


def test_a_failing_row_leaves_nothing(make_in_state: Any, joko: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off halfway: no status, no number of SIPD, no trail stays."""
    both = make_in_state("diajukan"), make_in_state("diajukan", title="Lampu jalan")
    rows = [{"sipd_id": str(n), "note": one.number, "status": "Diterima"} for n, one in enumerate(both, 1)]
    file = start_file(by=joko, upload=upload(xlsx(sipd_rows(*rows))), year=2028, as_of=DAY)
    done: list[int] = []

    def broken(**given: Any) -> None:
        done.append(given["target"].pk)
        if len(done) == 2:
            raise StateError("Terputus.")

    monkeypatch.setattr("musrenbang.services.sipd.record", broken)
    confirm_file(by=joko, file=SipdFile.objects.get(pk=file.pk))
    file.refresh_from_db()
    assert (file.state, file.trouble, len(done)) == (SipdFile.State.FAILED, "Terputus.", 2)
    assert not SipdStatus.objects.exists()
    assert not Proposal.objects.exclude(sipd_id=None).exists()


def test_planning_asks_the_same_number_of_questions_for_any_number_of_rows(
    make_in_state: Any, django_assert_num_queries: Any
) -> None:
    rows = sipd.read(xlsx(sipd_rows(*[{"sipd_id": str(n), "status": "Diterima"} for n in range(30)]))).rows
    for n in range(3):
        Proposal.objects.filter(pk=make_in_state("diajukan", title=f"Usulan {n}").pk).update(sipd_id=str(n))
        with django_assert_num_queries(4):
            planned(rows, Year(2028), DAY)
