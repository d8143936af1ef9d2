"""Scores, ties and the ceiling: a hand-computed example, and properties that hold for every forum."""

import random
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from musrenbang.scoring import (
    Candidate,
    Ceiling,
    CriteriaError,
    CriteriaSet,
    Criterion,
    Entrant,
    Measure,
    Outcome,
    OverCeilingError,
    Override,
    Range,
    Sheet,
    Slot,
    Tie,
    average,
    fair,
    fill,
    open_ties,
    rank,
    score,
    sentences,
)

DAY = datetime(2027, 1, 5, 8, 0, tzinfo=UTC)
KK = (Range(9, 1), Range(20, 2), Range(30, 3), Range(40, 4), Range(None, 5))
MONEY = (Range(50, 5), Range(100, 4), Range(150, 3), Range(200, 2), Range(None, 1))
SET = CriteriaSet(
    (
        Criterion("urgensi", "Urgensi", 443),
        Criterion("terdampak", "KK yang terbantu", 250, Measure.HOUSEHOLDS, KK),
        Criterion("kerusakan", "Tingkat kerusakan", 231, kind="fisik"),
        Criterion("biaya", "Biaya", 76, Measure.COST, MONEY),
    ),
    gates=(("kewenangan", "Kewenangan kabupaten"), ("lahan", "Lahan jelas")),
)


def test_a_forum_computed_by_hand() -> None:
    """Four works, two scorers; every figure below was worked out on paper.

    Weights 443 + 250 + 231 + 76 = 1000. Points of the figures: 60 KK give 5, 25 KK give 3, 38 KK give 4;
    cost 96 gives 4, 245 gives 1, 45 gives 5 (in millions).

    A talud, 60 KK, 96:      one scorer 5, 4 -> 443x5 + 250x5 + 231x4 + 76x4 = 2215 + 1250 + 924 + 304 = 4693 -> 93,86
                             other      4, 4 -> 1772 + 1250 + 924 + 304 = 4250 -> 85,00; mean 89,43
    B jembatan, 25 KK, 245:  4, 5 -> 1772 + 750 + 1155 + 76 = 3753 -> 75,06; 3, 5 -> 3310 -> 66,20; mean 70,63
    C drainase, 38 KK, 45:   3, 3 -> 1329 + 1000 + 693 + 380 = 3402 -> 68,04; 4, 2 -> 1772 + 1000 + 462 + 380 = 3614
                             -> 72,28; mean 70,16
    D sumur, 38 KK, 45, the same answers as C, handed in a day later: 70,16.
    Ceiling 150: A takes 96, 54 left; B (245) exceeds it by 191; C takes 45, 9 left; D (45) exceeds it by 36.
    """
    works = {"A": (60, 96), "B": (25, 245), "C": (38, 45), "D": (38, 45)}
    said = {"A": ((5, 4), (4, 4)), "B": ((4, 5), (3, 5)), "C": ((3, 3), (4, 2)), "D": ((3, 3), (4, 2))}
    scores = {}
    for key, (households, cost) in works.items():
        known = SET.measured("fisik", {Measure.HOUSEHOLDS: households, Measure.COST: cost})
        sheets = [Sheet(str(n), known | {"urgensi": u, "kerusakan": k}) for n, (u, k) in enumerate(said[key])]
        scores[key] = average(SET, "fisik", sheets)
    assert scores == {"A": Decimal("89.43"), "B": Decimal("70.63"), "C": Decimal("70.16"), "D": Decimal("70.16")}
    places = rank(
        Entrant(key, scores[key] or Decimal(0), *works[key], DAY + timedelta(days=key == "D")) for key in "DCBA"
    )
    assert [(p.rank, p.entrant.key, p.tie) for p in places] == [
        (1, "A", Tie.NONE),
        (2, "B", Tie.NONE),
        (3, "C", Tie.EARLIER),
        (4, "D", Tie.EARLIER),
    ]
    lines = fill([Candidate(p.entrant.key, p.rank, p.entrant.cost) for p in places], Ceiling({"": 150}))
    assert [(x.candidate.key, x.slot.value, x.outcome, x.before, x.after, x.short) for x in lines] == [
        ("A", "prioritas", Outcome.FITS, 150, 54, 0),
        ("B", "cadangan", Outcome.OVER, 54, 54, 191),
        ("C", "prioritas", Outcome.FITS, 54, 9, 0),
        ("D", "cadangan", Outcome.OVER, 9, 9, 36),
    ]
    assert sentences.why(lines[1]) == "Urutan 2. Biaya Rp245 melebihi sisa pagu Rp54, kurang Rp191."
    assert sentences.why(lines[3], places[3].tie).endswith("Yang diajukan lebih dahulu didahulukan.")
    assert sentences.summary(lines, 150) == "2 dari 4 usulan masuk prioritas, memakai Rp141 dari pagu Rp150."


