"""A forum from its list to its decisions: what the verbs do, and what they refuse."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from acara import services as acara
from audit.models import Entry
from core.states import StateError
from musrenbang.models import Forum, ForumItem, Proposal, Score
from musrenbang.queries.agreement import snapshot
from musrenbang.services.agreeing import decide_item, decide_rest
from musrenbang.services.forums import close_forum, create_forum, invite, leave_out, open_forum, take_in, take_present
from musrenbang.services.ranking import arrange, draw_lot, put
from musrenbang.services.scores import add_scorer, check_gates, score_items, set_figures
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.forum.conftest import plan
from tests.forum.makers import items, make_work, score_all
from wilayah.models import Region

pytestmark = pytest.mark.django_db
NOTE = "Jembatan putus, anak sekolah memutar lima kilometer."


@pytest.fixture
def scored(forum: Forum, joko: Any, dewi: Any) -> Forum:
    score_all(forum, {"joko": joko, "dewi": dewi})
    return arrange(by=joko, forum=forum)


def test_the_list_takes_every_verified_proposal_once_with_its_figures(prepared: Forum, joko: Any) -> None:
    assert [(n, i.cost, i.households, i.village_id) for n, i in items(prepared).items()] == [
        (1, 96_000_000, 60, KERTOSARI),
        (2, 245_000_000, 25, GUNTUR),
        (3, 45_000_000, 38, KERTOSARI),
        (4, 45_000_000, 38, GUNTUR),
    ]
    assert take_in(by=joko, forum=prepared) == 0


def test_scores_ranks_and_filling_agree_with_the_forum_computed_by_hand(scored: Forum) -> None:
    got = [
        (i.number, i.score, i.scorer_count, i.rank, i.tie, i.slot, i.outcome, i.before) for i in items(scored).values()
    ]
    assert got == [
        (1, Decimal("89.43"), 2, 1, "", "prioritas", "masuk", 150_000_000),
        (2, Decimal("70.63"), 2, 2, "", "cadangan", "melebihi", 54_000_000),
        (3, Decimal("70.16"), 2, 3, "lebih_awal", "prioritas", "masuk", 54_000_000),
        (4, Decimal("70.16"), 2, 4, "lebih_awal", "cadangan", "melebihi", 9_000_000),
    ]
    assert scored.arranged


def test_every_answer_is_kept_and_the_same_sheet_twice_changes_nothing(scored: Forum, joko: Any) -> None:
    one = items(scored)[1]
    before = Score.objects.count(), Entry.objects.count()
    assert score_items(by=joko, forum=scored, answers={one.pk: {"urgensi": 5, "kerusakan": 4}}) == []
    assert (Score.objects.count(), Entry.objects.count()) == before
    score_items(by=joko, forum=scored, answers={one.pk: {"urgensi": 1}})
    mine = Score.objects.filter(item=one, scorer__user=joko, criterion__key="urgensi").order_by("pk")
    assert [row.points for row in mine] == [5, 1]
    assert {row.criteria_set_id for row in mine} == {scored.criteria_id}
    # 443x1 + 1250 + 924 + 304 = 2921 -> 58,42; mean with 85,00 is 71,71
    assert items(scored)[1].score == Decimal("71.71")
    scored.refresh_from_db()
    assert not scored.arranged


def test_a_village_officer_scores_and_the_own_village_may_be_left_out(
    prepared: Forum, joko: Any, citra: Any, indra: Any
) -> None:
    Forum.objects.filter(pk=prepared.pk).update(leave_out_own=True)
    forum = open_forum(by=joko, forum=prepared)
    one = items(forum)[1]  # of Kertosari
    score_items(by=citra, forum=forum, answers={one.pk: {"urgensi": 5, "kerusakan": 5}})
    assert (items(forum)[1].score, items(forum)[1].scorer_count) == (None, 0)
    score_items(by=indra, forum=forum, answers={one.pk: {"urgensi": 3, "kerusakan": 3}})
    # 1329 + 1250 + 693 + 304 = 3576 -> 71,52
    assert (items(forum)[1].score, items(forum)[1].scorer_count) == (Decimal("71.52"), 1)


def test_a_paper_sheet_is_typed_in_for_a_named_person(forum: Forum, joko: Any, citra: Any) -> None:
    scorer = add_scorer(by=joko, forum=forum, name="Bu Tini, LPM", region=Region.objects.get(pk=GUNTUR))
    one = items(forum)[1]
    with pytest.raises(PermissionDenied):
        score_items(by=citra, forum=forum, answers={one.pk: {"urgensi": 5}}, scorer=scorer)
    score_items(by=joko, forum=forum, answers={one.pk: {"urgensi": 5, "kerusakan": 5}}, scorer=scorer)
    assert Score.objects.filter(scorer=scorer, by=joko).count() == 2
    with pytest.raises(ValidationError):
        add_scorer(by=joko, forum=forum, name="Bu Tini, LPM")


@pytest.mark.parametrize("points", [{"urgensi": 0}, {"urgensi": 6}, {"kk": 5}, {"tidak-ada": 3}])
def test_answers_out_of_the_set_are_refused(forum: Forum, joko: Any, points: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        score_items(by=joko, forum=forum, answers={items(forum)[1].pk: points})


def test_who_may_score(forum: Forum, ani: Any, eko: Any, hadi: Any, citra: Any, dewi: Any, joko: Any) -> None:
    one = items(forum)[1]
    for nobody in (ani, eko, hadi):
        with pytest.raises(PermissionDenied):
            score_items(by=nobody, forum=forum, answers={one.pk: {"urgensi": 5}})
    for officer in (citra, dewi, joko):
        score_items(by=officer, forum=forum, answers={one.pk: {"urgensi": 5}})


def test_one_that_fails_a_gate_is_not_ranked(scored: Forum, joko: Any) -> None:
    check_gates(by=joko, item=items(scored)[1], failed=["lahan"])
    arrange(by=joko, forum=scored)
    got = items(scored)
    assert (got[1].rank, got[1].slot, got[2].rank) == (None, "", 1)
    # Without the first, 150 million pay both small works.
    assert [got[n].slot for n in (2, 3, 4)] == ["cadangan", "prioritas", "prioritas"]


def test_the_forum_agrees_on_other_figures(scored: Forum, joko: Any) -> None:
    set_figures(by=joko, item=items(scored)[2], cost=50_000_000, households=41)
    arrange(by=joko, forum=scored)
    got = items(scored)
    # Cost now 5 points, households 5: 1772 + 1250 + 1155 + 380 = 4557 and 4114 -> 91,14 and 82,28 -> 86,71
    assert (got[2].score, got[2].rank, got[2].slot) == (Decimal("86.71"), 2, "prioritas")
    assert Proposal.objects.get(pk=got[2].proposal_id).estimated_cost == 245_000_000


def test_equal_in_everything_waits_for_the_lot_which_stands_in_the_minutes(scored: Forum, joko: Any) -> None:
    got = items(scored)
    ForumItem.objects.filter(pk=got[4].pk).update(submitted_at=got[3].submitted_at)
    arrange(by=joko, forum=scored)
    got = items(scored)
    assert {got[3].tie, got[4].tie} == {"belum_diundi"}
    assert {one.slot for one in got.values()} == {""}, "nothing is filled before the lot"
    with pytest.raises(StateError):
        draw_lot(by=joko, forum=scored, order=[got[3], got[1]])
    draw_lot(by=joko, forum=scored, order=[got[4], got[3]])
    got = items(scored)
    assert [(got[n].rank, got[n].tie, got[n].slot) for n in (4, 3)] == [
        (3, "undian", "prioritas"),
        (4, "undian", "cadangan"),
    ]
    line = scored.minutes.get()
    assert line.text == "Undian untuk skor yang sama: 1. Sumur resapan; 2. Drainase Jalan Melati."


def test_the_forum_puts_one_in_with_a_reason_and_never_over_the_ceiling(scored: Forum, joko: Any) -> None:
    fourth = items(scored)[4]
    with pytest.raises(ValidationError):
        put(by=joko, item=fourth, slot="prioritas", note="")
    put(by=joko, item=fourth, slot="prioritas", note=NOTE)
    got = items(scored)
    assert [(got[n].slot, got[n].outcome) for n in (1, 2, 3, 4)] == [
        ("prioritas", "masuk"),
        ("cadangan", "melebihi"),
        ("cadangan", "melebihi"),
        ("prioritas", "ditetapkan"),
    ]
    with pytest.raises(ValidationError, match="melebihi pagu"):
        put(by=joko, item=got[2], slot="prioritas", note=NOTE)
    assert items(scored)[2].put == "", "refused and undone"
    put(by=joko, item=items(scored)[4], slot="", note="")
    assert [items(scored)[n].slot for n in (3, 4)] == ["prioritas", "cadangan"]


def test_decisions_move_the_proposals_on(scored: Forum, joko: Any) -> None:
    got = items(scored)
    decide_item(by=joko, item=got[1], decision="prioritas")
    decide_item(by=joko, item=got[2], decision="tidak_disepakati", reason="melebihi_pagu", note=NOTE)
    decide_item(by=joko, item=got[3], decision="cadangan")
    decide_item(by=joko, item=got[3], decision="prioritas", seen="cadangan")
    states = [(p.state, p.rank) for p in Proposal.objects.order_by("sequence")]
    assert states == [
        ("prioritas", 1),
        ("tidak_disepakati", None),
        ("prioritas", 3),
        ("diverifikasi_kecamatan", None),
    ]
    with pytest.raises(StateError):
        decide_item(by=joko, item=got[1], decision="cadangan", seen="prioritas")
    with pytest.raises(ValidationError):
        close_forum(by=joko, forum=scored)
    assert decide_rest(by=joko, forum=scored, expected=1) == 1
    assert close_forum(by=joko, forum=scored).state == "ditutup"
    assert Proposal.objects.get(sequence=4).state == "cadangan"


def test_the_filling_becomes_the_decision_of_all_that_she_saw(scored: Forum, joko: Any) -> None:
    with pytest.raises(StateError):
        decide_rest(by=joko, forum=scored, expected=3)
    assert decide_rest(by=joko, forum=scored, expected=4) == 4
    assert [(p.state, p.rank) for p in Proposal.objects.order_by("sequence")] == [
        ("prioritas", 1),
        ("cadangan", None),
        ("prioritas", 3),
        ("cadangan", None),
    ]


def test_two_officers_one_wins_the_other_is_told(scored: Forum, joko: Any) -> None:
    item = items(scored)[1]
    decide_item(by=joko, item=item, decision="prioritas")
    with pytest.raises(StateError, match="petugas lain: Prioritas"):
        decide_item(by=joko, item=item, decision="cadangan")


def test_a_refusal_without_reason_is_impossible(scored: Forum, joko: Any) -> None:
    item = items(scored)[1]
    for missing in (
        {"reason": "melebihi_pagu", "note": ""},
        {"reason": "", "note": NOTE},
        {"reason": "x", "note": NOTE},
    ):
        with pytest.raises(ValidationError):
            decide_item(by=joko, item=item, decision="tidak_disepakati", **missing)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumItem.objects.filter(pk=item.pk).update(decision="tidak_disepakati")
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumItem.objects.filter(pk=item.pk).update(put="prioritas")


def test_a_rank_already_used_in_the_cycle_gives_the_next_free_one(
    scored: Forum, joko: Any, cycle: Any, ani: Any
) -> None:
    other = make_work(cycle, ani, 99, "Sudah diputuskan", GUNTUR, 10, 5)
    Proposal.objects.filter(pk=other.pk).update(state="prioritas", rank=1)
    decide_item(by=joko, item=items(scored)[1], decision="prioritas")
    assert Proposal.objects.get(sequence=1).rank == 5


def test_other_forums_keep_a_decision_of_their_own(works: Any, citra: Any, cycle: Any) -> None:
    region = Region.objects.get(pk=KERTOSARI)
    Proposal.objects.update(state="diverifikasi_desa")
    forum = create_forum(by=citra, cycle=cycle, region=region, plan=plan(kind="desa"))
    assert take_in(by=citra, forum=forum) == 2
    open_forum(by=citra, forum=forum)
    item = items(forum)[1]
    decide_item(by=citra, item=item, decision="prioritas")
    assert items(forum)[1].decision == "prioritas"
    assert set(Proposal.objects.values_list("state", flat=True)) == {"diverifikasi_desa"}


def test_leaving_out(scored: Forum, prepared: Forum, joko: Any, works: Any) -> None:
    with pytest.raises(StateError):
        leave_out(by=joko, item=items(scored)[1])


def test_a_place_that_does_not_fit_the_kind_is_refused(works: Any, joko: Any, citra: Any, cycle: Any) -> None:
    village, district = Region.objects.get(pk=KERTOSARI), Region.objects.get(pk=DISTRICT)
    for kind, region in (("kecamatan", village), ("desa", district), ("rembuk_rw", district)):
        with pytest.raises(ValidationError):
            create_forum(by=joko, cycle=cycle, region=region, plan=plan(kind=kind))
    with pytest.raises(PermissionDenied):
        create_forum(by=citra, cycle=cycle, region=district, plan=plan())


def test_a_forum_invites_and_takes_its_numbers_from_the_attendance_list(forum: Forum, joko: Any) -> None:
    start = timezone.now() + timedelta(hours=1)
    held = invite(by=joko, forum=forum, starts_at=start, ends_at=start + timedelta(hours=4), organiser="Kecamatan")
    assert held.event is not None
    assert (held.event.kind, held.event.women_target) == ("forum", 30)
    with pytest.raises(StateError):
        invite(by=joko, forum=forum, starts_at=start, ends_at=start, organiser="Kecamatan")
    with pytest.raises(ValidationError):
        take_present(by=joko, forum=forum)
    for name, sex, unsur in (("Tini", "P", "pkk"), ("Bambang", "L", "lpm"), ("Sri", "P", "pkk")):
        guest = acara.Details(name=name, sex=sex, unsur=unsur, address="Jalan Mawar", phone=f"+62812000111{len(name)}")
        acara.check_in(by=joko, event=held.event, guest=guest)
    assert (take_present(by=joko, forum=forum).men, take_present(by=joko, forum=forum).women) == (1, 2)
    content, closed = snapshot(Forum.objects.get(pk=forum.pk), number="1", signers=[])
    assert content["present"]["sides"] == [
        {"label": "LPM atau BKM", "men": 1, "women": 0, "total": 1},
        {"label": "PKK", "men": 0, "women": 2, "total": 2},
    ]
    assert [row["name"] for row in closed["attendance"]] == ["Tini", "Bambang", "Sri"]
    assert "+62812000111" not in str(closed)
    assert "Tini" not in str(content)
