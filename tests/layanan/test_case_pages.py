"""The officers' pages of applications: queue, one page a case, files only through our view, registers, the board."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from core.files import store_upload
from core.seal import SigningKey
from layanan.models import ApplicationFile, CaseEvent, CaseLook, Letter, ServiceCost
from layanan.queries import board
from layanan.services import case_events
from tests.factories import desk_login
from tests.layanan.case_world import (
    MONDAY,
    WORDS,
    issued,
    make_application,
    make_service,
    make_staff,
    make_template,
    to_signature,
)

pytestmark = pytest.mark.django_db
QUEUE = "/petugas/permohonan/"


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


def desk(user: Any) -> Client:
    client = Client()
    desk_login(client, user)
    return client


def send(client: Client, case: Any, name: str, **data: Any) -> Any:
    return client.post(f"{QUEUE}{case.pk}/{name}/", {"kunci": str(uuid.uuid4()), **data})


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("kk.jpg", out.getvalue())


def test_a_standard_letter_takes_six_clicks(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    paper = ApplicationFile.objects.create(application=case, slug="kk", label="Kartu keluarga", brought=True)
    officer, clicks = desk(staff["joko"]), 0
    assert case.number in officer.get(QUEUE).content.decode()
    page = officer.get(case.desk_url).content.decode()
    clicks += 1  # open
    assert "Yang bertanda tangan" in page
    answer = send(officer, case, "teruskan", seen=[paper.pk], body="Nama: Ani Lestari\n\nadalah warga kami.")
    clicks += 2  # tick the original, send on with the letter
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.seen_by, paper.seen_at) == (staff["joko"], MONDAY)
    for who, name in (("kirana", "paraf"), ("sari", "paraf"), ("lukman", "tandatangan")):
        assert send(desk(staff[who]), case, name).status_code == 302
    officer.get(case.desk_url)
    assert send(officer, case, "serahkan").status_code == 302
    clicks += 2  # open, hand over
    case.refresh_from_db()
    assert (case.state, clicks <= 6) == ("selesai", True)
    assert Letter.objects.get().body == "Nama: Ani Lestari\n\nadalah warga kami."


def test_bad_input_comes_back_with_its_words(service: Any, staff: dict[str, Any]) -> None:
    case, officer = make_application(service), desk(staff["joko"])
    page = send(officer, case, "minta", reason="", note="pendek sekali").content.decode()
    assert "pendek sekali" in page
    assert "Pilih alasan" in page
    assert send(officer, case, "paraf").url == case.desk_url
    assert send(officer, case, "apa-saja").status_code == 404
    assert officer.get(f"{QUEUE}{case.pk}/teruskan/").status_code == 405
    case.refresh_from_db()
    assert case.state == "diajukan"


def test_the_same_form_twice_does_its_deed_once(service: Any, staff: dict[str, Any]) -> None:
    case, officer = make_application(service), desk(staff["joko"])
    key = {"kunci": str(uuid.uuid4()), "text": "Pemohon menelepon."}
    for _ in range(2):
        assert officer.post(f"{QUEUE}{case.pk}/catatan/", key).status_code == 302
    assert case.notes.count() == 1
    again = {"kunci": str(uuid.uuid4())}
    for _ in range(2):
        assert officer.post(f"{QUEUE}{case.pk}/ambil/", again).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.owner) == ("diperiksa", staff["joko"])


def test_an_application_is_given_to_another_officer(service: Any, staff: dict[str, Any], citra: Any) -> None:
    case, officer = make_application(service), desk(staff["joko"])
    assert send(officer, case, "petugas", officer=staff["sari"].pk).status_code == 302
    case.refresh_from_db()
    assert case.owner == staff["sari"]
    assert send(officer, case, "petugas", officer=citra.pk).status_code == 200
    case.refresh_from_db()
    assert case.owner == staff["sari"]


def test_papers_open_through_our_view_alone_and_every_look_is_written_down(
    service: Any, staff: dict[str, Any], ani: Any, indra: Any, citra: Any
) -> None:
    case = make_application(service, applicant=ani)
    stored = store_upload(picture(), owner=ani)
    paper = ApplicationFile.objects.create(application=case, slug="kk", label="Kartu keluarga", stored=stored)
    address = f"{QUEUE}{case.pk}/berkas/{paper.pk}/"
    officer = desk(staff["joko"])
    assert officer.get(stored.get_absolute_url()).status_code == 404
    assert officer.get(address).status_code == officer.get(address).status_code == 200
    assert officer.get(f"{address}kecil/").status_code == 200
    officer.get(case.desk_url)
    officer.get(case.desk_url)
    looks = list(CaseLook.objects.order_by("id").values_list("user__username", "kind", "what"))
    assert looks == [("joko", "berkas", "Kartu keluarga")] * 2 + [("joko", "halaman", "")]
    assert "Kartu keluarga" in officer.get(f"{QUEUE}{case.pk}/akses/").content.decode()
    for user, code in ((indra, 403), (citra, 403), (ani, 403)):
        client = desk(user)
        assert client.get(address).status_code == code
        assert client.get(case.desk_url).status_code == code
    assert Client().get(address).status_code == 302
    assert CaseLook.objects.count() == 3


def test_letters_are_opened_revoked_and_replaced_at_the_desk(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service)
    letter = issued(case, staff)
    camat, officer = desk(staff["lukman"]), desk(staff["joko"])
    assert officer.get(f"{QUEUE}{case.pk}/surat/{letter.pk}/surat.pdf").status_code == 200
    assert officer.get(f"{QUEUE}{case.pk}/surat/{letter.pk}/pindaian.pdf").status_code == 404
    assert officer.get(f"{QUEUE}{case.pk}/surat/cabut/").status_code == 404
    assert camat.get(f"{QUEUE}{case.pk}/surat/ganti/").status_code == 200
    data = {"kunci": str(uuid.uuid4()), "reason": "salah", "body": "Isi yang benar."}
    assert camat.post(f"{QUEUE}{case.pk}/surat/ganti/", data).status_code == 302
    data = {"kunci": str(uuid.uuid4()), "reason": "palsu", "note": WORDS}
    assert camat.post(f"{QUEUE}{case.pk}/surat/cabut/", data).status_code == 302
    assert list(Letter.objects.order_by("id").values_list("state", flat=True)) == ["diganti", "dicabut"]
    register = letter.entry.register
    page = officer.get(f"/petugas/surat/{register.pk}/").content.decode()
    assert letter.number in page
    data = {"kunci": str(uuid.uuid4()), "why": "Lembar rusak"}
    assert officer.post(f"/petugas/surat/{register.pk}/", data).status_code == 302
    table = b"".join(officer.get(f"/petugas/surat/{register.pk}/agenda.csv")).decode()
    assert "Lembar rusak" in table
    assert "Ani Lestari" not in table


def test_queue_filters_and_whose_turn_it_is(service: Any, staff: dict[str, Any]) -> None:
    waiting = make_application(service, name="Budi Santoso")
    sent = to_signature(make_application(service), staff)
    late = make_application(service, received_at=MONDAY - timedelta(days=14))
    officer, camat = desk(staff["joko"]), desk(staff["lukman"])
    everything = officer.get(QUEUE).content.decode()
    assert everything.index(late.number) < everything.index(waiting.number)
    for query, there, gone in (
        ("?q=Budi", waiting, sent),
        ("?lewat=1", late, waiting),
        ("?saya=1", sent, waiting),
        ("?urut=baru&q=" + waiting.number, waiting, late),
    ):
        page = officer.get(QUEUE + query).content.decode()
        assert there.number in page, query
        assert gone.number not in page, query
    turn = camat.get(f"{QUEUE}?giliran=1").content.decode()
    assert (sent.number in turn, waiting.number in turn) == (True, False)
    assert officer.get(f"{QUEUE}?status=%00&urut=x&halaman=zz&layanan=%27").status_code == 200


def test_the_queue_asks_as_much_for_one_as_for_thirty(
    service: Any, staff: dict[str, Any], django_assert_num_queries: Any
) -> None:
    make_application(service, owner=staff["joko"])
    officer = desk(staff["joko"])
    officer.get(QUEUE)
    with django_assert_num_queries(QUERIES):
        officer.get(QUEUE)
    for _ in range(30):
        make_application(service, owner=staff["joko"])
    with django_assert_num_queries(QUERIES):
        officer.get(QUEUE)


QUERIES = 9


def test_the_board_counts_promises_the_worst_first(service: Any, client: Any) -> None:
    slow = make_service("lambat", name="Izin keramaian")
    few = make_service("jarang", name="Ahli waris")
    for made, kept, broken in ((service, 9, 1), (slow, 2, 6), (few, 4, 0)):
        for place in range(kept + broken):
            case_events.note(made, "siap", "daring", kept=place < kept)
    case_events.note(slow, "siap", "daring", kept=False, at=MONDAY - timedelta(weeks=13))
    rows = board.promises()
    assert [(one.name, one.count, one.kept, one.share) for one in rows] == [
        ("Izin keramaian", 8, 2, 25.0),
        ("Surat Keterangan Tidak Mampu", 10, 9, 90.0),
        ("Ahli waris", 4, 4, None),
    ]
    page = client.get("/layanan/janji/").content.decode()
    assert "11 dari 18 permohonan (61 %)" in page
    table = b"".join(client.get("/layanan/janji/janji.csv")).decode()
    assert "Ahli waris" in table
    assert "kurang dari 5" in table


def test_four_figures_come_from_the_log_again_and_again(service: Any, places: None) -> None:
    for kind, channel, count in (("mulai", "daring", 10), ("kirim", "daring", 6), ("kirim", "loket", 4)):
        for _ in range(count):
            case_events.note(service, kind, channel)
    ServiceCost.objects.create(region_id=service.region_id, month="2026-10-01", amount=600_000)
    for _ in range(6):
        case_events.note(service, "selesai", "daring", at=MONDAY - timedelta(days=40))
    once, again = board.four_figures(), board.four_figures()
    assert once == again
    assert [one.words for one in once] == ["60 %", "belum cukup data", "60 %", "Rp100.000"]
    assert CaseEvent.objects.count() == 26
