"""The office's side: an answer with reasons, in time or visibly late; the table walked cell by cell."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Entry
from audit.services import move
from core.doors import Door
from core.states import StateError
from core.together import ask
from konsultasi import queries, states
from konsultasi.models import Consultation, Input, Response
from konsultasi.services import answer_input, revise_answer, submit_input, update_consultation
from notifications.models import Notification
from notifications.services import follow
from tests.conftest import DISTRICT, GUNTUR

WHY = "Kami tambahkan pada rancangan versi berikutnya."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]
OFFICE = {"joko", "hadi"}
MODERATORS = {"eko", "hadi"}
MAY = {"answer": OFFICE, "revise": OFFICE, "withdraw": {"ani"}, "hide": MODERATORS, "restore": MODERATORS,
       "restore_answered": MODERATORS, "restore_divided": MODERATORS, "restore_complete": MODERATORS,
       "split": OFFICE, "unite": OFFICE, "rejoin": OFFICE, "complete": OFFICE}  # fmt: skip
CELLS = sorted(itertools.product({row.name for row in states.INPUT}, states.InputState.values))


@pytest.mark.parametrize("who", CAST)
def test_every_cell_of_the_lifecycle(said: Input, who: str, request: Any) -> None:
    person = request.getfixturevalue(who)
    for name, state in CELLS:
        Input.objects.filter(pk=said.pk).update(state=state)
        said.refresh_from_db()
        rows = [row for row in states.INPUT if row.name == name and state in row.sources]
        # The author's right ends with the waiting state; elsewhere there is no row to follow anyway.
        if not rows:
            with pytest.raises(StateError):
                move(said, name, by=person, note=WHY, reason="kasar")
        elif who in MAY[name]:
            move(said, name, by=person, note=WHY, reason="kasar")
            assert said.state == rows[0].target
        else:
            with pytest.raises(PermissionDenied):
                move(said, name, by=person, note=WHY, reason="kasar")


def test_an_answer_stands_with_role_reason_and_time(said: Input, draft: Consultation, joko: Any) -> None:
    answer = answer_input(by=joko, input=said, disposition="sebagian", explanation=f"  {WHY} ")
    assert (answer.role, answer.explanation, answer.late_days) == ("officer", WHY, 0)
    said.refresh_from_db()
    assert said.state == "dijawab"
    draft.refresh_from_db()
    assert draft.answered_count == 1
    entry = Entry.objects.get(verb="answer")
    assert (entry.from_state, entry.to_state, entry.data) == ("terbuka", "dijawab", {"disposition": "sebagian"})
    assert entry.note.text == WHY


@pytest.mark.parametrize("words", ["", "Setuju.", " " * 30, "x" * 19])
def test_an_answer_explains_itself(said: Input, joko: Any, words: str) -> None:
    with pytest.raises(ValidationError):
        answer_input(by=joko, input=said, disposition="diterima", explanation=words)
    said.refresh_from_db()
    assert said.state == "terbuka"
    assert Response.objects.count() == 0


def test_an_unknown_disposition_is_refused(said: Input, joko: Any) -> None:
    with pytest.raises(ValidationError):
        answer_input(by=joko, input=said, disposition="terserah", explanation=WHY)


def test_two_officers_one_wins_the_other_is_told(said: Input, joko: Any, hadi: Any) -> None:
    seen_by_hadi = Input.objects.get(pk=said.pk)
    answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    with pytest.raises(StateError):
        answer_input(by=hadi, input=seen_by_hadi, disposition="ditolak", explanation=WHY)
    assert Response.objects.get().disposition == "diterima"


@pytest.mark.parametrize(("days", "late"), [(20, 0), (21, 1), (24, 4), (25, 4), (27, 5)])
def test_lateness_counts_working_days(said: Input, joko: Any, clock: Any, days: int, late: int) -> None:
    """Due on Monday 14 December: 20 days later is that day, 25 a Saturday, 27 the next Monday."""
    clock.shift(timedelta(days=days))
    assert answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY).late_days == late


def test_a_revised_answer_keeps_its_earlier_words_in_the_trail(said: Input, joko: Any, hadi: Any, clock: Any) -> None:
    answer_input(by=joko, input=said, disposition="dicatat", explanation=WHY)
    clock.shift(timedelta(days=1))
    answer = revise_answer(by=hadi, input=said, disposition="diterima", explanation="Setelah rapat, usul ini diterima.")
    assert (answer.disposition, answer.role, answer.revised_at is not None) == ("diterima", "administrator", True)
    words = [entry.note.text for entry in Entry.objects.filter(verb__in=["answer", "revise"]).order_by("id")]
    assert words == [WHY, "Setelah rapat, usul ini diterima."]


def test_author_and_followers_hear_of_the_answer(
    said: Input, budi: Any, joko: Any, citra: Any, django_capture_on_commit_callbacks: Any
) -> None:
    follow(by=budi, topic=said.consultation.topic)
    follow(by=joko, topic=said.consultation.topic)
    with django_capture_on_commit_callbacks(execute=True):
        answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    told = Notification.objects.filter(kind="masukan_dijawab")
    assert {note.user.username for note in told} == {"ani", "budi"}
    assert set(told.values_list("text", "url")) == {
        (
            "Diterima: masukan nomor 1 tentang Pasal 2 ayat (1), Pengelolaan Sampah Rumah Tangga",
            "/rancangan/sampah/masukan/1/",
        )
    }


def test_figures_tell_what_is_kept_and_what_is_late(draft: Consultation, ani: Any, joko: Any, clock: Any) -> None:
    entries = [submit_input(by=ani, consultation=draft, kind="saran", body=f"Saran ke-{n}") for n in range(4)]
    answer_input(by=joko, input=entries[0], disposition="dicatat", explanation=WHY)
    clock.shift(timedelta(days=22))
    answer_input(by=joko, input=entries[1], disposition="dicatat", explanation=WHY)
    assert sorted(ask(queries.figures(DISTRICT))["jawaban"]) == [("lambat", 1), ("telat", 2), ("tepat", 1)]
    assert dict(ask(queries.figures(GUNTUR))["jawaban"]).get("tepat", 0) == 0
    update_consultation(consultation=draft, by=joko, visible=False)
    assert not any(number for _, number in ask(queries.figures(DISTRICT))["jawaban"])


def test_latest_answers_and_open_drafts_leave_out_the_hidden(said: Input, draft: Consultation, joko: Any) -> None:
    answer = answer_input(by=joko, input=said, disposition="diterima", explanation=WHY)
    assert queries.latest_answers(DISTRICT) == [answer]
    doors = [Door(*row) for row in ask([queries.open_drafts("33.23")])["konsultasi"]]
    assert [(door.title, door.url, door.number) for door in doors] == [(draft.title, draft.url, 1)]
    update_consultation(consultation=draft, by=joko, visible=False)
    assert queries.latest_answers(DISTRICT) == []
    assert ask([queries.open_drafts("33.23")]) == {}
