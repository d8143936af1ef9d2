"""Answering without an account: nothing is seen before the code, little is kept after it."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone

from core.ratelimit import RateLimited
from core.registry import PERIODIC
from core.states import StateError
from konsultasi.models import Consultation, Guest, Input, Passage
from konsultasi.services import (
    PassageText,
    adopt_guest,
    answer_input,
    confirm_guest,
    publish_version,
    send_guest_code,
    start_guest,
    update_consultation,
    withdraw_guest,
)
from konsultasi.views.guests import answer_as_guest
from tests.konsultasi.conftest import TEXTS, FakePage

WHY = "Kami tambahkan pada rancangan versi berikutnya."


def code(at: int = -1) -> str:
    found = re.search(r"\b(\d{6})\b", str(mail.outbox[at].body))
    assert found
    return found[1]


def test_nothing_is_seen_before_the_code(begin: Any, open_draft: Consultation, client: Any) -> None:
    guest = begin()
    assert mail.outbox[0].to == ["siti@contoh.id"]
    assert not Input.objects.exists()
    assert "siti" not in str(list(Guest.objects.values()))
    page = client.get(guest.link)
    assert page.status_code == 200
    assert "Tiga jenis" not in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    entry = confirm_guest(guest=guest, code=code())
    assert (entry.channel, entry.public_name, entry.author, entry.block_id) == ("tamu", "Tamu", None, "p2a1")
    open_draft.refresh_from_db()
    assert (open_draft.input_count, entry.number) == (1, 1)
    guest.refresh_from_db()
    assert guest.words == {}
    assert guest.link in str(mail.outbox[-1].body)
    assert guest.receipt in str(mail.outbox[-1].body)
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", guest.receipt)


def test_the_code_again_makes_nothing_new(begin: Any) -> None:
    guest = begin()
    first = confirm_guest(guest=guest, code=code())
    assert confirm_guest(guest=guest, code=code(0)) == first
    assert confirm_guest(guest=guest, code="000000") == first
    assert Input.objects.count() == 1


def test_five_wrong_codes_shut_the_door_until_a_new_one(begin: Any) -> None:
    guest = begin()
    wrong = "000000" if code() != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(ValidationError, match="tidak cocok"):
            confirm_guest(guest=guest, code=wrong)
    with pytest.raises(ValidationError, match="tidak berlaku"):
        confirm_guest(guest=guest, code=code())
    send_guest_code(guest=guest)
    assert confirm_guest(guest=guest, code=code()).number == 1


def test_a_code_lives_ten_minutes_and_words_a_day(begin: Any, clock: Any) -> None:
    guest = begin()
    clock.shift(timedelta(minutes=11))
    with pytest.raises(ValidationError, match="tidak berlaku"):
        confirm_guest(guest=guest, code=code())
    clock.shift(timedelta(hours=24))
    with pytest.raises(StateError, match="24 jam"):
        confirm_guest(guest=guest, code=code())
    dict(PERIODIC.items())["masukan tamu"]()
    assert not Guest.objects.exists()


def test_confirmed_after_the_close_is_not_sent(begin: Any, open_draft: Consultation, clock: Any) -> None:
    clock.move_to(open_draft.closes_at - timedelta(minutes=1))
    guest = begin()
    clock.move_to(open_draft.closes_at)
    with pytest.raises(StateError, match="berakhir sebelum kode"):
        confirm_guest(guest=guest, code=code())
    assert not Input.objects.exists()


def test_another_version_meanwhile(begin: Any, open_draft: Consultation, joko: Any) -> None:
    guest = begin()
    changed = [PassageText(t.block_id, t.kind, t.number, t.text.replace("3 (tiga)", "2 (dua)")) for t in TEXTS]
    publish_version(consultation=open_draft, passages=changed, by=joko)
    entry = confirm_guest(guest=guest, code=code())
    entry.refresh_from_db()
    assert entry.version.number == 1
    assert [row.version.number for row in entry.standings.order_by("version__number")] == [1, 2]
    assert entry.fate == "berubah"


def test_the_same_again_and_too_much_are_refused(begin: Any) -> None:
    confirm_guest(guest=begin(), code=code())
    with pytest.raises(ValidationError, match="sudah Anda kirim"):
        begin()
    for n in range(3):
        begin(body=f"Masukan lain yang ke {n}.")
    with pytest.raises(RateLimited):
        begin(body="Masukan yang keenam.")
    begin(contact="lain@contoh.id", body="Dari kontak lain boleh.")


def test_only_where_the_consultation_allows_it(draft: Consultation, clause: Passage, client: Any) -> None:
    with pytest.raises(PermissionDenied):
        start_guest(
            consultation=draft, passage=clause, kind="saran", body="Halo semua", contact="a@b.id", address="1.1.1.1"
        )
    for contact in ("bukan", "a@", "021 555"):
        draft.guests = True
        with pytest.raises(ValidationError):
            start_guest(
                consultation=draft, passage=clause, kind="saran", body="Halo semua", contact=contact, address="1.1.1.1"
            )


def test_by_phone_only_with_a_gateway(begin: Any, settings: Any, capsys: Any) -> None:
    settings.SMS_GATEWAY = ""
    with pytest.raises(ValidationError, match="Tulis alamat surel"):
        begin(contact="0812 3456 7890")
    settings.SMS_GATEWAY = "accounts.gateways.ConsoleGateway"
    guest = begin(contact="0812 3456 7890")
    assert "+6281234567890" in capsys.readouterr().out
    assert guest.way == "ponsel"


def test_told_of_the_answer_and_the_contact_is_forgotten(begin: Any, joko: Any, clock: Any) -> None:
    guest = begin()
    entry = confirm_guest(guest=guest, code=code())
    answer_input(by=joko, input=entry, disposition="diterima", explanation=WHY)
    assert mail.outbox[-1].to == ["siti@contoh.id"]
    assert "Diterima: masukan Anda nomor 1" in str(mail.outbox[-1].body)
    job = dict(PERIODIC.items())["masukan tamu"]
    clock.shift(timedelta(days=29))
    job()
    assert Guest.objects.get().contact is not None
    clock.shift(timedelta(days=2))
    job()
    assert Guest.objects.get().contact is None


def test_taken_back_by_the_private_link(begin: Any, open_draft: Consultation, client: Any) -> None:
    guest = begin()
    confirm_guest(guest=guest, code=code())
    assert client.post(guest.link, {"aksi": "tarik"}).status_code == 302
    entry = Input.objects.get()
    assert (entry.state, entry.body) == ("ditarik", "")
    assert Guest.objects.get().contact is None
    assert client.get(guest.link).status_code == 200
    assert client.get("/masukan/tamu/1.abc/").status_code == 404
    guest.refresh_from_db()
    with pytest.raises(StateError):
        withdraw_guest(guest=Guest.objects.select_related("input").get())


def test_taken_over_only_with_the_same_confirmed_contact(begin: Any, ani: Any, budi: Any) -> None:
    guest = begin()
    confirm_guest(guest=guest, code=code())
    guest = Guest.objects.select_related("input__consultation__topic").get()
    ani.emailaddress_set.create(email="siti@contoh.id", verified=False)
    for person in (ani, budi):
        with pytest.raises(PermissionDenied):
            adopt_guest(by=person, guest=guest)
    ani.emailaddress_set.update(verified=True)
    entry = adopt_guest(by=ani, guest=guest)
    assert (entry.author, entry.channel, entry.show_name) == (ani, "tamu", False)
    with pytest.raises(StateError):
        adopt_guest(by=ani, guest=Guest.objects.select_related("input").get())


def test_the_private_page_by_hand(begin: Any, client: Any) -> None:
    guest = begin()
    wrong = "000000" if code() != "000000" else "111111"
    page = client.post(guest.link, {"aksi": "kode", "code": wrong})
    assert (page.status_code, "Kode tidak cocok" in page.content.decode()) == (200, True)
    assert client.post(guest.link, {"aksi": "kirim"}).status_code == 302
    assert client.post(guest.link, {"aksi": "lain"}).status_code == 200
    assert client.post(guest.link, {"aksi": "kode", "code": code()}).url == guest.link
    text = client.get(guest.link).content.decode()
    assert guest.receipt in text
    assert "Tiga jenis terlalu banyak." in text


def test_the_counts_name_guests(begin: Any, open_draft: Consultation) -> None:
    confirm_guest(guest=begin(), code=code())
    assert Input.objects.get().get_channel_display() == "Situs, tanpa akun (tamu)"
    assert timezone.localdate() == Input.objects.get().received_on


def ask(draft: Consultation, data: dict[str, Any] | None = None, query: str = "?bagian=p2a1") -> Any:
    factory = RequestFactory()
    url = f"/rancangan/sampah/tamu/{query}"
    request = factory.get(url) if data is None else factory.post(url, data)
    request.user, request.session = AnonymousUser(), {}  # type: ignore[assignment]
    return answer_as_guest(request, draft, FakePage())


def test_the_form_of_a_guest(draft: Consultation, clause: Passage, joko: Any) -> None:
    with pytest.raises(Http404):
        ask(draft)
    update_consultation(consultation=draft, by=joko, guests=True)
    with pytest.raises(Http404):
        ask(draft, query="?bagian=tidakada")
    assert "Surel atau nomor ponsel Anda" in ask(draft).content.decode()
    data = {"kunci": str(uuid.uuid4()), "kind": "saran", "body": "Tambah tong di pasar.", "naskah": str(clause.pk)}
    page = ask(draft, data | {"contact": "bukan kontak"})
    assert (page.status_code, Guest.objects.exists()) == (200, False)
    assert "Tambah tong di pasar." in page.content.decode()
    first = ask(draft, data | {"contact": "siti@contoh.id"})
    assert ask(draft, data | {"contact": "siti@contoh.id"}).url == first.url == Guest.objects.get().link
    assert len(mail.outbox) == 1
