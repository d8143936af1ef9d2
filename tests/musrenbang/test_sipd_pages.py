"""SIPD and tables of proposals at the desk: dry run first, confirm, history, pairs, downloads; questions stay few."""

import uuid
from datetime import date
from typing import Any

import pytest

from audit.models import Entry
from musrenbang import services
from musrenbang.models import Cycle, Proposal, ProposalSheet, SipdFile, SipdStatus
from musrenbang.queries.sipd import export_rows
from musrenbang.sipd import HEADERS
from tests.conftest import KERTOSARI
from tests.factories import desk_login
from tests.musrenbang.tables import PAST, past, read_back, sheet_rows, sipd_rows, upload, village, xlsx
from wilayah.models import Region

pytestmark = pytest.mark.django_db
SIPD = "/petugas/sipd/"
SHEETS = "/petugas/lembar-usulan/"
SIPD_QUERIES, SHEET_QUERIES = 6, 6


def sent(data: bytes, **more: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), "berkas": upload(data), "year": "2028", "as_of": "2026-11-20", **more}


@pytest.fixture
def known(make_in_state: Any, joko: Any) -> Proposal:
    """A proposal that SIPD knows as 501."""
    proposal: Proposal = services.complete_record(
        by=joko, proposal=make_in_state("diverifikasi_kecamatan"), sipd_id="501"
    )
    return proposal


def test_a_file_is_tried_then_kept(client: Any, known: Proposal, joko: Any) -> None:
    desk_login(client, joko)
    data = xlsx(sipd_rows({"sipd_id": "501", "status": "Diterima Mitra", "Warna": "x"}, more=["Warna"]))
    answer = client.post(SIPD, sent(data))
    file = SipdFile.objects.get()
    assert (answer.status_code, answer.url) == (302, f"{SIPD}{file.pk}/")
    page = client.get(answer.url).content.decode()
    assert "Status: Diterima Mitra." in page
    assert "Kolom ini tidak dikenal dan dilewati: Warna." in page
    assert not SipdStatus.objects.exists()
    form = {"kunci": str(uuid.uuid4())}
    assert [client.post(answer.url, form).status_code for _ in range(2)] == [302, 302]  # sent twice, kept once
    assert SipdStatus.objects.count() == 1
    assert "Usulan berubah" in client.get(answer.url).content.decode()
    assert "1 berubah dari 1 yang cocok" in client.get(SIPD).content.decode()


def test_mistakes_stand_on_the_page_and_cannot_be_kept(client: Any, known: Proposal, joko: Any) -> None:
    desk_login(client, joko)
    answer = client.post(SIPD, sent(xlsx(sipd_rows({"sipd_id": "501", "budget": "banyak"}))))
    page = client.get(answer.url).content.decode()
    assert "Tulis jumlah rupiah dengan angka saja, misalnya 1.250.000." in page
    assert "Simpan" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "belum selesai diperiksa" in client.post(answer.url, {"kunci": str(uuid.uuid4())}).content.decode()
    assert not SipdStatus.objects.exists()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"as_of": "2031-01-01"}, "Tanggal data tidak boleh di masa depan."),
        ({"year": "dua"}, "Tulis bilangan bulat tanpa koma, misalnya 120."),
        ({"berkas": ""}, "Pilih berkas status SIPD."),
        ({"berkas": upload(b"")}, "Berkas ini kosong. Pilih berkas lain."),
    ],
)
def test_what_was_typed_stays_with_the_mistake(more: dict[str, Any], words: str, client: Any, joko: Any) -> None:
    desk_login(client, joko)
    answer = client.post(SIPD, sent(b"x", **more))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not SipdFile.objects.exists()


def test_pairs_are_chosen_on_the_page(client: Any, make_in_state: Any, joko: Any) -> None:
    meant = make_in_state("diverifikasi_kecamatan", title="Drainase Jalan Melati")
    desk_login(client, joko)
    row = {"sipd_id": "9", "title": "Drainase Jl. Melati", "village": "Kertosari", "status": "Diterima"}
    address = client.post(SIPD, sent(xlsx(sipd_rows(row)))).url
    page = client.get(address).content.decode()
    assert f"{meant.number} Drainase Jalan Melati (kata sama" in page
    client.post(address, {"kunci": str(uuid.uuid4()), "baris-2": str(meant.pk)})
    meant.refresh_from_db()
    assert (meant.sipd_id, SipdStatus.objects.get().paired) == ("9", True)
    assert Entry.objects.get(verb="sipd").data["paired"] == "True"


def test_a_row_like_no_proposal_is_paired_by_our_number(client: Any, make_in_state: Any, joko: Any) -> None:
    meant = make_in_state("diverifikasi_kecamatan", title="Drainase Jalan Melati")
    desk_login(client, joko)
    row = {"sipd_id": "9", "title": "Xyzzy", "village": "Kertosari", "status": "Diterima"}
    address = client.post(SIPD, sent(xlsx(sipd_rows(row)))).url
    assert "Baris 2: Xyzzy" in client.get(address).content.decode()
    form = {"kunci": str(uuid.uuid4()), "nomor-2": "2028/33.23.03/9999"}
    assert "Nomor usulan ini tidak ada. Periksa lagi." in client.post(address, form).content.decode()
    client.post(address, form | {"nomor-2": f" {meant.number} "})
    meant.refresh_from_db()
    assert (meant.sipd_id, SipdStatus.objects.get().paired) == ("9", True)


