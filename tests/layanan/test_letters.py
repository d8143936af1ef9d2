"""Letters: numbers without gap, the seal read back from the page, forgeries told apart, revoking and replacing."""

import hashlib
import threading
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import connection

from audit.models import Entry
from core.seal import SigningKey
from core.seal.house import check_text
from core.states import StateError
from layanan.letter_paper import paragraphs
from layanan.letter_states import LETTER
from layanan.letters.masking import masked
from layanan.letters.merge import faults, merged
from layanan.letters.numbers import gap_words, gaps, pattern_faults, serial_in, written
from layanan.models import Letter, LetterClass, LetterRegister, RegisterEntry
from layanan.queries.letters import register_view
from layanan.services import handling
from layanan.services.letters import attach_scan, replace_letter, revoke_letter
from layanan.services.register import spoil_number, take_number
from tests.layanan.case_world import (
    MONDAY,
    WORDS,
    issued,
    make_application,
    make_class,
    make_head,
    make_service,
    make_staff,
    make_template,
    to_signature,
)
from tests.lifecycle import walk

pytestmark = pytest.mark.django_db
KEY = SigningKey.new()
REASON = "Nama orang tua pada surat ini keliru."


@pytest.fixture(autouse=True)
def _house(settings: Any) -> Any:
    settings.SEAL_KEY = KEY.line
    settings.SITE_URL = "https://temanggung.example.id"
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def staff(joko: Any) -> dict[str, Any]:
    return make_staff(joko)


@pytest.fixture
def service(places: None) -> Any:
    made = make_service()
    make_head()
    make_template(made, valid_days=30)
    return made


@pytest.fixture
def letter(service: Any, staff: dict[str, Any]) -> Letter:
    return issued(make_application(service), staff)


def content_of(letter: Letter) -> bytes:
    with letter.stored.file.open("rb") as opened:
        return bytes(opened.read())


def test_the_letter_is_numbered_sealed_and_hashed_once(letter: Letter) -> None:
    assert letter.number == "400/1/Kec.Tmg/XI/2026"
    assert (letter.masked_name, letter.purpose) == ("An* Le*****", "Pendaftaran sekolah")
    assert letter.signer == "Lukman Hakim, S.IP., Camat Temanggung"
    assert str(letter.until) == "2026-12-23"
    assert letter.digest == hashlib.sha256(content_of(letter)).hexdigest() == letter.entry.digest
    verdict = check_text(letter.seal)
    assert (verdict.valid, verdict.url) == (True, f"https://temanggung.example.id/cek/{letter.token}")
    assert verdict.facts is not None
    assert (verdict.facts.number, verdict.facts.name) == (letter.number, letter.masked_name)


def test_the_code_is_read_back_from_the_printed_page(letter: Letter) -> None:
    pdfium, zxing = pytest.importorskip("pypdfium2"), pytest.importorskip("zxingcpp")
    page = pdfium.PdfDocument(content_of(letter))[0]
    picture = page.render(scale=150 / 72).to_pil()
    found = zxing.read_barcodes(picture)
    assert [one.text for one in found] == [letter.seal]
    assert len(letter.seal) <= 350
    assert "M" in str(found[0].ec_level)
    corners = found[0].position
    side = (corners.top_right.x - corners.top_left.x) / 150 * 25.4
    assert side >= 32, side
    width, height = (round(edge / 72 * 25.4) for edge in page.get_size())
    assert (width, height) == (215, 330)
    text = page.get_textpage().get_text_range()
    assert "PEMERINTAH KABUPATEN TEMANGGUNG" in text.upper()
    assert all(word in text for word in ("Ani Lestari", letter.number, "Lukman Hakim, S.IP."))


def test_the_longest_words_still_fit_on_the_page(service: Any, staff: dict[str, Any]) -> None:
    pdfium, zxing = pytest.importorskip("pypdfium2"), pytest.importorskip("zxingcpp")
    long = "Pengajuan bantuan biaya pendidikan tinggi bagi anak ketiga di perguruan tinggi negeri luar provinsi " * 2
    case = make_application(service, name="Raden Ajeng " + "Kusumaningrum " * 6, answers={"keperluan": long})
    made = issued(case, staff)
    picture = pdfium.PdfDocument(content_of(made))[0].render(scale=150 / 72).to_pil()
    assert [one.text for one in zxing.read_barcodes(picture)] == [made.seal]
    assert len(made.seal) <= 350


