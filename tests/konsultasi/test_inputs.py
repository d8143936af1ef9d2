"""A citizen's side: who may say what, until when, once."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from accounts.models import Rung
from audit.models import Entry
from core.ratelimit import RateLimited
from core.states import StateError
from konsultasi.models import Consultation, Input, Passage
from konsultasi.services import (
    answer_input,
    edit_input,
    hide_input,
    open_consultation,
    record_input,
    restore_input,
    submit_input,
    update_consultation,
    withdraw_input,
)
from notifications.models import Topic
from tests.conftest import KERTOSARI
from tests.factories import make_user

BODY = "Mohon ditambah jenis sampah berbahaya."


def counters(draft: Consultation) -> tuple[int, int, int]:
    row = Consultation.objects.get(pk=draft.pk)
    return row.last_number, row.input_count, row.answered_count


def test_an_input_keeps_words_place_number_and_due_date(said: Input, ani: Any) -> None:
    said.refresh_from_db()
    assert (said.number, said.block_id, said.state, said.home_id) == (1, "p2a1", "terbuka", KERTOSARI)
    assert said.quote == "Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis."
    assert said.due_on == date(2026, 12, 14)  # 14 working days after Tuesday 24 November
    assert said.public_name == "Warga Kelurahan Kertosari"


def test_a_typed_quote_must_stand_in_the_passage(draft: Consultation, clause: Passage, ani: Any) -> None:
    entry = submit_input(
        by=ani, consultation=draft, passage=clause, kind="tanya", body="Mengapa tiga?", quote="menjadi  3\n(tiga) jenis"
    )
    assert entry.quote == "menjadi  3\n(tiga) jenis"
    with pytest.raises(ValidationError) as refused:
        submit_input(by=ani, consultation=draft, passage=clause, kind="tanya", body="Mengapa?", quote="empat jenis")
    assert list(refused.value.message_dict) == ["quote"]


def test_an_article_is_quoted_with_its_clauses(draft: Consultation, clause: Passage, ani: Any) -> None:
    article = Passage.objects.select_related("version").get(version=clause.version, block_id="p2")
    entry = submit_input(by=ani, consultation=draft, passage=article, kind="saran", body=BODY)
    assert entry.quote == (
        "Pemilahan\n1 Setiap rumah tangga wajib memilah sampah menjadi 3 (tiga) jenis.\n"
        "(2) Pemilahan meliputi:\na sampah organik;"
    )


def test_the_draft_as_a_whole_can_be_answered(draft: Consultation, ani: Any) -> None:
    entry = submit_input(by=ani, consultation=draft, kind="saran", body="Tolong dibuat ringkasan.")
    assert (entry.passage, entry.block_id, entry.quote, entry.version.number) == (None, "", "", 1)


def test_numbers_follow_without_gap(draft: Consultation, ani: Any, budi: Any) -> None:
    numbers = [
        submit_input(by=who, consultation=draft, kind="saran", body=f"Saran ke-{n}").number
        for n, who in enumerate([ani, budi, ani], 1)
    ]
    assert numbers == [1, 2, 3]
    assert counters(draft) == (3, 3, 0)


def test_a_refused_input_uses_no_number(draft: Consultation, ani: Any) -> None:
    with pytest.raises(ValidationError):
        submit_input(by=ani, consultation=draft, kind="saran", body="x")
    assert submit_input(by=ani, consultation=draft, kind="saran", body=BODY).number == 1


def test_a_twin_is_refused_kindly(said: Input, draft: Consultation, clause: Passage, ani: Any, budi: Any) -> None:
    with pytest.raises(ValidationError, match="Masukan yang sama sudah Anda kirim"):
        submit_input(by=ani, consultation=draft, passage=clause, kind="usul", body=BODY)
    assert submit_input(by=budi, consultation=draft, passage=clause, kind="usul", body=BODY).number == 2


@pytest.mark.parametrize(("days", "open_"), [(-8, False), (-7, True), (13, True), (14, False)])
def test_open_by_the_servers_clock(draft: Consultation, ani: Any, clock: Any, days: int, open_: bool) -> None:
    clock.shift(timedelta(days=days))
    if open_:
        assert submit_input(by=ani, consultation=draft, kind="saran", body=BODY)
        return
    with pytest.raises(StateError):
        submit_input(by=ani, consultation=draft, kind="saran", body=BODY)
    assert Input.objects.count() == 0


def test_a_hidden_draft_takes_nothing(draft: Consultation, ani: Any, joko: Any) -> None:
    update_consultation(consultation=draft, by=joko, visible=False)
    with pytest.raises(StateError):
        submit_input(by=ani, consultation=draft, kind="saran", body=BODY)


def test_an_inactive_person_may_not_answer(draft: Consultation, ani: Any) -> None:
    ani.is_active = False
    with pytest.raises(PermissionDenied):
        submit_input(by=ani, consultation=draft, kind="saran", body=BODY)


def test_a_merely_registered_person_is_limited_to_five_an_hour(draft: Consultation, clock: Any) -> None:
    new = make_user("kiki", "Kiki", rung=Rung.REGISTERED)
    for n in range(5):
        submit_input(by=new, consultation=draft, kind="saran", body=f"Saran ke-{n}")
    with pytest.raises(RateLimited):
        submit_input(by=new, consultation=draft, kind="saran", body="Saran keenam")
    clock.shift(timedelta(hours=1))
    assert submit_input(by=new, consultation=draft, kind="saran", body="Saran keenam").number == 6


def test_a_passage_of_another_draft_is_refused(draft: Consultation, clause: Passage, ani: Any, joko: Any) -> None:
    other = open_consultation(
        title="Lain",
        url="/rancangan/lain/",
        region=draft.region,
        opens_at=draft.opens_at,
        closes_at=draft.closes_at,
        by=joko,
    )
    with pytest.raises(ValidationError):
        submit_input(by=ani, consultation=other, passage=clause, kind="saran", body=BODY)
    assert Consultation.objects.get(pk=other.pk).last_number == 0


def test_name_shown_only_when_wanted(said: Input, ani: Any) -> None:
    edit_input(by=ani, input=said, kind="usul", body=BODY, show_name=True)
    assert Input.objects.get(pk=said.pk).public_name == "Ani Lestari"


def test_edit_ends_after_15_minutes(said: Input, ani: Any, budi: Any, clock: Any) -> None:
    with pytest.raises(PermissionDenied):
        edit_input(by=budi, input=said, kind="usul", body="Diganti orang lain")
    clock.shift(timedelta(minutes=14))
    assert edit_input(by=ani, input=said, kind="keberatan", body="Kata lain").kind == "keberatan"
    clock.shift(timedelta(minutes=1))
    with pytest.raises(PermissionDenied):
        edit_input(by=ani, input=said, kind="usul", body="Terlambat")


def test_withdrawing_frees_words_not_the_number(said: Input, draft: Consultation, ani: Any, budi: Any) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_input(by=budi, input=said)
    withdraw_input(by=ani, input=said)
    said.refresh_from_db()
    assert (said.state, said.body, said.number) == ("ditarik", "", 1)
    assert counters(draft) == (1, 0, 0)
    with pytest.raises(StateError):
        withdraw_input(by=ani, input=said)


def test_an_answered_input_cannot_be_taken_back_or_mended(said: Input, ani: Any, joko: Any) -> None:
    answer_input(by=joko, input=said, disposition="diterima", explanation="Kami tambahkan pada versi 2 rancangan.")
    with pytest.raises(StateError):
        withdraw_input(by=ani, input=said)
    with pytest.raises(PermissionDenied):
        edit_input(by=ani, input=said, kind="usul", body="Lain")


def test_moderator_hides_with_a_reason_and_shows_again(
    said: Input, draft: Consultation, eko: Any, joko: Any, ani: Any
) -> None:
    answer_input(by=joko, input=said, disposition="dicatat", explanation="Kami catat untuk pembahasan nanti.")
    with pytest.raises(PermissionDenied):
        hide_input(by=joko, input=said, reason="kasar")
    with pytest.raises(ValidationError):
        hide_input(by=eko, input=said, reason="")
    hide_input(by=eko, input=said, reason="data_pribadi")
    assert counters(draft) == (1, 0, 0)
    restore_input(by=eko, input=said)
    said.refresh_from_db()
    assert (said.state, said.hidden_reason) == ("dijawab", "")
    assert counters(draft) == (1, 1, 1)


def test_the_trail_holds_no_words_of_citizens(said: Input, ani: Any) -> None:
    entry = Entry.objects.get(verb="submit_input")
    assert (entry.actor_id, entry.role, entry.data) == (ani.pk, "citizen", {"number": 1})


PAPER: dict[str, Any] = {"kind": "tanya", "body": "Mengapa desa hanya dua kali?", "channel": "tatap_muka"}


@pytest.mark.parametrize("who", ["joko", "hadi", "citra", "indra", "fajar"])
def test_who_writes_down_papers(draft: Consultation, clause: Passage, who: str, request: Any) -> None:
    entry = record_input(
        by=request.getfixturevalue(who),
        consultation=draft,
        passage=clause,
        received_on=date(2026, 11, 20),
        giver="Pertemuan RT 02",
        **PAPER,
    )
    assert (entry.public_name, entry.author, entry.received_on) == ("Pertemuan RT 02", None, date(2026, 11, 20))


@pytest.mark.parametrize("who", ["ani", "eko", "gita", "dewi"])
def test_who_does_not(draft: Consultation, who: str, request: Any) -> None:
    with pytest.raises(PermissionDenied):
        record_input(by=request.getfixturevalue(who), consultation=draft, received_on=date(2026, 11, 20), **PAPER)


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 25)], ids=["before opening", "tomorrow"])
def test_papers_come_from_the_time_of_the_consultation(draft: Consultation, joko: Any, day: date) -> None:
    with pytest.raises(ValidationError) as refused:
        record_input(by=joko, consultation=draft, received_on=day, **PAPER)
    assert list(refused.value.message_dict) == ["received_on"]


def test_a_paper_in_time_is_written_down_after_the_close(draft: Consultation, joko: Any, clock: Any) -> None:
    clock.shift(timedelta(days=20))
    assert record_input(by=joko, consultation=draft, received_on=date(2026, 12, 8), **PAPER).number == 1


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_twin_under_pressure(draft: Consultation) -> None:
    people = [make_user(f"warga{n}", f"Warga {n}") for n in range(8)]
    wrong: list[BaseException] = []
    start = threading.Barrier(len(people))

    def send(person: Any) -> None:
        try:
            start.wait(10)
            for n in range(3):
                submit_input(by=person, consultation=draft, kind="saran", body=f"Saran ke-{n}")
        except BaseException as error:
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []
    assert sorted(Input.objects.values_list("number", flat=True)) == list(range(1, 25))
    assert counters(draft) == (24, 24, 0)
    assert Topic.objects.count() == 1
