"""Guests hear of what becomes of their inputs: alone, in a group, in parts; then their contact is forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage

from core.registry import PERIODIC
from konsultasi import cutting
from konsultasi.models import Consultation, Guest, Input
from konsultasi.placing import carry_inputs
from konsultasi.services import (
    answer_group,
    answer_input,
    confirm_guest,
    hide_input,
    join_group,
    make_group,
    publish_version,
    revise_group,
    split_input,
    submit_input,
    withdraw_guest,
)
from konsultasi.services.splitting import Part
from notifications.models import Notification
from tests.konsultasi.test_guests import code
from tests.konsultasi.test_places import reworded

WHY = "Kami tambahkan pada rancangan versi berikutnya."
LONG_NOW = "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis."
LONG = "Tiga jenis terlalu banyak bagi kami.\n\nIuran juga terlalu mahal bagi lansia."
PARTS = [Part(body="Tiga jenis terlalu banyak bagi kami."), Part(body="Iuran juga terlalu mahal bagi lansia.")]


def fresh(entry: Input) -> Input:
    return Input.objects.with_people().select_related("consultation__topic").get(pk=entry.pk)


def confirmed(begin: Any, **fields: Any) -> Input:
    return fresh(confirm_guest(guest=begin(**fields), code=code()))


def letters(since: int = 0) -> list[EmailMessage]:
    """Letters to guests from this one on."""
    return [row for row in mail.outbox[since:] if row.to[0].endswith("@contoh.id")]


def sent(since: int = 0) -> list[tuple[str, str, str]]:
    """To whom, subject, first line of each letter to a guest from this one on."""
    return [(row.to[0], row.subject, str(row.body).splitlines()[0]) for row in letters(since)]


@pytest.fixture
def members(begin: Any, open_draft: Consultation, ani: Any, joko: Any) -> list[Input]:
    """An input of Ani, one of a guest, two parts of another guest's input."""
    hers = submit_input(by=ani, consultation=open_draft, kind="saran", body="Tiga jenis itu banyak.")
    alone = confirmed(begin, body="Tiga jenis terlalu banyak.", contact="siti@contoh.id")
    whole = confirmed(begin, body=LONG, contact="wati@contoh.id")
    return [hers, alone, *split_input(by=joko, input=whole, parts=PARTS)]


def test_a_split_is_told_once(members: list[Input]) -> None:
    assert sent()[-1] == (
        "wati@contoh.id",
        "Masukan Anda nomor 3",
        "Masukan Anda nomor 3 dijawab bagian demi bagian, sebagai nomor 4 dan 5.",
    )


def test_the_answer_of_a_group_reaches_every_author_and_every_guest(
    members: list[Input], open_draft: Consultation, ani: Any, joko: Any
) -> None:
    group = make_group(by=joko, consultation=open_draft, inputs=members, title="Tiga jenis sampah")
    before = len(mail.outbox)
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
    title = open_draft.title
    assert sent(before) == [
        ("siti@contoh.id", "Masukan Anda nomor 2", f"Diterima: masukan Anda nomor 2, {title}"),
        ("wati@contoh.id", "Masukan Anda nomor 3", f"Diterima: masukan Anda nomor 4, 5, {title}"),
    ]
    links = [row.link for row in Guest.objects.order_by("pk")]
    assert [link in str(row.body) for link, row in zip(links, letters(before), strict=True)] == [True, True]
    assert Notification.objects.filter(user=ani, kind="masukan_dijawab").count() == 1
    whole = fresh(members[2].origin)  # type: ignore[arg-type]
    assert whole.state == "tuntas"
    open_draft.refresh_from_db()
    assert (open_draft.input_count, open_draft.answered_count) == (3, 3)
    group.refresh_from_db()
    revise_group(by=joko, group=group, disposition="sebagian", explanation=WHY, seen=group.stamp)
    assert [row[0] for row in sent(before)] == ["siti@contoh.id", "wati@contoh.id"] * 2