def test_a_kind_has_its_own_criteria_and_weights_are_shared_anew() -> None:
    # Without "kerusakan": (443x5 + 250x1 + 76x5) / 769 x 20 = 2845 x 20 / 769 = 73,992...
    points = {"urgensi": 5, "terdampak": 1, "biaya": 5}
    assert score(SET, "nonfisik", points) == Decimal("73.99")
    with pytest.raises(CriteriaError, match="Tingkat kerusakan"):
        score(SET, "fisik", points)


def test_two_decimals_are_rounded_half_up_once() -> None:
    # Means of 66,665 exactly would be 66,66 with banker's rounding.
    one = CriteriaSet((Criterion("a", "A", 1), Criterion("b", "B", 799)))
    assert score(one, "", {"a": 5, "b": 1}) == Decimal("20.10")  # 804 / 800 x 20 = 20,1
    assert score(CriteriaSet((Criterion("a", "A", 1), Criterion("b", "B", 3999))), "", {"a": 2, "b": 1}) == Decimal(
        "20.01"  # 4001 / 4000 x 20 = 20,005
    )


def test_the_edges_of_ranges() -> None:
    one = SET.criteria[1]
    assert [one.points(n) for n in (0, 9, 10, 20, 21, 30, 31, 40, 41, 10**9)] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


@pytest.mark.parametrize(
    "ranges",
    [
        (),
        (Range(10, 1),),
        (Range(None, 1), Range(None, 2)),
        (Range(9, 1), Range(9, 2), Range(None, 3)),
        (Range(None, 6),),
    ],
)
def test_ranges_that_leave_a_gap_are_refused(ranges: tuple[Range, ...]) -> None:
    with pytest.raises(CriteriaError):
        Criterion("kk", "KK", 1, Measure.HOUSEHOLDS, ranges)


def test_refusals() -> None:
    with pytest.raises(CriteriaError):
        Criterion("a", "A", 0)
    with pytest.raises(CriteriaError):
        CriteriaSet((Criterion("a", "A", 1), Criterion("a", "B", 1)))
    for points in (0, 6, -1):
        with pytest.raises(CriteriaError):
            score(CriteriaSet((Criterion("a", "A", 1),)), "", {"a": points})
    with pytest.raises(CriteriaError):
        score(CriteriaSet((Criterion("a", "A", 1, kind="fisik"),)), "nonfisik", {"a": 1})
    with pytest.raises(ValueError, match="note"):
        Override(Slot.PRIORITY, " ")
    with pytest.raises(ValueError, match="below"):
        Ceiling({"": -1})


def test_what_is_not_known_of_a_proposal_is_asked_of_the_scorer() -> None:
    figures = {Measure.HOUSEHOLDS: None, Measure.COST: 45}
    assert [one.key for one in SET.asked("fisik", figures)] == ["urgensi", "terdampak", "kerusakan"]
    assert SET.measured("fisik", figures) == {"biaya": 5}


