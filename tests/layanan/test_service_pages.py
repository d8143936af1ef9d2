"""The catalogue, a form on a phone without scripts, tracking: page by page, as people do it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from layanan.codes import secret_of
from layanan.contract import Contract
from layanan.models import Application, ApplicationDraft, Service
from layanan.queries.catalogue import catalogue, found
from layanan.services import handling
from layanan.services.applications import renew_secret
from layanan.services.catalogue import show_service
from layanan.services.drafts import take_over
from tests.layanan.services_world import NIK, make_application, make_draft, make_service, photo, q

pytestmark = pytest.mark.django_db


def kunci(answer: Any) -> str:
    return str(answer.context["form"]["kunci"].value())


def begin(client: Client, **data: str) -> str:
    """The address of the first page of a fresh form."""
    url = "/layanan/dispensasi-nikah/ajukan/"
    answer = client.post(url, {"kunci": kunci(client.get(url)), **data})
    assert answer.status_code == 302
    return str(answer.url)


def test_people_find_a_service_in_their_own_words(service: Service) -> None:
    make_service([], "domisili", name="Surat keterangan domisili", summary="Bukti tempat tinggal.", synonyms=["kos"])
    make_service([], "keramaian", name="Rekomendasi izin keramaian", summary="Untuk hajatan.", synonyms=[])
    names = lambda text: [one.slug for one in found(catalogue(), text)]  # noqa: E731
    assert names("bikin surat nikah buru-buru") == ["dispensasi-nikah"]
    assert names("saya ngontrak mau bikin surat alamat")[0] == "domisili"
    assert names("izin dangdutan")[0] == "keramaian"
    assert names("kapal selam") == []
    assert len(names("surat")) == 1


def test_the_catalogue_asks_few_questions(client: Client, service: Service, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        make_service([], f"layanan-{number}", name=f"Layanan {number}")
    with django_assert_max_num_queries(12):
        page = client.get("/layanan/").content.decode()
    assert "Layanan 19" in page
    assert "1 hari kerja" in page
    assert "Gratis" in page
    assert "dispensasi" in client.get("/layanan/?q=nikah+mendadak").content.decode().lower()


def test_a_service_page_keeps_its_promise_in_the_open(client: Client, service: Service) -> None:
    page = client.get("/layanan/dispensasi-nikah/").content.decode()
    for words in (
        "KTP",
        "Boleh dibawa ke kantor",
        "1 hari kerja",
        "Gratis",
        "LAPOR",
        "Pengantar desa",
        "Ajukan sekarang",
    ):
        assert words in page
    make_service(contract=Contract(cost=25000), summary="Lain.")
    assert "Rp25.000" in client.get("/layanan/dispensasi-nikah/").content.decode()
    show_service(service=service, visible=False, slug=service.slug, by=None)
    assert client.get("/layanan/dispensasi-nikah/").status_code == 404


def send_all(client: Client, url: str) -> Any:
    """Every page of the form of services_world, typed by somebody without an account."""
    pages = [
        {"j-nama": "Ani Lestari", "j-wilayah": "33.23.03.1006"},
        {"j-nik": NIK, "j-tanggal_lahir": "05/08/1990", "j-jenis_kelamin": "perempuan", "j-keperluan": "Menikah"},
        {"j-alasan": "tugas-ke-luar-kota"},
        {"j-kota": "Solo"},
    ]
    for data in pages:
        answer = client.post(url, data)
        assert answer.status_code == 302, answer.context["form"].errors
        url = answer.url
    answer = client.post(url, {"kunci": kunci(client.get(url)), "foto": photo()})
    assert answer.url == url
    assert "Foto tersimpan" in client.get(url).content.decode()
    url = url.replace("/5/", "/6/")
    answer = client.post(url, {"j-benar": "on"})
    answer = client.post(answer.url, {"j-kontak": ""})
    return answer.url


def test_a_whole_application_without_account_and_scripts(client: Client, service: Service) -> None:
    check = send_all(client, begin(client))
    page = client.get(check)
    assert "3323********0001" in page.content.decode()
    assert NIK not in page.content.decode()
    sent = [client.post(check, {"kunci": kunci(page)}) for _ in range(3)]
    assert {answer.status_code for answer in sent} == {302}
    row = Application.objects.get()
    receipt = client.get(sent[0].url)
    text = receipt.content.decode()
    secret = secret_of(row.form_key, 0)
    assert row.number in text
    assert secret in text
    assert "Ani Lestari" not in text
    assert client.get(sent[-1].url, follow=True).context["secret"] == secret
    assert Client().get(sent[0].url).status_code == 404
    stranger = Client()
    assert stranger.get(row.get_absolute_url()).status_code == 302
    answer = stranger.post("/lacak/", {"nomor": row.number.lower(), "kode": secret.lower()}, follow=True)
    assert "Diajukan" in answer.content.decode()
    assert "Pengantar desa" in answer.content.decode()
    assert stranger.get(row.get_absolute_url()).status_code == 200


def test_mistakes_come_back_with_what_was_typed(client: Client, service: Service) -> None:
    url = begin(client)
    page = client.post(url, {"j-nama": "", "j-wilayah": "33.23.03"})
    assert page.status_code == 200
    assert "Galat" in page.content.decode()
    client.post(url, {"j-nama": "Ani", "j-wilayah": "33.23.03.1006"})
    again = client.post(url.replace("/1/", "/2/"), {"j-nik": "12345", "j-keperluan": "Menikah di Solo"})
    assert "Menikah di Solo" in again.content.decode()
    assert "NIK terdiri atas 16 angka." in again.content.decode()


def test_a_form_opens_to_its_own_device_alone(client: Client, service: Service, ani: Any) -> None:
    url = begin(client)
    assert client.get(url).status_code == 200
    assert Client().get(url).status_code == 404
    other = Client()
    other.force_login(ani)
    assert other.get(url).status_code == 404
    assert client.get(url.replace("/1/", "/99/")).status_code == 404


def test_the_device_remembers_for_two_weeks_only_where_it_is_ones_own(client: Client, service: Service) -> None:
    begin(client)
    assert client.cookies["perangkat"]["max-age"] == ""
    begin(client, sendiri="on")
    assert client.cookies["perangkat"]["max-age"] == 14 * 24 * 3600
    assert ApplicationDraft.objects.filter(own_device=True).count() == 1


def test_an_account_goes_on_elsewhere_and_finds_her_name_filled_in(client: Client, service: Service, ani: Any) -> None:
    client.force_login(ani)
    url = begin(client)
    assert "Ani Lestari" in client.get(url).content.decode()
    other = Client()
    other.force_login(ani)
    assert url in other.get("/layanan/dispensasi-nikah/ajukan/").content.decode()


def test_a_changed_form_is_told_and_checked_again(client: Client, service: Service) -> None:
    check = send_all(client, begin(client))
    key = kunci(client.get(check))
    make_service([{"title": "Baru", "fields": [q("text", "Tempat nikah", slug="tempat")]}])
    answer = client.post(check, {"kunci": key}, follow=True)
    text = answer.content.decode()
    assert not Application.objects.exists()
    assert "baru diubah kantor" in text
    assert "Isi tempat nikah" in text
    assert not take_over(draft=ApplicationDraft.objects.get())


def test_wrong_number_and_wrong_secret_sound_the_same_and_guessing_ends(client: Client, service: Service) -> None:
    row = make_application(service)
    wrong_secret = client.post("/lacak/", {"nomor": row.number, "kode": "AAAAAA"})
    wrong_number = client.post("/lacak/", {"nomor": "KEC-2611-7F3K-9", "kode": "AAAAAA"})
    words = [answer.context["form"].non_field_errors() for answer in (wrong_secret, wrong_number)]
    assert words[0] == words[1] == ["Nomor atau kode tidak cocok. Periksa lagi tanda terima Anda."]
    codes = [client.post("/lacak/", {"nomor": row.number, "kode": "AAAAAA"}).status_code for _ in range(12)]
    assert codes[-1] == 429
    right = client.post("/lacak/", {"nomor": row.number, "kode": secret_of(row.form_key, 0)})
    assert right.status_code == 429  # the right one waits as well


def test_a_new_secret_shuts_what_the_old_one_opened(client: Client, service: Service, joko: Any) -> None:
    row = make_application(service)
    client.post("/lacak/", {"nomor": row.number, "kode": secret_of(row.form_key, 0)})
    assert client.get(row.get_absolute_url()).status_code == 200
    renew_secret(by=joko, application=row)
    assert client.get(row.get_absolute_url()).status_code == 302


def test_a_visitor_completes_what_was_asked(client: Client, service: Service, joko: Any) -> None:
    row = make_application(service)
    handling.ask(by=joko, application=row, reason="data", note="Tulis keperluan dengan lengkap, ya.")
    client.post("/lacak/", {"nomor": row.number, "kode": secret_of(row.form_key, 0)})
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Tulis keperluan dengan lengkap, ya." in page
    check = client.post(row.get_absolute_url() + "lengkapi/").url
    key = ApplicationDraft.objects.get(corrects=row).pk
    fix = reverse("layanan:page", args=[service.slug, key, 2])
    data = {
        "j-nik": NIK,
        "j-tanggal_lahir": "1990-08-05",
        "j-jenis_kelamin": "perempuan",
        "j-keperluan": "Akad di Solo",
    }
    assert client.post(fix, data | {"periksa": "1"}).url == check
    client.post(check, {"kunci": str(key)})
    row.refresh_from_db()
    assert (row.state, row.purpose) == ("diperiksa", "Akad di Solo")


def test_a_visitor_takes_it_back_with_her_secret(client: Client, service: Service) -> None:
    row = make_application(service)
    url = row.get_absolute_url() + "batalkan/"
    assert client.get(url).status_code == 302
    client.post("/lacak/", {"nomor": row.number, "kode": secret_of(row.form_key, 0)})
    assert client.post(url, {"kunci": kunci(client.get(url)), "alasan": ""}).status_code == 302
    row.refresh_from_db()
    assert row.state == "dibatalkan"


def test_a_private_page_is_kept_nowhere(client: Client, service: Service) -> None:
    row = make_application(service)
    client.post("/lacak/", {"nomor": row.number, "kode": secret_of(row.form_key, 0)})
    assert "public" not in client.get(row.get_absolute_url()).get("Cache-Control", "")
    assert make_draft(service).pk
