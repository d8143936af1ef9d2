"""A round from its key to its count: sealed at casting, nobody reads it before the committee opens the box."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core.states import StateError
from musrenbang.models import BoardEvent, Channel, Envelope, OpenedBallot, RollEntry, Round, RoundFile
from musrenbang.queries.box import COUNTED, REPLACED, SHORT, UNKNOWN, fate_of
from musrenbang.sealing import canonical
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import close_round
from musrenbang.services.keys import make_keys, try_keys
from musrenbang.services.opening import open_box
from musrenbang.services.rounds import announce_round, run_clock
from musrenbang.tally.merkle import FIRST, link, root, root_of_digests
from tests.voting.makers import CLOSES, COMMITTEE, SHARES


def close(round: Round, clock: Any) -> Round:
    clock.move_to(CLOSES + timedelta(minutes=1))
    return close_round(round=round)


def test_from_casting_to_the_count(opened: Round, ani: Any, budi: Any, joko: Any, clock: Any) -> None:
    first = cast_ballot(by=ani, round=opened, choices=[1, 2])
    again = cast_ballot(by=ani, round=opened, choices=[3])
    other = cast_ballot(by=budi, round=opened, choices=[3, 2])
    assert (first.first, again.first, other.first) == (True, False, True)
    assert len({len(bytes(e.sealed)) for e in Envelope.objects.filter(replaced=False)}) == 1
    close(opened, clock)
    assert not Envelope.objects.filter(entry__isnull=False).exists()
    done = open_box(by=joko, round=opened, shares=SHARES[opened.pk][:2])
    assert (done.state, done.ballot_count, done.invalid_count) == ("dihitung", 2, 0)
    assert sorted(tuple(b.choices) for b in OpenedBallot.objects.all()) == [(2, 3), (3,)]
    assert dict(done.results.values_list("option__number", "votes")) == {1: 0, 2: 1, 3: 2, 4: 0, 5: 0}
    assert [fate_of(done, r) for r in (first.receipt, again.receipt[:16], other.receipt, "00" * 32, "abc")] == [
        REPLACED,
        COUNTED,
        COUNTED,
        UNKNOWN,
        SHORT,
    ]
    assert {bytes(e.sealed) for e in Envelope.objects.all()} == {b""}


def test_the_board_is_one_chain_and_binds_every_list(counted: Round) -> None:
    previous, seen = FIRST, []
    for event in counted.board.all():
        body = json.loads(event.body)
        assert (event.body, body["number"]) == (canonical(body), event.number)
        previous = link(previous, event.body)
        assert event.digest == previous
        seen.append(body)
    assert [b["kind"] for b in seen] == ["manifest", "roll", "batch", "close", "opening", "ballots", "result"]
    facts = {body["kind"]: body for body in seen}
    digests = list(Envelope.objects.filter(replaced=False).values_list("digest", flat=True))
    assert facts["close"]["root"] == facts["opening"]["root"] == facts["batch"]["root"] == root_of_digests(digests)
    assert facts["manifest"]["manifest_sha256"] == hashlib.sha256(counted.manifest.encode()).hexdigest()
    files = {f.name: f for f in RoundFile.objects.all()}
    lines = files["election.pb"].text.split("VOTES\n")[1].splitlines()[1:]
    assert facts["ballots"]["root"] == root(line.encode() for line in lines)
    assert {n: f.digest for n, f in files.items()} == {k: v for k, v in facts["result"].items() if "." in k}


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        (lambda w: w[:1], "Perlu 2 bagian"),
        (lambda w: [w[0], w[0]], "Perlu 2 bagian"),
        (lambda w: [], "Perlu 2 bagian"),
        (lambda w: [w[0], w[1].replace(" ", " salah ", 1)], "Bagian ke-2 salah tulis"),
        (lambda w: [w[0], " ".join(w[1].split()[:-1])], "Bagian ke-2 salah tulis"),
    ],
)
def test_wrong_shares_open_nothing(opened: Round, ani: Any, joko: Any, clock: Any, pick: Any, words: str) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    close(opened, clock)
    with pytest.raises(ValidationError, match=words):
        open_box(by=joko, round=opened, shares=pick(SHARES[opened.pk]))
    opened.refresh_from_db()
    assert (opened.state, OpenedBallot.objects.count(), BoardEvent.objects.filter(kind="opening").count()) == (
        "ditutup",
        0,
        0,
    )


def test_words_may_be_typed_as_people_type(opened: Round, joko: Any, clock: Any) -> None:
    close(opened, clock)
    told = [" ".join(f"{n}. {w.upper()}" for n, w in enumerate(s.split(), 1)) for s in SHARES[opened.pk]]
    assert open_box(by=joko, round=opened, shares=told).ballot_count == 0


def test_shares_of_another_round_open_nothing(opened: Round, joko: Any, clock: Any) -> None:
    close(opened, clock)
    from musrenbang.sealing import split_key  # noqa: PLC0415

    with pytest.raises(ValidationError, match="kunci pemungutan lain"):
        open_box(by=joko, round=opened, shares=split_key(2, 3)[1])


def test_only_those_who_run_it_open_the_box(opened: Round, ani: Any, citra: Any, eko: Any, clock: Any) -> None:
    close(opened, clock)
    for person in (ani, citra, eko):
        with pytest.raises(PermissionDenied):
            open_box(by=person, round=opened, shares=SHARES[opened.pk])


def test_the_box_stays_shut_before_the_close(opened: Round, joko: Any, clock: Any) -> None:
    with pytest.raises(StateError):
        open_box(by=joko, round=opened, shares=SHARES[opened.pk])
    with pytest.raises(StateError, match="belum ditutup"):
        close_round(round=opened)


def test_a_clock_set_back_opens_nothing_again(opened: Round, ani: Any, clock: Any) -> None:
    close(opened, clock)
    clock.move_to(CLOSES - timedelta(hours=1))
    with pytest.raises(StateError, match="sudah ditutup"):
        cast_ballot(by=ani, round=opened, choices=[1])


def test_the_clock_closes_and_never_counts(opened: Round, ani: Any, clock: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(CLOSES)
    run_clock()
    run_clock()
    opened.refresh_from_db()
    assert (opened.state, opened.ballot_count) == ("ditutup", None)


def test_a_round_without_key_is_not_announced(draft: Round, joko: Any) -> None:
    with pytest.raises(ValidationError, match="kunci panitia"):
        announce_round(by=joko, round=draft)


def test_the_ceremony(draft: Round, joko: Any, ani: Any, budi: Any) -> None:
    with pytest.raises(PermissionDenied):
        make_keys(by=ani, round=draft, committee=COMMITTEE, needed=2)
    for names, needed in ((["Satu"], 2), (COMMITTEE, 1), (COMMITTEE, 4), (["Rini", "rini"], 2)):
        with pytest.raises(ValidationError):
            make_keys(by=joko, round=draft, committee=names, needed=needed)
    old = make_keys(by=joko, round=draft, committee=COMMITTEE, needed=2)
    words = make_keys(by=joko, round=draft, committee=COMMITTEE, needed=3)
    assert [len(share.split()) for share in words] == [20, 20, 20]
    try_keys(by=joko, round=draft, shares=words)
    with pytest.raises(ValidationError):
        try_keys(by=joko, round=draft, shares=old)
    draft.refresh_from_db()
    kept = json.dumps({f.name: str(getattr(draft, f.name)) for f in draft._meta.concrete_fields})
    assert not any(share in kept for share in words)
    announced = announce_round(by=joko, round=draft)
    with pytest.raises(StateError):
        make_keys(by=joko, round=announced, committee=COMMITTEE, needed=2)


def test_the_roll_is_made_when_it_opens_and_grows_while_it_is_open(
    announced: Round, ani: Any, budi: Any, clock: Any
) -> None:
    clock.move_to(announced.opens_at + timedelta(minutes=1))
    run_clock()
    assert json.loads(announced.board.get(kind="roll").body)["size"] == 2
    from tests.factories import make_user  # noqa: PLC0415

    late = make_user("late", "Warga Baru", home=ani.home_id)
    cast_ballot(by=late, round=announced, choices=[1])
    close(announced, clock)
    grown = json.loads(announced.board.get(kind="roll_grew").body)
    assert (grown["added"], grown["size"]) == (1, 3)
    assert RollEntry.objects.filter(channel=Channel.ONLINE).count() == 1


def test_a_frozen_roll_takes_nobody_in(announced: Round, ani: Any, clock: Any) -> None:
    Round.objects.filter(pk=announced.pk).update(roll_open=False)
    clock.move_to(announced.opens_at + timedelta(minutes=1))
    run_clock()
    from tests.factories import make_user  # noqa: PLC0415

    late = make_user("late", "Warga Baru", home=ani.home_id)
    with pytest.raises(PermissionDenied):
        cast_ballot(by=late, round=announced, choices=[1])
    assert cast_ballot(by=ani, round=announced, choices=[1]).first