def test_gates_are_said_in_the_order_of_the_set() -> None:
    assert SET.failed(frozenset({"lahan", "kewenangan", "tidak ada"})) == ("Kewenangan kabupaten", "Lahan jelas")
    assert sentences.barred(SET.failed(frozenset({"lahan"}))) == (
        "Tidak diurutkan karena belum memenuhi syarat: Lahan jelas."
    )


def test_an_own_village_is_left_out_only_on_demand_and_an_unfinished_sheet_never_counts() -> None:
    one = CriteriaSet((Criterion("a", "A", 1),))
    sheets = [Sheet("x", {"a": 5}, "33.1"), Sheet("y", {"a": 1}, "33.2"), Sheet("z", {})]
    assert average(one, "", fair(sheets, "33.1", leave_out_own=False)) == Decimal("60.00")
    assert average(one, "", fair(sheets, "33.1", leave_out_own=True)) == Decimal("20.00")
    assert average(one, "", [sheets[2]]) is None
    assert average(one, "", []) is None


def entrant(
    key: int, score: str = "80", kk: int | None = 10, cost: int | None = 50, day: int = 0, lot: int | None = None
):  # type: ignore[no-untyped-def]
    return Entrant(key, Decimal(score), kk, cost, DAY + timedelta(days=day), lot)


def test_ties_follow_the_rule_step_by_step() -> None:
    many = [
        entrant(1, kk=9),
        entrant(2, cost=40),
        entrant(3, day=-1),
        entrant(4, lot=2),
        entrant(5, lot=1),
        entrant(6, "81", kk=0),
        entrant(7, kk=None, cost=None),
    ]
    assert [(p.entrant.key, p.tie) for p in rank(many)] == [
        (6, Tie.NONE),
        (2, Tie.COST),
        (3, Tie.EARLIER),
        (5, Tie.LOT),
        (4, Tie.LOT),
        (1, Tie.HOUSEHOLDS),
        (7, Tie.HOUSEHOLDS),
    ]


def test_what_the_rule_leaves_equal_waits_for_a_lot() -> None:
    places = rank([entrant(11), entrant(9), entrant(10, "70"), entrant(8, "70")])
    assert [p.entrant.key for p in places] == [9, 11, 8, 10]
    assert {p.tie for p in places} == {Tie.OPEN}
    assert open_ties(places) == [[9, 11], [8, 10]]
    drawn = rank([entrant(11, lot=1), entrant(9, lot=2), entrant(10, "70"), entrant(8, "70")])
    assert [p.entrant.key for p in drawn][:2] == [11, 9]
    assert open_ties(drawn) == [[8, 10]]


entrants = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.one_of(st.none(), st.integers(0, 3)),
        st.one_of(st.none(), st.integers(1, 3)),
        st.integers(0, 2),
    ),
    max_size=25,
).map(lambda rows: [entrant(n, str(20 + s), k, c, d) for n, (s, k, c, d) in enumerate(rows)])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(entrants, st.randoms())
def test_the_order_of_coming_changes_nothing(many: list[Entrant[int]], dice: random.Random) -> None:
    shuffled = many[:]
    dice.shuffle(shuffled)
    assert rank(shuffled) == rank(many)


@given(entrants)
def test_ranks_run_from_one_and_nobody_with_more_stands_lower(many: list[Entrant[int]]) -> None:
    places = rank(many)
    assert [p.rank for p in places] == list(range(1, len(many) + 1))
    assert {p.entrant.key for p in places} == {one.key for one in many}
    for before, after in zip(places, places[1:], strict=False):
        one, two = before.entrant, after.entrant
        assert (one.score, one.households or 0) >= (two.score, two.households or 0)
        if (one.score, one.households or 0) == (two.score, two.households or 0):
            assert (one.cost or 99) <= (two.cost or 99)
    lonely = [p for p in places if sum(p.entrant.score == q.entrant.score for q in places) == 1]
    assert all((p.tie is Tie.NONE) == (p in lonely) for p in places)


