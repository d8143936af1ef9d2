"""One person, one ballot: who may, when, how often, and what is kept of it."""

import hashlib
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Role, Rung, User
from audit.models import Entry, Note
from core.models import ContentVersion
from core.ratelimit import RateLimited
from core.states import StateError
from musrenbang.models import Envelope, RollEntry, Round
from musrenbang.sealing import join_key, open_ballot
from musrenbang.services.ballots import CHANGES, cast_ballot, forget_voter
from musrenbang.services.roll import make_roll
from notifications.models import Notification, Topic
from tests.conftest import KERTOSARI
from tests.factories import make_officer, make_user
from tests.voting.makers import CLOSES, OPENS, SHARES, announce, count, just_before


def opened_of(round: Round) -> list[Any]:
    """What lies in the live envelopes, as only the committee could read it."""
    private = join_key(SHARES[round.pk], 2)
    return [open_ballot(private, bytes(e.sealed)) for e in Envelope.objects.filter(round=round, replaced=False)]


def read(round: Round) -> list[list[int]]:
    return [ballot[0] for ballot in opened_of(round)]


def test_a_resident_votes_and_gets_a_receipt(opened: Round, ani: Any) -> None:
    cast = cast_ballot(by=ani, round=opened, choices=["3", "1"])
    envelope = Envelope.objects.get()
    assert (envelope.entry.user, envelope.channel, envelope.digest) == (ani, "daring", cast.receipt)
    assert (len(cast.receipt), hashlib.sha256(bytes(envelope.sealed)).hexdigest()) == (64, cast.receipt)
    assert read(opened) == [[1, 3]]


def test_she_may_vote_afresh_and_the_last_one_lives(opened: Round, ani: Any, clock: Any) -> None:
    first = cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(just_before(CLOSES))
    second = cast_ballot(by=ani, round=opened, choices=[2, 3])
    assert (first.first, second.first, first.receipt == second.receipt) == (True, False, False)
    live = Envelope.objects.get(replaced=False)
    old = Envelope.objects.get(replaced=True)
    assert (live.digest, old.digest) == (second.receipt, first.receipt)
    assert (bytes(old.sealed), old.entry) == (b"", None)
    assert RollEntry.objects.filter(round=opened).exclude(channel="").count() == 1
    assert read(opened) == [[2, 3]]