def test_forgeries_are_told_apart(letter: Letter, service: Any, staff: dict[str, Any]) -> None:
    other = issued(make_application(service, name="Budi Santoso"), staff)
    edited = content_of(letter).replace(b"%PDF-1", b"%PDF-2", 1)
    assert hashlib.sha256(edited).hexdigest() not in (letter.digest, letter.scan_digest)  # the words were edited
    copied = check_text(other.seal)  # the code of another letter on this paper: its signed facts are others
    assert copied.facts is not None
    assert (copied.valid, copied.facts.number) == (True, other.number)
    assert (copied.facts.number, copied.facts.name) != (letter.number, letter.masked_name)
    mixed = letter.seal.split("#")[0] + "#" + other.seal.split("#")[1]  # its address with other facts
    assert check_text(mixed).valid is False
    new = replace_letter(by=staff["lukman"], letter=letter, reason="salah", body="Isi yang benar.")
    letter.refresh_from_db()
    assert (letter.state, new.state, new.replaces_id) == ("diganti", "berlaku", letter.pk)  # the old version
    assert new.number == "400/3/Kec.Tmg/XI/2026"
    assert check_text(letter.seal).valid is True  # the seal alone cannot know: the page says so


def test_a_revoked_letter_needs_reason_and_words(letter: Letter, staff: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        revoke_letter(by=staff["lukman"], letter=letter, reason="salah", note="")
    revoke_letter(by=staff["lukman"], letter=letter, reason="palsu", note=REASON)
    with pytest.raises(StateError):
        replace_letter(by=staff["lukman"], letter=letter, reason="salah", body="Isi baru.")
    assert Letter.objects.count() == 1
    assert RegisterEntry.objects.count() == 1
    assert Entry.objects.filter(verb="revoke", target_id=str(letter.pk)).count() == 1


def test_every_state_deed_and_person_of_a_letter(
    service: Any, staff: dict[str, Any], ani: Any, citra: Any, hadi: Any
) -> None:
    def make(state: str) -> Letter:
        case = make_application(service, applicant=ani)
        handling.forward(by=staff["joko"], application=case)
        Letter.objects.filter(application=case).update(state=state, digest="x")
        return Letter.objects.get(application=case)

    could = walk(LETTER, make, {**staff, "ani": ani, "citra": citra, "hadi": hadi})
    rights = {"layanan.handle": set(staff), "layanan.sign": {"lukman"}}
    assert could == {(source, row.name): rights[row.rule] for row in LETTER for source in row.sources}


def test_a_scan_is_a_second_true_file(letter: Letter, staff: dict[str, Any]) -> None:
    scan = b"%PDF-1.7 pindaian"
    with pytest.raises(ValidationError):
        attach_scan(by=staff["joko"], letter=letter, upload=ContentFile(b"bukan pdf", name="a.pdf"))
    attach_scan(by=staff["joko"], letter=letter, upload=ContentFile(scan, name="a.pdf"))
    letter.refresh_from_db()
    assert letter.scan_digest == hashlib.sha256(scan).hexdigest()
    assert letter.digest != letter.scan_digest


def test_a_provider_signs_and_its_bytes_are_the_letter(places: None, staff: dict[str, Any], settings: Any) -> None:
    settings.LETTER_SIGNER = "layanan.signing.FakeProvider"
    service = make_service("digital", output="digital")
    make_template(service)
    case = to_signature(make_application(service), staff)
    with pytest.raises(ValidationError) as refused:
        handling.sign(by=staff["lukman"], application=case, passphrase="salah")
    assert "passphrase" in refused.value.message_dict
    case.refresh_from_db()
    assert (case.state, Letter.objects.get().state) == ("tanda_tangan", "draf")
    handling.sign(by=staff["lukman"], application=case, passphrase="contoh-sandi")
    made = Letter.objects.get()
    assert b"%%TTE-CONTOH" in content_of(made)
    assert (made.provider, made.digest) == ("Contoh (bukan TTE)", hashlib.sha256(content_of(made)).hexdigest())
    case.refresh_from_db()
    assert case.state == "terbit_digital"


def test_no_letter_without_key_or_template(places: None, staff: dict[str, Any], settings: Any) -> None:
    service = make_service()
    case = make_application(service)
    with pytest.raises(ValidationError):
        handling.forward(by=staff["joko"], application=case)
    make_template(service)
    settings.SEAL_KEY = ""
    to_signature(case, staff)
    with pytest.raises(StateError):
        handling.sign(by=staff["lukman"], application=case)
    assert Letter.objects.get().state == "draf"


def test_an_empty_field_is_told_before_a_number_is_given_for_good(service: Any, staff: dict[str, Any]) -> None:
    case = make_application(service, name="", village_id=None)
    with pytest.raises(ValidationError) as refused:
        handling.forward(by=staff["joko"], application=case)
    assert "nama, desa" in str(refused.value)
    assert RegisterEntry.objects.count() == 0


def test_numbers_of_an_outside_book_are_typed_once_and_gaps_are_shown(places: None, joko: Any) -> None:
    klass = make_class("474", numbering="luar")
    for typed in ("474/7/Kec.Tmg/XI/2026", "474/10/Kec.Tmg/XI/2026", "Umum-1"):
        take_number(klass=klass, subject="Hal", typed=typed)
    for wrong in ("", "474/7/Kec.Tmg/XI/2026", "474/007/Kec.Tmg/XII/2026", "umum-1"):
        with pytest.raises(ValidationError):
            take_number(klass=klass, subject="Hal", typed=wrong)
    spoil_number(by=joko, klass=klass, why="Lembar rusak", typed="474/8/Kec.Tmg/XI/2026")
    register = LetterRegister.objects.get()
    assert register_view(register).gaps == "1–6, 9"
    assert list(register.entries.order_by("id").values_list("serial", "void")) == [
        (7, False),
        (10, False),
        (None, False),
        (8, True),
    ]


def test_lines_with_a_colon_become_a_list_and_a_sentence_stays_one() -> None:
    assert paragraphs("Camat menerangkan bahwa:\n\nNama: Ani\nNIK:\r\n\r\nadalah warga:\nkami.") == [
        {"text": "Camat menerangkan bahwa:"},
        {"rows": [("Nama", "Ani"), ("NIK", "")]},
        {"text": "adalah warga: kami."},
    ]


def test_pure_parts_of_letters() -> None:
    assert masked("Ani Lestari") == "An* Le*****"
    assert masked("I Wayan D") == "I* Wa*** D*"
    assert merged("{nama} {lain}", {"nama": "{nik}", "nik": "33"}) == "{nik} "
    assert faults("{nama} {tinggi}", ["berat"]) == ["Isian {tinggi} tidak ada pada formulir layanan ini."]
    assert faults("{nama", []) == ["Kurung kurawal hanya dipakai untuk isian, misalnya {nama}."]
    shape = "{kode}/{nomor}/{unit}/{bulan}/{tahun}"
    number = written(shape, code="474", serial=125, unit="Kec.ABC", day=MONDAY.date())
    assert number == "474/125/Kec.ABC/XI/2026"
    assert serial_in(number, shape, code="474", unit="Kec.ABC") == 125
    assert serial_in("474/125/Kec.XYZ/XI/2026", shape, code="474", unit="Kec.ABC") is None
    assert gap_words(gaps([2, 3, 7, 8, 10], first=2)) == "4–6, 9"
    assert len(pattern_faults("{kode}/{apa}")) == 2


@pytest.mark.django_db(transaction=True)
def test_officers_taking_a_number_at_once_get_no_double_and_no_gap(places: None) -> None:
    klass = make_class()
    at_once = 50 if connection.vendor == "postgresql" else 6
    start, faults_ = threading.Barrier(at_once), []

    def one(place: int) -> None:
        try:
            start.wait(30)
            take_number(klass=LetterClass.objects.get(pk=klass.pk), subject=f"Surat {place}")
        except Exception as error:  # noqa: BLE001  told below
            faults_.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults_ == []
    serials = sorted(RegisterEntry.objects.values_list("serial", flat=True))
    assert serials == list(range(1, at_once + 1))
    assert LetterRegister.objects.get().last == at_once


def test_check_page_says_how_a_letter_stands(letter: Letter, staff: dict[str, Any], client: Any) -> None:
    page = client.get(letter.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    assert all(word in text for word in (letter.number, "An* Le*****", "Pendaftaran sekolah", "Berlaku", letter.digest))
    assert "Ani Lestari" not in text
    assert len(text.encode()) < 60_000
    with time_machine.travel("2026-12-24 09:00+07:00", tick=False):
        assert "Kedaluwarsa" in client.get(letter.get_absolute_url() + "?x=1").content.decode()
    new = replace_letter(by=staff["lukman"], letter=letter, reason="salah", body="Isi yang benar.")
    old = client.get(letter.get_absolute_url() + "?x=2").content.decode()
    assert "Diganti" in old
    assert new.get_absolute_url() in old
    revoke_letter(by=staff["lukman"], letter=new, reason="palsu", note=WORDS)
    gone = client.get(new.get_absolute_url()).content.decode()
    assert "Dicabut" in gone
    assert WORDS not in gone
    assert client.get("/cek/tidak-ada-surat/").status_code == 404


def test_a_draft_has_no_check_page(service: Any, staff: dict[str, Any], client: Any) -> None:
    case = make_application(service)
    handling.forward(by=staff["joko"], application=case)
    assert client.get(Letter.objects.get().get_absolute_url()).status_code == 404


def test_the_text_of_a_code_is_checked_by_its_seal(letter: Letter, client: Any) -> None:
    good = client.post("/cek/", {"teks": letter.seal}).content.decode()
    assert "Segel asli" in good
    assert letter.number in good
    bad = client.post("/cek/", {"teks": letter.seal[:-3] + "AAA"}).content.decode()
    assert "Bukan segel kami" in bad
    assert client.post("/cek/", {"teks": ""}).status_code == 200
    assert b"BEGIN PUBLIC KEY" in client.get("/cek/kunci.pem").content
