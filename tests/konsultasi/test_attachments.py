"""Files that come with an input: kept over a mistake in the form, for the offices only, gone with the words."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from accounts.registry import PERSONAL_DATA
from core.models import StoredFile
from core.registry import PERIODIC
from konsultasi.models import Attachment, Consultation, Input, Passage
from konsultasi.services import hide_input, withdraw_input
from konsultasi.views.public import show_passage
from tests.factories import desk_login
from tests.konsultasi.conftest import FakePage

URL = "/rancangan/sampah/pasal/p2a1/"


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(StoredFile._meta.get_field("file").storage, "location", str(tmp_path))


def photo(name: str = "tempat.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def pdf(name: str = "surat.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF", "application/pdf")


def fields(**more: Any) -> dict[str, Any]:
    return {"kunci": str(uuid.uuid4()), "kind": "keberatan", "body": "Tiga jenis terlalu banyak.", **more}


def send(client_user: Any, draft: Consultation, data: dict[str, Any]) -> Any:
    """Post the passage's form as the page's route does."""
    request = RequestFactory().post(URL, data)
    request.user, request.session = client_user, {}  # type: ignore[assignment]
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return show_passage(request, draft, FakePage(), "p2a1")


def test_files_come_with_the_input(ani: Any, draft: Consultation, clause: Passage) -> None:
    assert send(ani, draft, fields(lampiran=[photo(), pdf()])).status_code == 302
    entry = Input.objects.get()
    assert [(str(row), row.position) for row in entry.attachments.all()] == [("tempat.webp", 0), ("surat.pdf", 1)]
    assert not StoredFile.objects.filter(public=True).exists()


def test_a_mistake_in_the_form_loses_no_file(ani: Any, draft: Consultation, clause: Passage) -> None:
    data = fields(body="", lampiran=[photo(), SimpleUploadedFile("virus.exe", b"MZ..."), pdf()])
    answer = send(ani, draft, data)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "“virus.exe” tidak disimpan. Berkas ini bukan foto" in text
    assert "Buang tempat.webp" in text
    assert "Buang surat.pdf" in text
    drop = Attachment.objects.get(position=1).pk
    again = data | {"body": "Tiga jenis terlalu banyak.", "lampiran": [], "buang": [str(drop), "x", "9" * 30]}
    assert send(ani, draft, again).status_code == 302
    assert [str(row) for row in Input.objects.get().attachments.all()] == ["tempat.webp"]
    assert StoredFile.objects.count() == 1


def test_at_most_three_and_no_word_files(ani: Any, draft: Consultation, clause: Passage) -> None:
    word = SimpleUploadedFile("a.docx", b"PK\x03\x04rest")
    answer = send(ani, draft, fields(lampiran=[word, photo("1.jpg"), photo("2.jpg"), photo("3.jpg"), photo("4.jpg")]))
    text = answer.content.decode()
    assert "“a.docx” tidak disimpan. Lampiran harus foto JPG, PNG, WebP, atau PDF." in text
    assert "“4.jpg” tidak disimpan. Paling banyak 3 lampiran." in text
    assert Attachment.objects.count() == 3
    assert not Input.objects.exists()


def test_the_same_form_twice_makes_one_and_files_of_others_stay_theirs(
    ani: Any, budi: Any, draft: Consultation, clause: Passage
) -> None:
    data = fields(lampiran=[pdf()])
    first = send(ani, draft, data)
    data["lampiran"] = [pdf()]
    assert send(ani, draft, data).url == first.url
    assert Input.objects.count() == 1
    stolen = fields(kunci=data["kunci"], body="Saya juga tidak setuju.")
    with pytest.raises(PermissionDenied, match="akun lain"):
        send(budi, draft, stolen)


def test_only_the_author_and_the_offices_open_them(
    ani: Any, budi: Any, joko: Any, eko: Any, indra: Any, draft: Consultation, clause: Passage, client: Any
) -> None:
    send(ani, draft, fields(lampiran=[pdf()]))
    entry = Input.objects.get()
    url = entry.attachments.get().file.get_absolute_url()
    doors = [(None, 404), (ani, 200), (budi, 404), (indra, 404), (joko, 200), (eko, 200)]
    for hidden in (False, True):
        if hidden:
            hide_input(by=eko, input=entry, reason="data_pribadi")
        for person, status in doors:
            client.logout()
            if person is not None:
                desk_login(client, person) if person in (joko, eko, indra) else client.force_login(person)
            assert client.get(url).status_code == status, (person, hidden)


def test_taken_back_and_erased_they_are_gone(ani: Any, draft: Consultation, clause: Passage) -> None:
    send(ani, draft, fields(lampiran=[pdf()]))
    collect = PERSONAL_DATA.rooms["konsultasi"].collect(ani)["masukan"][0]
    assert collect["lampiran"] == [f"/berkas/{StoredFile.objects.get().pk}/"]
    withdraw_input(by=ani, input=Input.objects.get())
    assert not StoredFile.objects.exists()
    send(ani, draft, fields(body="Yang kedua kali.", lampiran=[pdf()]))
    send(ani, draft, fields(body="", lampiran=[pdf()]))
    PERSONAL_DATA.rooms["konsultasi"].erase(ani)
    assert not StoredFile.objects.exists()
    assert not Attachment.objects.exists()


def test_a_form_never_sent_is_forgotten_after_a_day(ani: Any, draft: Consultation, clause: Passage, clock: Any) -> None:
    send(ani, draft, fields(body="", lampiran=[pdf()]))
    job = dict(PERIODIC.items())["lampiran tanpa masukan"]
    job()
    assert Attachment.objects.count() == 1
    clock.shift(timedelta(days=1, minutes=1))
    job()
    assert not StoredFile.objects.exists()


def test_staff_attach_what_was_handed_over(joko: Any, draft: Consultation, client: Any) -> None:
    desk_login(client, joko)
    data = {"kunci": str(uuid.uuid4()), "channel": "surat", "received_on": "2026-11-23", "kind": "saran"}
    url = f"/petugas/rancangan/{draft.pk}/catat/"
    page = client.post(url, data | {"body": "", "lampiran": [photo("surat.jpg")]})
    assert "Buang surat.webp" in page.content.decode()
    assert client.post(url, data | {"body": "Warga minta tong sampah."}).status_code == 302
    assert Input.objects.get().attachments.count() == 1