def test_a_file_is_its_officers_own(client: Any, known: Proposal, joko: Any, dewi: Any) -> None:
    desk_login(client, joko)
    address = client.post(SIPD, sent(xlsx(sipd_rows({"sipd_id": "501"})))).url
    desk_login(client, dewi)
    assert client.get(address).status_code == 404
    assert client.post(address, {"kunci": str(uuid.uuid4())}).status_code == 404


def test_the_download_is_the_officers_own_place(client: Any, known: Proposal, joko: Any) -> None:
    desk_login(client, joko)
    answer = client.get(f"{SIPD}ekspor/2028.xlsx")
    rows = read_back(b"".join(answer.streaming_content))
    assert rows[0] == list(HEADERS.values())
    assert [row[0] for row in rows[1:]] == ["501"]
    answer = client.get(f"{SIPD}ekspor/2028.csv")
    assert b"501" in b"".join(answer.streaming_content)
    assert client.get(f"{SIPD}ekspor/2028.pdf").status_code == 404


def test_a_past_list_by_the_page(client: Any, cycle: Cycle, joko: Any) -> None:
    desk_login(client, joko)
    old = Cycle.objects.create(region=cycle.region, plan_year=2026, deliberation_year=2025)
    template = client.get(f"{SHEETS}templat/{old.pk}/{old.region_id}.xlsx")
    assert read_back(template.content)[0][0] == "Nomor usulan *"
    data = xlsx(sheet_rows(PAST, old, old.region, past(rt="000")))
    address = client.post(f"{SHEETS}lama/", sent(data, year="2026", region=old.region_id)).url
    page = client.get(address).content.decode()
    assert "Tidak ada RT nomor 0. Kosongkan sel ini bila tidak tahu." in page
    data = xlsx(sheet_rows(PAST, old, old.region, past()))
    address = client.post(f"{SHEETS}lama/", sent(data, year="2026", region=old.region_id)).url
    assert "Buat 1 usulan" in client.get(address).content.decode()
    assert client.post(address, {"kunci": str(uuid.uuid4())}).status_code == 302
    assert "nomor 2026/33.23.03/0001 sampai 2026/33.23.03/0001" in client.get(address).content.decode()
    assert "Daftar tahun sebelumnya" in client.get(SHEETS).content.decode()


def test_a_village_sheet_by_the_page(client: Any, cycle: Cycle, citra: Any, indra: Any) -> None:
    desk_login(client, citra)
    region = Region.objects.get(pk=KERTOSARI)
    data = xlsx(sheet_rows(ProposalSheet.Kind.VILLAGE, cycle, region, village()))
    address = client.post(f"{SHEETS}desa/", sent(data, cycle=cycle.pk, region=KERTOSARI)).url
    client.post(address, {"kunci": str(uuid.uuid4())})
    made = Proposal.objects.get()
    assert "lembar usulan, dengan persetujuan pengusul" in client.get(f"/petugas/usulan/{made.pk}/").content.decode()
    desk_login(client, indra)
    assert client.get(address).status_code == 404
    answer = client.post(f"{SHEETS}desa/", sent(data, cycle=cycle.pk, region=KERTOSARI))
    assert "Pilih wilayah" in answer.content.decode()
    assert ProposalSheet.objects.count() == 1


def test_what_the_worker_has_in_hand_says_how_far_it_is(client: Any, cycle: Cycle, joko: Any) -> None:
    desk_login(client, joko)
    file = SipdFile.objects.create(name="a.xlsx", year=2028, as_of=date(2026, 11, 1), by=joko, done=1250)
    sheet = ProposalSheet.objects.create(
        name="b.xlsx", kind=PAST, cycle=cycle, region=cycle.region, by=joko, done=250, state=ProposalSheet.State.QUEUED
    )
    assert "1.250 baris sudah dibaca." in client.get(file.get_absolute_url()).content.decode()
    assert "Sedang disimpan" in client.get(sheet.get_absolute_url()).content.decode()
    answer = client.post(sheet.get_absolute_url(), {"kunci": str(uuid.uuid4())})
    assert "belum selesai diperiksa" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_histories_ask_the_same_number_of_questions_for_1_and_30_rows(
    client: Any, cycle: Cycle, joko: Any, django_assert_num_queries: Any
) -> None:
    desk_login(client, joko)
    client.get(SIPD)
    for rows in (1, 29):
        for n in range(rows):
            SipdFile.objects.create(name=f"{n}.xlsx", year=2028, as_of=date(2026, 11, 1), by=joko)
            ProposalSheet.objects.create(name=f"{n}.xlsx", kind=PAST, cycle=cycle, region=cycle.region, by=joko)
        with django_assert_num_queries(SIPD_QUERIES):
            client.get(SIPD)
        with django_assert_num_queries(SHEET_QUERIES):
            client.get(SHEETS)


def test_the_export_asks_four_questions_for_any_number(
    known: Proposal, make_in_state: Any, django_assert_num_queries: Any, joko: Any
) -> None:
    for _ in range(2):
        with django_assert_num_queries(4):
            list(export_rows(2028, joko))
        make_in_state("diajukan", title="Lampu jalan")
