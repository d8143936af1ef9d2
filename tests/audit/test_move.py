"""move() and record(): the only way a state changes, and what it leaves in the trail."""

import hashlib
import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connections

from audit.models import Entry, Note
from audit.queries import trail
from audit.services import move, record
from core.states import StateError
from dialog.models import Comment
from tests.lifecycle import walk

WORDS = "Komentar ini menyerang pribadi seorang warga."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


def test_every_state_deed_and_person(comment: Comment, request: pytest.FixtureRequest) -> None:
    users = {name: request.getfixturevalue(name) for name in CAST}

    def in_state(state: str) -> Comment:
        Comment.objects.filter(pk=comment.pk).update(state=state)
        comment.refresh_from_db()
        return comment

    assert walk(Comment.LIFECYCLE, in_state, users) == {
        ("tampil", "hide"): {"eko", "hadi"},
        ("tampil", "keep"): {"eko", "hadi"},
        ("tampil", "withdraw"): {"ani"},
        ("disembunyikan", "restore"): {"eko", "hadi"},
    }


def test_a_move_writes_who_what_when_and_why(comment: Comment, eko: Any) -> None:
    row = move(comment, "hide", by=eko, reason="kasar", note=f"  {WORDS} ", data={"laporan": 3})
    assert (row.name, comment.state) == ("hide", "disembunyikan")
    (entry,) = trail(comment)
    assert (entry.actor_id, entry.role, entry.verb) == (eko.pk, "moderator", "hide")
    assert (entry.target_type, entry.target_id) == ("dialog.comment", str(comment.pk))
    assert (entry.from_state, entry.to_state, entry.reason) == ("tampil", "disembunyikan", "kasar")
    assert entry.data == {"laporan": 3}
    assert entry.note.text == WORDS
    assert entry.note_digest == hashlib.sha256(WORDS.encode()).hexdigest()


def test_further_columns_change_in_the_same_step(comment: Comment, eko: Any) -> None:
    move(comment, "hide", by=eko, reason="iklan", also={"hidden_reason": "iklan"})
    assert comment.hidden_reason == "iklan"
    comment.refresh_from_db()
    assert (comment.state, comment.hidden_reason) == ("disembunyikan", "iklan")


@pytest.mark.parametrize(
    ("reason", "note", "field"),
    [("", WORDS, "reason"), ("karangan", WORDS, "reason"), ("kasar", "x" * 5001, "note")],
)
def test_reason_and_words_are_asked(comment: Comment, eko: Any, reason: str, note: str, field: str) -> None:
    with pytest.raises(ValidationError) as caught:
        move(comment, "hide", by=eko, reason=reason, note=note)
    assert list(caught.value.message_dict) == [field]
    comment.refresh_from_db()
    assert (comment.state, Entry.objects.count(), Note.objects.count()) == ("tampil", 0, 0)


def test_an_unknown_reason_is_refused_even_where_none_is_asked(comment: Comment, eko: Any) -> None:
    with pytest.raises(ValidationError):
        move(comment, "keep", by=eko, reason="karangan")


def test_stale_things_do_not_move(comment: Comment, eko: Any, hadi: Any) -> None:
    same = Comment.objects.get(pk=comment.pk)
    move(comment, "hide", by=eko, reason="kasar")
    with pytest.raises(StateError, match="Petugas lain"):
        move(same, "hide", by=hadi, reason="iklan")
    assert Entry.objects.count() == 1


def test_refused_people_change_nothing(comment: Comment, citra: Any) -> None:
    with pytest.raises(PermissionDenied):
        move(comment, "hide", by=citra, reason="kasar")
    assert Entry.objects.count() == 0


def test_the_house_acts_without_a_person(comment: Comment) -> None:
    entry = record(by=None, verb="tutup", target=comment)
    assert (entry.actor_id, entry.role) == (None, "sistem")


def test_trail_is_one_query(comment: Comment, eko: Any, django_assert_num_queries: Any) -> None:
    for number in range(30):
        record(by=eko, verb=f"deed{number}", target=comment, note="kata " * (number % 2))
    with django_assert_num_queries(1):
        words = [entry.note.text if entry.note_digest else "" for entry in trail(comment)]
    assert words.count("") == 15


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_one_wins(comment: Comment, eko: Any, hadi: Any) -> None:
    barrier = threading.Barrier(2)
    results: list[str] = []

    def decide(user: Any, reason: str) -> None:
        try:
            mine = Comment.objects.get(pk=comment.pk)
            barrier.wait()
            move(mine, "hide", by=user, reason=reason)
            results.append("won")
        except StateError:
            results.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=pair) for pair in ((eko, "kasar"), (hadi, "iklan"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["told", "won"]
    assert Entry.objects.count() == 1