@st.composite
def purses(draw: st.DrawFn):  # type: ignore[no-untyped-def]
    """Candidates, a ceiling whole or split, and the forum's own words on some."""
    groups = ["a", "b", "c"]
    costs = draw(st.lists(st.one_of(st.none(), st.integers(0, 60)), max_size=20))
    many = [Candidate(n, n + 1, cost, draw(st.sampled_from(groups))) for n, cost in enumerate(costs)]
    split = draw(st.booleans())
    amounts = {g: draw(st.integers(0, 120)) for g in groups[:2]} if split else {"": draw(st.integers(0, 300))}
    put_off = draw(st.sets(st.sampled_from(range(len(many))), max_size=3)) if many else set()
    put_in = draw(st.sets(st.sampled_from(range(len(many))), max_size=3)) - put_off if many else set()
    said = {n: Override(Slot.RESERVE, "forum menunda") for n in put_off}
    said |= {n: Override(Slot.PRIORITY, "forum menetapkan") for n in put_in}
    return many, Ceiling(amounts, split), said


@given(purses(), st.randoms())
def test_never_over_the_ceiling_and_everything_skipped_is_explained(case, dice: random.Random) -> None:  # type: ignore[no-untyped-def]
    many, ceiling, said = case
    try:
        lines = fill(many, ceiling, said)
    except OverCeilingError:
        forced = [one for one in many if one.key in said and said[one.key].slot is Slot.PRIORITY]
        assert any(one.cost is None for one in forced) or any(
            sum(o.cost or 0 for o in forced if ceiling.purse_of(o.group) == p) > ceiling.purses.get(p, 0)
            for p in {ceiling.purse_of(o.group) for o in forced}
        )
        return
    shuffled = many[:]
    dice.shuffle(shuffled)
    assert fill(shuffled, ceiling, said) == lines
    for purse in {ceiling.purse_of(one.group) for one in many}:
        spent = sum(line.paid for line in lines if ceiling.purse_of(line.candidate.group) == purse)
        assert spent <= ceiling.purses.get(purse, 0)
    assert [line.candidate.key for line in lines] == [one.key for one in many]
    for line in lines:
        words = sentences.why(line)
        if line.outcome is Outcome.OVER:
            assert line.short > 0
            assert f"melebihi sisa pagu {sentences.rupiah(line.before)}" in words
        if line.slot is Slot.RESERVE:
            assert line.outcome in (Outcome.OVER, Outcome.NO_COST, Outcome.NO_PURSE, Outcome.PUT_OFF)
            assert len(words) > len(f"Urutan {line.candidate.rank}. ")
        else:
            assert line.outcome in (Outcome.FITS, Outcome.PUT_IN)


def test_a_split_ceiling_pays_each_field_from_its_own_purse() -> None:
    many = [
        Candidate(1, 1, 70, "jalan"),
        Candidate(2, 2, 40, "jalan"),
        Candidate(3, 3, 40, "sosial"),
        Candidate(4, 4, 1, "lain"),
    ]
    lines = fill(many, Ceiling({"jalan": 100, "sosial": 40}, split=True))
    assert [(x.candidate.key, x.outcome) for x in lines] == [
        (1, Outcome.FITS),
        (2, Outcome.OVER),
        (3, Outcome.FITS),
        (4, Outcome.NO_PURSE),
    ]


def test_what_the_forum_puts_in_is_set_aside_first() -> None:
    many = [Candidate(1, 1, 60), Candidate(2, 2, 50), Candidate(3, 3, 80)]
    lines = fill(many, Ceiling({"": 140}), {3: Override(Slot.PRIORITY, "Jembatan putus.")})
    assert [(x.candidate.key, x.slot.value, x.before) for x in lines] == [
        (1, "prioritas", 60),
        (2, "cadangan", 0),
        (3, "prioritas", 140),
    ]
    assert sentences.why(lines[2]) == "Urutan 3. Ditetapkan forum di luar urutan, biaya Rp80. Alasan: Jembatan putus."
    with pytest.raises(OverCeilingError):
        fill(many, Ceiling({"": 79}), {3: Override(Slot.PRIORITY, "Jembatan putus.")})
