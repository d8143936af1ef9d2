"""Tests before and after, what they say, three taps, the question after thirty days."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from acara import services as acara
from core.ngain import gain, paired
from core.states import StateError
from literasi import services
from literasi.models import Feedback, Practice, Session, TestSheet
from literasi.queries.results import gain_of, gains, opinions, results
from literasi.services.practice import ask_all
from literasi.services.tests import read_answers
from tests.literasi.conftest import announced, come, hold, make_quiz, starting

pytestmark = pytest.mark.django_db
NAMES = ["Siti", "Darmo", "Tini", "Karto", "Warni"]
GOOD = {"clear": 4, "useful": 3, "welcome": 1}


def test_sheets_are_paired_by_participant(fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    rows = come(fajar, session, NAMES)
    before = dict(zip(rows, ["bb", "ab", "a-", "bb", "--"], strict=True))
    assert services.take_paper(by=fajar, session=session, when="sebelum", sheets=before) == 5
    after = dict(zip(rows, ["ab", "aa", "aa", "ab", "ab"], strict=True))
    services.take_paper(by=fajar, session=session, when="sesudah", sheets=after)
    found = results(session)
    marks = "siti,0,50 darmo,50,100 tini,50,100 karto,0,50 warni,0,50"
    wanted = gain(paired([tuple(line.split(",")) for line in marks.split()]).pairs)
    assert (found.total.n, found.total.pre, found.total.post, found.total.g) == (5, 20.0, 70.0, wanted["g"])
    assert [(item.before, item.after) for item in found.items] == [(40, 100), (0, 40)]
    assert found.poor == []
    assert found.unpaired == 0
    assert found.total.sentence == "Nilai rata-rata naik dari 20 menjadi 70, 5 peserta. N-gain 0,63, sedang."


def test_an_item_hardly_anybody_understood_is_named(fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    rows = come(fajar, session, NAMES)
    services.take_paper(by=fajar, session=session, when="sesudah", sheets=dict.fromkeys(rows, "ab"))
    found = results(session)
    assert [item.number for item in found.poor] == [2]
    assert (found.before, found.after, found.unpaired) == (0, 5, 5)


def test_four_people_tell_nothing(fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    rows = come(fajar, session, NAMES[:4])
    for when in ("sebelum", "sesudah"):
        services.take_paper(by=fajar, session=session, when=when, sheets=dict.fromkeys(rows, "aa"))
    found = results(session)
    assert not found.total.told
    assert (found.total.n, found.total.pre) == (None, None)
    assert [(item.before, item.after) for item in found.items] == [(None, None), (None, None)]


def test_a_small_group_hides_a_second_one_too() -> None:
    pair = gain_of("x", []).label and [tuple(paired([("a", "40", "80")]).pairs[0])]
    told = gains([("A", pair * 4), ("B", pair * 6), ("C", pair * 9), ("D", [])])
    assert [(one.label, one.n) for one in told] == [("A", None), ("B", None), ("C", 9)]


def test_the_same_sheet_twice_is_once_another_one_is_refused(fajar: Any, quiz: Any) -> None:
    session = starting(fajar, quiz=quiz)
    (row,) = come(fajar, session, ["Siti"])
    one = {"by": fajar, "session": session, "when": "sebelum"}
    assert services.take_paper(sheets={row: "ab"}, **one) == 1
    assert services.take_paper(sheets={row: "a b"}, **one) == 0
    with pytest.raises(ValidationError, match="sudah diketik dengan jawaban lain"):
        services.take_paper(sheets={row: "bb"}, **one)
    assert TestSheet.objects.get().answers == "ab"
    assert services.take_paper(sheets={row: "bb"}, replace=True, **one) == 1
    assert TestSheet.objects.get().right == 0


@pytest.mark.parametrize("text", ["abc", "e", "aaa", "a1"])
def test_letters_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        read_answers(text, 2)
    assert read_answers("A.", 2) == "a-"
    assert read_answers("b", 2) == "b-"


def test_whose_line_is_on_another_list_is_refused(fajar: Any, quiz: Any, indra: Any) -> None:
    session, other = starting(fajar, quiz=quiz), starting(fajar, quiz=quiz)
    (row,) = come(fajar, other, ["Siti"])
    with pytest.raises(ValidationError):
        services.take_test(by=fajar, session=session, attendance=row, when="sebelum", answers="aa")
    with pytest.raises(PermissionDenied):
        services.take_test(by=indra, session=other, attendance=row, when="sebelum", answers="aa")
    with pytest.raises(ValidationError):
        services.take_test(by=fajar, session=other, attendance=row, when="kapan", answers="aa")


def test_tests_are_taken_near_the_session(fajar: Any, quiz: Any) -> None:
    session = announced(fajar, quiz=quiz)
    with pytest.raises(StateError):
        services.take_paper(by=fajar, session=session, when="sebelum", sheets={})
    with pytest.raises(StateError):
        services.take_paper(by=fajar, session=starting(fajar), when="sebelum", sheets={})


def test_questions_that_cannot_be_asked(fajar: Any, citra: Any, ani: Any) -> None:
    fields = {"text": "Apa?", "options": ["Ya", "Tidak"], "right": 0, "theme": "memilih", "pillar": "budaya"}
    for by in (citra, ani):
        with pytest.raises(PermissionDenied):
            services.add_question(by=by, **fields)
    for change, field in (
        ({"options": ["Ya"]}, "options"),
        ({"options": ["Ya", "ya"]}, "options"),
        ({"right": 2}, "right"),
    ):
        with pytest.raises(ValidationError) as error:
            services.add_question(by=fajar, **fields | change)
        assert list(error.value.error_dict) == [field]
    made = services.add_question(by=fajar, **fields)
    with pytest.raises(ValidationError):
        services.add_question(by=fajar, **fields)
    assert services.retire_question(by=fajar, question=made).retired


def test_an_answered_question_is_not_changed(fajar: Any) -> None:
    quiz = make_quiz(fajar, 1)
    session = starting(fajar, quiz=quiz)
    (row,) = come(fajar, session, ["Siti"])
    services.take_test(by=fajar, session=session, attendance=row, when="sebelum", answers="a")
    with pytest.raises(StateError):
        services.change_question(by=fajar, question=quiz.questions.get(), text="Lain?")


def test_three_taps_count_once_and_know_nobody(fajar: Any) -> None:
    session, key = starting(fajar), uuid.uuid4()
    with pytest.raises(StateError):
        services.give_feedback(session=session, key=key, marks=GOOD)
    session = hold(fajar, session)
    assert services.give_feedback(session=session, key=key, marks=GOOD)
    assert not services.give_feedback(session=session, key=key, marks=GOOD)
    with pytest.raises(ValidationError):
        services.give_feedback(session=session, key=uuid.uuid4(), marks=GOOD | {"clear": 5})
    assert opinions([session.pk]).clear is None
    for _ in range(4):
        services.give_feedback(session=session, key=uuid.uuid4(), marks=GOOD)
    found = opinions([session.pk])
    assert (found.n, found.clear, found.useful, found.welcome) == (5, 100, 100, 0)
    assert {field.name for field in Feedback._meta.fields} == {"key", "session", "clear", "useful", "welcome"}


def test_after_thirty_days_she_is_asked_once(fajar: Any, ani: Any, budi: Any) -> None:
    session = starting(fajar)
    seat = acara.register(by=ani, event=session.event)
    mine = acara.check_in(by=fajar, event=session.event, code=seat.code).attendance
    (guest,) = come(fajar, session, ["Siti"])
    session = hold(fajar, session, timedelta(days=29))
    assert ask_all() == 0
    with pytest.raises(StateError):
        services.answer_practice(by=ani, attendance=mine, used="ya")
    past = timezone.now() - timedelta(days=31)
    type(session.event).objects.filter(pk=session.event_id).update(starts_at=past - timedelta(hours=2), ends_at=past)
    assert (ask_all(), ask_all()) == (1, 0)
    assert list(ani.notifications.filter(kind="sesi_dipakai").values_list("url", flat=True)) == [
        f"/sesi/{session.pk}/dipakai/"
    ]
    services.answer_practice(by=ani, attendance=mine, used="tidak")
    services.answer_practice(by=ani, attendance=mine, used="ya")
    services.answer_practice(by=fajar, attendance=guest, used="ya")
    for by in (ani, budi):
        with pytest.raises(PermissionDenied):
            services.answer_practice(by=by, attendance=guest, used="ya")
    assert list(Practice.objects.order_by("id").values_list("used", flat=True)) == ["ya", "ya"]


def test_a_session_without_a_test_has_no_results(fajar: Any) -> None:
    session = hold(fajar, starting(fajar))
    assert results(Session.objects.get(pk=session.pk)).items == []
