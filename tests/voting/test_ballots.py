"""One person, one ballot: who may, when, how often, and what is kept of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role, Rung
from audit.models import Entry, Note
from core.models import ContentVersion
from core.ratelimit import RateLimited
from core.states import StateError
from musrenbang.models import Ballot, Round
from musrenbang.services.ballots import CHANGES, cast_ballot, forget_voter
from musrenbang.services.rounds import count_round
from musrenbang.tally import read_choices
from notifications.models import Notification, Topic
from tests.conftest import KERTOSARI
from tests.factories import make_officer, make_user
from tests.voting.makers import CLOSES, OPENS, just_before


def test_a_resident_votes_and_gets_a_receipt(opened: Round, ani: Any) -> None:
    ballot = cast_ballot(by=ani, round=opened, choices=["3", "1"])
    ballot.refresh_from_db()
    assert (ballot.choices, ballot.voter, ballot.changed_at) == ([1, 3], ani, None)
    assert len(ballot.receipt) == 12


def test_she_may_change_it_and_the_receipt_stays(opened: Round, ani: Any, clock: Any) -> None:
    first = cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(just_before(CLOSES))
    second = cast_ballot(by=ani, round=opened, choices=[2, 3])
    assert (second.pk, second.receipt, second.cast_at) == (first.pk, first.receipt, first.cast_at)
    assert (second.choices, second.changed_at) == ([2, 3], just_before(CLOSES))
    assert Ballot.objects.count() == 1


def test_sending_the_same_again_changes_nothing(opened: Round, ani: Any, clock: Any) -> None:
    first = cast_ballot(by=ani, round=opened, choices=[1, 2])
    clock.shift(60)
    again = cast_ballot(by=ani, round=opened, choices=["2", "1", "1"])
    assert (again.receipt, again.changed_at) == (first.receipt, None)
    assert list(Entry.objects.filter(target_type="musrenbang.round", actor_id=ani.pk).values_list("verb")) == [
        ("vote",)
    ]


@pytest.mark.parametrize(
    ("when", "words"),
    [(just_before(OPENS), "belum dibuka"), (CLOSES, "sudah ditutup")],
)
def test_the_clock_of_the_server_decides(announced: Round, ani: Any, clock: Any, when: Any, words: str) -> None:
    clock.move_to(when)
    with pytest.raises(StateError, match=words):
        cast_ballot(by=ani, round=announced, choices=[1])
    assert Ballot.objects.count() == 0


def test_a_ballot_found_in_time_is_dated_in_time(opened: Round, ani: Any, clock: Any, monkeypatch: Any) -> None:
    """Found open in the last moment and written when the close had passed: it counts, so it bears the moment found."""

    def slow(*args: Any) -> list[int]:
        clock.move_to(CLOSES)
        return read_choices(*args)

    clock.move_to(just_before(CLOSES))
    monkeypatch.setattr("musrenbang.services.ballots.read_choices", slow)
    assert cast_ballot(by=ani, round=opened, choices=[1]).cast_at == just_before(CLOSES)


def test_the_first_and_the_last_moment_count(announced: Round, ani: Any, budi: Any, clock: Any) -> None:
    clock.move_to(OPENS)
    cast_ballot(by=ani, round=announced, choices=[1])
    clock.move_to(just_before(CLOSES))
    cast_ballot(by=budi, round=announced, choices=[1])
    clock.move_to(CLOSES)
    assert count_round(round=announced).ballot_count == 2


def test_a_draft_takes_no_votes(draft: Round, ani: Any, clock: Any) -> None:
    clock.move_to(OPENS)
    with pytest.raises(StateError):
        cast_ballot(by=ani, round=draft, choices=[1])


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_user("baru", "Baru", home=KERTOSARI, rung=Rung.CONTACT),
        lambda: make_user("jauh", "Jauh", home="33.23"),
        lambda: make_user("tanpa", "Tanpa Rumah"),
        lambda: make_user("diam", "Diam", home=KERTOSARI, is_active=False),
        lambda: make_officer("camat", "Camat", Role.CAMAT, "33.23.03"),
    ],
)
def test_only_confirmed_residents_may(opened: Round, make: Callable[[], Any]) -> None:
    with pytest.raises(PermissionDenied):
        cast_ballot(by=make(), round=opened, choices=[1])
    assert Ballot.objects.count() == 0


def test_an_officer_who_lives_here_votes_as_a_resident(opened: Round) -> None:
    person = make_officer("camat", "Camat", Role.CAMAT, "33.23.03")
    person.home_id = KERTOSARI
    person.save()
    cast_ballot(by=person, round=opened, choices=[1])
    assert Entry.objects.get(verb="vote").role == "citizen"


@pytest.mark.parametrize(
    ("choices", "code"), [([], "few"), ([1, 2, 3, 4], "many"), ([6], "unknown"), (["x"], "unknown")]
)
def test_broken_ballots_are_refused_and_leave_the_old_one(
    opened: Round, ani: Any, choices: list[Any], code: str
) -> None:
    cast_ballot(by=ani, round=opened, choices=[2])
    with pytest.raises(ValidationError) as error:
        cast_ballot(by=ani, round=opened, choices=choices)
    assert error.value.error_dict["pilihan"][0].code == code
    assert Ballot.objects.get().choices == [2]


def test_the_trail_says_that_she_voted_never_what(opened: Round, ani: Any) -> None:
    before = Entry.objects.latest("id").pk
    cast_ballot(by=ani, round=opened, choices=[1, 3])
    cast_ballot(by=ani, round=opened, choices=[2])
    rows = Entry.objects.filter(pk__gt=before)
    assert list(rows.values_list("verb", "actor_id", "role", "data", "reason", "note_digest")) == [
        ("vote", ani.pk, "citizen", {}, "", ""),
        ("change_vote", ani.pk, "citizen", {}, "", ""),
    ]
    assert Note.objects.count() == 0


def test_voting_freshens_no_public_page_and_moves_no_counter(
    opened: Round, ani: Any, django_capture_on_commit_callbacks: Any
) -> None:
    versions = dict(ContentVersion.objects.values_list("name", "value"))
    topic = Topic.objects.filter(pk=opened.topic_id).values().get()
    with django_capture_on_commit_callbacks(execute=True):
        cast_ballot(by=ani, round=opened, choices=[1])
    assert dict(ContentVersion.objects.values_list("name", "value")) == versions
    assert Topic.objects.filter(pk=opened.topic_id).values().get() == topic
    assert Notification.objects.count() == 0


def test_casting_takes_four_queries(opened: Round, ani: Any, django_assert_num_queries: Any) -> None:
    # hold the round, its stage's rung, the ballot, the trail; begin and end of the inner block besides
    with django_assert_num_queries(6) as seen:
        cast_ballot(by=ani, round=opened, choices=[1])
    deeds = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert [sql.split()[0] for sql in deeds] == ["SELECT", "SELECT", "INSERT", "INSERT"]


def test_nobody_changes_a_vote_all_day(opened: Round, ani: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    for turn in range(CHANGES):
        cast_ballot(by=ani, round=opened, choices=[2 + turn % 2])
    kept = Ballot.objects.get().choices
    with pytest.raises(RateLimited):
        cast_ballot(by=ani, round=opened, choices=[1, 2, 3])
    assert Ballot.objects.get().choices == kept


def test_an_erased_persons_ballot_stays_counted_without_her(opened: Round, ani: Any, budi: Any, clock: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    cast_ballot(by=budi, round=opened, choices=[1])
    forget_voter(ani)
    clock.move_to(CLOSES)
    done = count_round(round=opened)
    assert (done.ballot_count, done.results.get(rank=1).votes) == (2, 2)
    assert done.eligible_count == 3  # the ballot without a voter, Budi, and Ani who is not erased in this test
    assert sorted(str(b.voter_id) for b in Ballot.objects.all()) == sorted(["None", str(budi.pk)])


def test_choices_are_kept_as_plain_numbers(opened: Round, ani: Any) -> None:
    ballot = cast_ballot(by=ani, round=opened, choices=[2, 1])
    assert json.dumps(Ballot.objects.values_list("choices", flat=True).get(pk=ballot.pk)) == "[1, 2]"