def test_the_same_choices_look_different_and_are_as_long(opened: Round, ani: Any, budi: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    cast_ballot(by=budi, round=opened, choices=[1, 2, 3])
    one, two = (bytes(e.sealed) for e in Envelope.objects.all())
    assert len(one) == len(two) == opened.envelope_size + 48
    again = cast_ballot(by=ani, round=opened, choices=[1]).receipt
    assert again not in (hashlib.sha256(one).hexdigest(), hashlib.sha256(two).hexdigest())


@pytest.mark.parametrize(
    ("when", "words"),
    [(just_before(OPENS), "belum dibuka"), (CLOSES, "sudah ditutup")],
)
def test_the_clock_of_the_server_decides(announced: Round, ani: Any, clock: Any, when: Any, words: str) -> None:
    clock.move_to(when)
    with pytest.raises(StateError, match=words):
        cast_ballot(by=ani, round=announced, choices=[1])
    assert Envelope.objects.count() == 0


def test_the_first_and_the_last_moment_count(announced: Round, ani: Any, budi: Any, joko: Any, clock: Any) -> None:
    clock.move_to(OPENS)
    cast_ballot(by=ani, round=announced, choices=[1])
    clock.move_to(just_before(CLOSES))
    cast_ballot(by=budi, round=announced, choices=[1])
    clock.move_to(CLOSES)
    assert count(joko, announced).ballot_count == 2


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
    assert Envelope.objects.count() == 0


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
    assert read(opened) == [[2]]


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


def test_casting_takes_few_queries(opened: Round, ani: Any, django_assert_num_queries: Any) -> None:
    make_roll(round=opened)
    # hold the round, its stage's rung, the row of the roll, the envelope, the mark, the trail
    with django_assert_num_queries(8) as seen:
        cast_ballot(by=ani, round=opened, choices=[1])
    deeds = [q["sql"] for q in seen.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert [sql.split()[0] for sql in deeds] == ["SELECT", "SELECT", "SELECT", "INSERT", "UPDATE", "INSERT"]


def test_nobody_changes_a_vote_all_day(opened: Round, ani: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    for turn in range(CHANGES):
        cast_ballot(by=ani, round=opened, choices=[2 + turn % 2])
    kept = Envelope.objects.get(replaced=False).digest
    with pytest.raises(RateLimited):
        cast_ballot(by=ani, round=opened, choices=[1, 2, 3])
    assert Envelope.objects.get(replaced=False).digest == kept


def test_an_erased_persons_ballot_stays_counted_without_her(
    opened: Round, ani: Any, budi: Any, joko: Any, clock: Any
) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    cast_ballot(by=budi, round=opened, choices=[1])
    forget_voter(ani)
    clock.move_to(CLOSES)
    User.objects.filter(pk=ani.pk).update(is_active=False)
    done = count(joko, opened)
    assert (done.ballot_count, done.results.get(rank=1).votes, done.eligible_count) == (2, 2, 2)
    assert sorted(str(e.user_id) for e in RollEntry.objects.all()) == sorted(["None", str(budi.pk)])


def test_nothing_of_a_ballot_is_kept_in_the_open(opened: Round, ani: Any, caplog: Any) -> None:
    """Every column of every table that changed holds no choice, plain or as JSON."""
    with caplog.at_level(logging.DEBUG):
        cast_ballot(by=ani, round=opened, choices=[1, 3])
    for text in ('"c":[1,3]', "[1, 3]", "[1,3]"):
        assert text not in caplog.text
        for row in Envelope.objects.values_list():
            assert text not in repr(row)
        for row in Entry.objects.filter(verb="vote").values_list():
            assert text not in repr(row)


@pytest.mark.parametrize(
    ("kind", "rules", "choices", "points", "code"),
    [
        ("choose-1", {}, [1, 2], None, "many"),
        ("cumulative", {"max_sum": 10}, [1, 2], [6, 5], "sum_high"),
        ("cumulative", {"max_sum": 10}, [1, 2], [6], "points_missing"),
        ("cumulative", {"max_sum": 10}, [1, 2], ["a", 1], "points_missing"),
        ("scoring", {"max_points": 5}, [1], [6], "points_high"),
        ("ordinal", {}, [1, 1], None, "twice"),
        ("knapsack", {"max_cost": 100_000_000}, [1, 2], None, "cost_high"),
        ("approval", {"per_category": {"Kelurahan Kertosari": {"most": 1}}}, [1, 2], None, "category_many"),
    ],
)
def test_every_kind_of_ballot_has_its_rules(
    draft: Round, clock: Any, joko: Any, ani: Any, kind: str, rules: Any, choices: list[Any], points: Any, code: str
) -> None:
    held = opened_as(draft, joko, clock, kind, rules)
    with pytest.raises(ValidationError) as error:
        cast_ballot(by=ani, round=held, choices=choices, points=points)
    assert error.value.error_dict["pilihan"][0].code == code


def opened_as(draft: Round, joko: Any, clock: Any, kind: str, rules: dict[str, Any]) -> Round:
    """The round announced with another kind of ballot, an hour after its opening."""
    Round.objects.filter(pk=draft.pk).update(kind=kind, ballot_rules=rules)
    held = announce(joko, draft)
    clock.move_to(OPENS + timedelta(hours=1))
    return held


def test_a_ranking_keeps_its_order(draft: Round, joko: Any, ani: Any, clock: Any) -> None:
    held = opened_as(draft, joko, clock, "ordinal", {})
    cast_ballot(by=ani, round=held, choices=["3", "1"])
    assert read(held) == [[3, 1]]


def test_points_keep_their_worth(draft: Round, joko: Any, ani: Any, clock: Any) -> None:
    held = opened_as(draft, joko, clock, "cumulative", {"max_sum": 10})
    cast_ballot(by=ani, round=held, choices=["3", "1"], points=["4", "6"])
    assert opened_of(held) == [([1, 3], [6, 4])]
    clock.move_to(CLOSES)
    assert dict(count(joko, held).results.values_list("option__number", "votes"))[1] == 1
