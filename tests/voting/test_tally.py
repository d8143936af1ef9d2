"""The count itself: exact, repeatable, explained."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musrenbang.tally import BallotError, Limits, Option, Outcome, Reason, counts, greedy, read_choices, sentences

LIMITS = Limits(least=2, most=3, options=5)


def test_choices_are_read_once_each_and_sorted() -> None:
    assert read_choices(["5", "1", "5"], LIMITS) == (1, 5)
    assert read_choices([3, 2, 1], LIMITS) == (1, 2, 3)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ([], "few"),
        (["1"], "few"),
        (["1", "1"], "few"),
        (["1", "2", "3", "4"], "many"),
        (["0", "1"], "unknown"),
        (["1", "6"], "unknown"),
        (["-1", "2"], "unknown"),
        (["1", ""], "unknown"),
        (["1", "x"], "unknown"),
        (["1", "٢"], "unknown"),
        (["1", "²"], "unknown"),
        (["1", " 2"], "unknown"),
        (["1", "9" * 100_000], "unknown"),
        (["1", True], "unknown"),
        (["1", 2.0], "unknown"),
        (["1", "<script>"], "unknown"),
    ],
)
def test_a_broken_ballot_is_refused_by_rule(raw: list[object], code: str) -> None:
    with pytest.raises(BallotError) as error:
        read_choices(raw, LIMITS)
    assert error.value.code == code


def test_a_ballot_gives_an_option_one_vote_at_most() -> None:
    assert counts([1, 2, 3], [(1, 1, 2), (2,), ()]) == {1: 1, 2: 2, 3: 0}


def test_a_ballot_for_something_else_is_never_counted() -> None:
    with pytest.raises(KeyError):
        counts([1, 2], [(1,), (3,)])


def outcome(budget: int, *rows: tuple[str, int, int]) -> Outcome[str]:
    """Rows are (key, cost, votes); the tie order is the order given."""
    options = [Option(key, cost, tie) for tie, (key, cost, _) in enumerate(rows)]
    return greedy(options, {key: votes for key, _, votes in rows}, budget)


def test_what_does_not_fit_is_skipped_and_the_next_is_tried() -> None:
    result = outcome(100, ("a", 60, 9), ("b", 50, 8), ("c", 40, 7), ("d", 1, 6))
    assert result.winners == ("a", "c")
    assert [line.reason for line in result.lines] == [Reason.FUNDED, Reason.NO_MONEY, Reason.FUNDED, Reason.NO_MONEY]
    assert [(line.before, line.after, line.short) for line in result.lines] == [
        (100, 40, 0),
        (40, 40, 10),
        (40, 0, 0),
        (0, 0, 1),
    ]
    assert (result.spent, result.left) == (100, 0)


def test_a_cost_equal_to_what_is_left_fits_and_one_rupiah_more_does_not() -> None:
    assert outcome(100, ("a", 100, 1)).winners == ("a",)
    assert outcome(100, ("a", 101, 1)).winners == ()


def test_an_option_nobody_chose_is_not_paid_even_when_money_is_left() -> None:
    result = outcome(100, ("a", 10, 1), ("b", 10, 0))
    assert result.winners == ("a",)
    assert result.lines[1].reason is Reason.NO_VOTES


def test_no_budget_pays_only_what_costs_nothing() -> None:
    assert outcome(0, ("a", 1, 5), ("b", 0, 4)).winners == ("b",)


def test_equal_votes_follow_the_order_fixed_before() -> None:
    votes = {"a": 3, "b": 3}
    assert greedy([Option("a", 10, 1), Option("b", 10, 0)], votes, 10).winners == ("b",)
    assert greedy([Option("a", 10, 0), Option("b", 10, 1)], votes, 10).winners == ("a",)
    lines = greedy([Option("a", 10, 1), Option("b", 10, 0), Option("c", 1, 2)], {**votes, "c": 1}, 10).lines
    assert [line.tied for line in lines] == [True, True, False]


def test_equal_votes_without_an_order_are_an_error_not_a_guess() -> None:
    with pytest.raises(ValueError, match="order"):
        greedy([Option("a", 1, 0), Option("b", 1, 0)], {"a": 1, "b": 1}, 5)


@pytest.mark.parametrize(("budget", "cost"), [(-1, 1), (1, -1)])
def test_money_below_nothing_is_an_error(budget: int, cost: int) -> None:
    with pytest.raises(ValueError, match="money"):
        greedy([Option("a", cost)], {"a": 1}, budget)


BALLOTS = st.lists(st.sets(st.integers(1, 8), min_size=1, max_size=5), max_size=40)
COSTS = st.lists(st.integers(0, 10**12), min_size=8, max_size=8)
BUDGET = st.integers(0, 10**13)


def run(costs: list[int], ballots: list[set[int]], budget: int, ties: list[int] | None = None) -> Outcome[int]:
    order = ties or list(range(8))
    options = [Option(key, cost, tie) for key, cost, tie in zip(range(1, 9), costs, order, strict=True)]
    return greedy(options, counts(range(1, 9), ballots), budget)


@given(COSTS, BALLOTS, BUDGET)
def test_money_always_adds_up(costs: list[int], ballots: list[set[int]], budget: int) -> None:
    result = run(costs, ballots, budget)
    assert 0 <= result.spent <= budget
    assert result.spent + result.left == budget == result.budget
    assert sorted(line.option.key for line in result.lines) == list(range(1, 9))
    assert sum(line.votes for line in result.lines) == sum(map(len, ballots))
    for line in result.lines:
        assert line.after >= 0
        # Nothing that was chosen and would fit at the end stays out: the rule is exhaustive.
        assert line.funded or not line.votes or line.option.cost > result.left


@given(COSTS, BALLOTS, BUDGET, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_options_changes_nothing(
    costs: list[int], ballots: list[set[int]], budget: int, chance: random.Random
) -> None:
    mixed = ballots[:]
    chance.shuffle(mixed)
    options = [Option(key, cost, key) for key, cost in enumerate(costs, 1)]
    turned = options[::-1]
    votes = counts(range(1, 9), mixed)
    assert greedy(turned, votes, budget) == greedy(options, counts(range(1, 9), ballots), budget)


@given(COSTS, BALLOTS, BUDGET, st.integers(2, 5))
def test_the_same_village_twice_decides_the_same(
    costs: list[int], ballots: list[set[int]], budget: int, times: int
) -> None:
    assert run(costs, ballots * times, budget).winners == run(costs, ballots, budget).winners
    scaled = run([cost * times for cost in costs], ballots, budget * times)
    assert scaled.winners == run(costs, ballots, budget).winners


@given(COSTS, BALLOTS, BUDGET)
def test_one_more_vote_never_hurts_a_winner(costs: list[int], ballots: list[set[int]], budget: int) -> None:
    for winner in run(costs, ballots, budget).winners:
        assert winner in run(costs, [*ballots, {winner}], budget).winners


@given(COSTS, BALLOTS, BUDGET)
def test_every_option_has_a_sentence_that_names_its_figures(
    costs: list[int], ballots: list[set[int]], budget: int
) -> None:
    result = run(costs, ballots, budget)
    for line in result.lines:
        text = sentences.why(line)
        assert text.endswith(".")
        if line.votes:
            assert f"{sentences.dots(line.votes)} suara" in text
            assert sentences.rupiah(line.before) in text
            assert line.funded or sentences.rupiah(line.short) in text


def test_sentences_say_exactly_this() -> None:
    lines = [Option(1, 60_000_000, 0), Option(2, 50_000_000, 1), Option(3, 40_000_000, 2), Option(4, 1, 3)]
    result = greedy(lines, {1: 1284, 2: 8, 3: 8, 4: 0}, 100_000_000)
    assert [sentences.why(line) for line in result.lines] == [
        "Urutan 1 dengan 1.284 suara. Biayanya masuk dalam sisa dana Rp100.000.000.",
        "Urutan 2 dengan 8 suara. Saat gilirannya dana tersisa Rp40.000.000, kurang Rp10.000.000. "
        "Suara sama diputus oleh undian sebelum pemungutan dibuka.",
        "Urutan 3 dengan 8 suara. Biayanya masuk dalam sisa dana Rp40.000.000. "
        "Suara sama diputus oleh undian sebelum pemungutan dibuka.",
        "Tidak ada yang memilih kegiatan ini.",
    ]
    assert sentences.summary(result, 1290) == (
        "Sebanyak 1.290 warga memberi suara. Terpilih 2 dari 4 kegiatan, memakai Rp100.000.000 dari Rp100.000.000."
    )


def test_sentences_for_empty_ends() -> None:
    nothing = greedy([Option(1, 5)], {1: 0}, 3)
    assert sentences.summary(nothing, 0) == "Tidak ada suara yang masuk, jadi tidak ada kegiatan yang terpilih."
    dear = greedy([Option(1, 5)], {1: 2}, 3)
    assert sentences.summary(dear, 2) == (
        "Sebanyak 2 warga memberi suara. Tidak ada kegiatan yang biayanya masuk dalam dana Rp3."
    )


@pytest.mark.parametrize(
    ("ballots", "eligible", "text"),
    [
        (0, 0, "Belum ada warga yang terdaftar sebagai pemilih."),
        (1, 3, "1 dari 3 warga yang berhak memberi suara (33,3 persen)."),
        (1, 2000, "1 dari 2.000 warga yang berhak memberi suara (0,1 persen)."),
        (1284, 1284, "1.284 dari 1.284 warga yang berhak memberi suara (100,0 persen)."),
    ],
)
def test_turnout(ballots: int, eligible: int, text: str) -> None:
    assert sentences.turnout(ballots, eligible) == text
