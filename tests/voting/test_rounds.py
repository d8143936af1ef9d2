"""Preparing, announcing, counting, ratifying and calling off a round."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Role, User
from audit.models import Entry
from core.states import StateError
from musrenbang.models import Envelope, Proposal, RollEntry, Round, RoundResult
from musrenbang.queries.voting import eligible_count
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import close_round
from musrenbang.services.keys import make_keys
from musrenbang.services.round_plan import lot_key
from musrenbang.services.rounds import (
    announce_round,
    cancel_round,
    create_round,
    edit_round,
    ratify_round,
    run_clock,
)
from musrenbang.states import State
from musrenbang.voting_states import Phase
from notifications.models import Topic
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import make_officer, make_region
from tests.voting.makers import (
    BUDGET,
    CLOSES,
    COMMITTEE,
    OPENS,
    WORKS,
    announce,
    count,
    just_before,
    make_cycle,
    make_plan,
    make_proposal,
)
from wilayah.models import Region

WORDS = "Terjadi kekeliruan biaya pada dua kegiatan."


def entries(round: Round) -> list[tuple[str, str]]:
    rows = Entry.objects.filter(target_type="musrenbang.round", target_id=str(round.pk))
    return list(rows.values_list("verb", "role"))


def test_a_prepared_round_holds_its_options_in_the_given_order(draft: Round) -> None:
    assert draft.phase is Phase.DRAFT
    assert [(o.number, o.title, o.cost) for o in draft.options.all()] == [
        (n, title, cost) for n, (title, _, cost) in enumerate(WORKS, 1)
    ]
    assert draft.topic is None
    assert entries(draft) == [("create_round", "officer")]


@pytest.mark.parametrize("who", ["ani", "citra", "dewi", "eko", "fajar", "gita", "indra"])
def test_others_may_not_run_rounds(who: str, draft: Round, joko: Any, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    plan = make_plan(draft.cycle, [option.proposal for option in draft.options.all()])
    with pytest.raises(PermissionDenied):
        create_round(by=person, region=draft.region, plan=plan)
    with pytest.raises(PermissionDenied):
        edit_round(by=person, round=draft, plan=plan)
    with pytest.raises(PermissionDenied):
        announce(person, draft)
    make_keys(by=joko, round=draft, committee=COMMITTEE, needed=2)
    with pytest.raises(PermissionDenied):
        announce_round(by=person, round=draft)
    with pytest.raises(PermissionDenied):
        cancel_round(by=person, round=draft, note=WORDS)
    draft.refresh_from_db()
    assert draft.state == "rancangan"


def test_an_officer_of_another_kecamatan_may_not(draft: Round) -> None:
    make_region("33.23.04", "Tlogomulyo")
    other = make_officer("lain", "Lain", Role.OFFICER, "33.23.04")
    with pytest.raises(PermissionDenied):
        announce(other, draft)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.CAMAT, Role.ADMINISTRATOR])
def test_officer_camat_and_administrator_may(role: str, draft: Round) -> None:
    assert announce(make_officer("siapa", "Siapa", role, DISTRICT), draft).state == "diumumkan"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": OPENS}, "closes_at"),
        ({"min_choices": 0}, "max_choices"),
        ({"min_choices": 3, "max_choices": 2}, "max_choices"),
        ({"budget": 0}, "budget"),
        ({"budget": 149_999_999}, "proposals"),
        ({"max_choices": 6}, "proposals"),
        ({"proposals": []}, "proposals"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused(draft: Round, joko: Any, changes: dict[str, Any], field: str) -> None:
    proposals = [option.proposal for option in draft.options.all()]
    plan = make_plan(draft.cycle, **{"proposals": proposals, **changes})
    with pytest.raises(ValidationError) as error:
        create_round(by=joko, region=draft.region, plan=plan)
    assert list(error.value.message_dict) == [field]


def test_only_decidable_works_of_the_place_and_cycle_with_a_cost_may_stand(draft: Round, joko: Any, ani: Any) -> None:
    make_region("33.23.04", "Tlogomulyo")
    make_region("33.23.04.2001", "Tlogo")
    last = make_cycle(plan_year=2027)
    good = [option.proposal for option in draft.options.all()][:3]
    for sequence, (cycle, region, cost, state) in enumerate(
        [
            (draft.cycle, "33.23.04.2001", 1000, State.PRIORITY),
            (last, KERTOSARI, 1000, State.PRIORITY),
            (draft.cycle, KERTOSARI, None, State.PRIORITY),
            (draft.cycle, KERTOSARI, 1000, State.SUBMITTED),
            (draft.cycle, KERTOSARI, 1000, State.IN_RKPD),
        ],
        50,
    ):
        bad = make_proposal(cycle, ani, sequence, "Lain", region, cost, state)
        with pytest.raises(ValidationError):
            create_round(by=joko, region=draft.region, plan=make_plan(draft.cycle, [*good, bad]))
    with pytest.raises(ValidationError):
        create_round(by=joko, region=draft.region, plan=make_plan(draft.cycle, [*good, good[0]]))
    assert Round.objects.count() == 1


def test_announcing_fixes_words_costs_and_the_lot(draft: Round, joko: Any) -> None:
    Proposal.objects.filter(title=WORKS[0][0]).update(estimated_cost=97_000_000)
    announced = announce(joko, draft)
    assert (announced.state, announced.phase, announced.option_count) == ("diumumkan", Phase.COMING, 5)
    options = list(announced.options.all())
    assert options[0].cost == 97_000_000
    assert sorted(o.lot for o in options) == [1, 2, 3, 4, 5]
    assert [o.number for o in sorted(options, key=lambda o: o.lot)] == sorted(
        range(1, 6), key=lambda number: lot_key(announced.tie_seed, number)
    )
    topic = Topic.objects.get(kind="pemungutan")
    assert (topic.url, topic.region_id, topic.visible) == (f"/pemungutan/{draft.pk}/", DISTRICT, True)
    Proposal.objects.update(estimated_cost=1, title="Lain")
    assert announced.options.get(number=1).cost == 97_000_000
    assert entries(announced) == [("create_round", "officer"), ("make_keys", "officer"), ("announce", "officer")]


def test_an_announced_round_cannot_be_edited_or_announced_again(announced: Round, joko: Any) -> None:
    plan = make_plan(announced.cycle, [option.proposal for option in announced.options.all()][:3], budget=BUDGET * 2)
    with pytest.raises(StateError):
        edit_round(by=joko, round=announced, plan=plan)
    with pytest.raises(StateError):
        announce_round(by=joko, round=announced)
    announced.refresh_from_db()
    assert (announced.budget, announced.options.count()) == (BUDGET, 5)


def test_a_stale_draft_is_not_announced(draft: Round, joko: Any, clock: Any) -> None:
    Proposal.objects.filter(title=WORKS[0][0]).update(state=State.WITHDRAWN)
    with pytest.raises(ValidationError, match="tidak lagi menunggu"):
        announce(joko, draft)
    Proposal.objects.update(state=State.PRIORITY, estimated_cost=BUDGET + 1)
    with pytest.raises(ValidationError, match="melebihi dana"):
        announce(joko, draft)
    Proposal.objects.update(estimated_cost=BUDGET)
    clock.move_to(CLOSES)
    with pytest.raises(ValidationError, match="sudah lewat"):
        announce(joko, draft)
    assert Topic.objects.filter(kind="pemungutan").count() == 0


def test_a_round_announced_late_opens_then(draft: Round, joko: Any, clock: Any) -> None:
    clock.move_to(OPENS + timedelta(hours=3))
    assert announce(joko, draft).opens_at == OPENS + timedelta(hours=3)


def test_the_clock_alone_opens_and_closes(announced: Round) -> None:
    assert announced.phase_at(just_before(OPENS)) is Phase.COMING
    assert announced.phase_at(OPENS) is Phase.OPEN
    assert announced.phase_at(just_before(CLOSES)) is Phase.OPEN
    assert announced.phase_at(CLOSES) is Phase.CLOSED


def test_counting_before_the_end_is_refused(opened: Round, clock: Any) -> None:
    clock.move_to(just_before(CLOSES))
    with pytest.raises(StateError):
        close_round(round=opened)
    assert run_clock() == 1  # tells of the opening, counts nothing
    assert RoundResult.objects.count() == 0


def test_the_count_is_exact_explained_and_written_once(
    opened: Round, clock: Any, ani: Any, budi: Any, joko: Any
) -> None:
    cast_ballot(by=ani, round=opened, choices=[1, 2, 4])
    cast_ballot(by=budi, round=opened, choices=[2, 4])
    clock.move_to(CLOSES)
    assert run_clock() == 1
    opened = count(joko, opened)
    # Ani, Budi and the officers, who live nowhere here, so two.
    assert (opened.state, opened.ballot_count, opened.eligible_count) == ("dihitung", 2, 2)
    lines = list(opened.results.values_list("option__number", "votes", "reason"))
    lot = dict(opened.options.values_list("number", "lot"))
    top = sorted([2, 4], key=lambda n: lot[n])
    zero = sorted([3, 5], key=lambda n: lot[n])
    assert lines == [
        (top[0], 2, "terpilih"),
        (top[1], 2, "terpilih"),
        (1, 1, "dana"),  # 300 - 150 - 84 = 66 million left, it costs 96
        (zero[0], 0, "suara"),
        (zero[1], 0, "suara"),
    ]
    assert opened.results.get(option__number=1).before == 66_000_000
    before = list(RoundResult.objects.values())
    assert run_clock() == 0
    with pytest.raises(StateError):
        count(joko, opened)
    assert list(RoundResult.objects.values()) == before
    assert [verb for verb, _ in entries(opened)].count("open_box") == 1


def test_a_round_without_a_ballot_is_counted_too(opened: Round, clock: Any, joko: Any) -> None:
    clock.move_to(CLOSES)
    opened = count(joko, opened)
    assert (opened.ballot_count, {r.reason for r in opened.results.all()}) == (0, {"suara"})


def test_ratifying_follows_the_count_and_is_for_officers(counted: Round, joko: Any, ani: Any, clock: Any) -> None:
    with pytest.raises(PermissionDenied):
        ratify_round(by=ani, round=counted)
    done = ratify_round(by=joko, round=counted)
    assert (done.state, done.ratified_at) == ("ditetapkan", timezone.now())
    with pytest.raises(StateError):
        ratify_round(by=joko, round=counted)


def test_an_announced_round_cannot_be_ratified(announced: Round, joko: Any) -> None:
    with pytest.raises(StateError):
        ratify_round(by=joko, round=announced)


def test_calling_off_needs_words_and_ends_voting(opened: Round, joko: Any, ani: Any, clock: Any) -> None:
    with pytest.raises(ValidationError):
        cancel_round(by=joko, round=opened, note="salah")
    off = cancel_round(by=joko, round=opened, note=WORDS)
    assert off.phase is Phase.CANCELLED
    with pytest.raises(StateError, match="dibatalkan"):
        cast_ballot(by=ani, round=opened, choices=[1])
    clock.move_to(CLOSES)
    run_clock()
    assert RoundResult.objects.count() == 0


def test_a_closed_round_can_no_longer_be_called_off(opened: Round, joko: Any, clock: Any) -> None:
    clock.move_to(CLOSES)
    with pytest.raises(StateError, match="sudah ditutup"):
        cancel_round(by=joko, round=opened, note=WORDS)


def test_nobody_moves_a_round_to_counted_by_hand(opened: Round, hadi: Any) -> None:
    assert not hadi.has_perm("musrenbang.count_round", opened)


def test_the_database_refuses_a_second_ballot_and_bad_rounds(opened: Round, ani: Any) -> None:
    cast_ballot(by=ani, round=opened, choices=[1])
    entry = RollEntry.objects.get(round=opened, user=ani)
    with pytest.raises(IntegrityError), transaction.atomic():
        Envelope.objects.create(round=opened, entry=entry, channel="daring", digest="ab" * 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollEntry.objects.create(round=opened, user=ani)
    for wrong in (
        {"closes_at": opened.opens_at},
        {"budget": 0},
        {"min_choices": 4},
        {"announced_at": opened.opens_at + timedelta(seconds=1)},
        {"tie_seed": ""},
        {"state": "dihitung"},
        {"public_key": ""},
        {"manifest_hash": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Round.objects.filter(pk=opened.pk).update(**wrong)


def test_rounds_of_a_village_are_for_that_village(draft: Round, joko: Any, ani: Any, budi: Any, clock: Any) -> None:
    works = [o.proposal for o in draft.options.all() if o.proposal.region_id == KERTOSARI]
    plan = make_plan(draft.cycle, works, max_choices=2)
    village = create_round(by=joko, region=Region.objects.get(pk=KERTOSARI), plan=plan)
    announce(joko, village)
    clock.move_to(OPENS)
    assert cast_ballot(by=ani, round=village, choices=[1]).first
    with pytest.raises(PermissionDenied):
        cast_ballot(by=budi, round=village, choices=[1])
    with pytest.raises(ValidationError):
        create_round(by=joko, region=Region.objects.get(pk=GUNTUR), plan=plan)


def test_who_took_her_consent_back_cannot_vote_and_is_not_counted_as_a_voter(opened: Round, budi: Any) -> None:
    before = eligible_count(opened)
    User.objects.filter(pk=budi.pk).update(participates=False)
    assert eligible_count(opened) == before - 1