def test_a_guest_who_joins_an_answered_group_hears_alone(
    members: list[Input], open_draft: Consultation, begin: Any, joko: Any
) -> None:
    group = make_group(by=joko, consultation=open_draft, inputs=members[:2], title="Tiga jenis sampah")
    answer_group(by=joko, group=group, disposition="diterima", explanation=WHY)
    before = len(mail.outbox)
    join_group(by=joko, group=group, inputs=members[2:])
    assert [row[0] for row in sent(before)] == ["wati@contoh.id"]
    assert fresh(members[2].origin).state == "tuntas"  # type: ignore[arg-type]


def test_a_hidden_input_is_told_too(begin: Any, eko: Any) -> None:
    entry = confirmed(begin, contact="siti@contoh.id")
    hide_input(by=eko, input=entry, reason="iklan")
    assert "disembunyikan moderator. Alasan: Iklan" in str(mail.outbox[-1].body)


def test_the_contact_is_kept_until_the_last_part_is_answered(members: list[Input], joko: Any, clock: Any) -> None:
    job = dict(PERIODIC.items())["masukan tamu"]
    contact = Guest.objects.filter(input=members[2].origin_id, contact__isnull=False)
    answer_input(by=joko, input=fresh(members[2]), disposition="diterima", explanation=WHY)
    clock.shift(timedelta(days=31))
    job()
    assert contact.exists()
    answer_input(by=joko, input=fresh(members[3]), disposition="diterima", explanation=WHY)
    clock.shift(timedelta(days=29))
    job()
    assert contact.exists()
    clock.shift(timedelta(days=2))
    job()
    assert not contact.exists()


def test_the_contact_of_an_input_nobody_answered_goes_a_year_after_the_close(
    begin: Any, open_draft: Consultation, clock: Any
) -> None:
    confirmed(begin)
    job = dict(PERIODIC.items())["masukan tamu"]
    clock.move_to(open_draft.closes_at + timedelta(days=364))
    job()
    assert Guest.objects.get().contact is not None
    clock.shift(timedelta(days=2))
    job()
    assert Guest.objects.get().contact is None


def test_the_same_words_again_are_refused_although_they_were_split(begin: Any, joko: Any) -> None:
    whole = confirmed(begin, body=LONG)
    split_input(by=joko, input=whole, parts=PARTS, left=cutting.stamp([]))
    with pytest.raises(ValidationError, match="sudah Anda kirim"):
        begin(body=LONG)


def test_a_guest_hears_when_the_passage_she_spoke_of_changed(begin: Any, open_draft: Consultation, joko: Any) -> None:
    """Once for each version, by the numbers her words are answered under; whose passage stayed hears nothing."""
    confirmed(begin, body="Tiga jenis terlalu banyak.", contact="siti@contoh.id")
    whole = confirmed(begin, body=LONG, contact="wati@contoh.id")
    split_input(by=joko, input=whole, parts=PARTS)
    confirmed(begin, body="Bagus, asal diawasi.", contact="tuti@contoh.id", passage=None)
    withdrawn = confirmed(begin, body="Tidak jadi.", contact="rini@contoh.id")
    withdraw_guest(guest=Guest.objects.get(input=withdrawn))
    before = len(mail.outbox)

    version = publish_version(consultation=open_draft, passages=reworded(p2a1=LONG_NOW), by=joko)
    assert version is not None
    carry_inputs(version=version)

    changed = "berubah pada versi 2: Pengelolaan Sampah Rumah Tangga"
    assert sent(before) == [
        ("siti@contoh.id", "Masukan Anda nomor 1", f"Bagian yang Anda tanggapi dengan masukan nomor 1 {changed}"),
        ("wati@contoh.id", "Masukan Anda nomor 2", f"Bagian yang Anda tanggapi dengan masukan nomor 3, 4 {changed}"),
    ]
    publish_version(consultation=open_draft, passages=reworded(p2a1=LONG_NOW, p2a2a="sampah basah;"), by=joko)
    assert len(letters(before)) == 2
