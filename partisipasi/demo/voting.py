"""Two rounds: one closed and counted from 400 ballots, one open now."""

import random
from datetime import datetime, timedelta
from typing import Any

from accounts.models import Rung
from musrenbang.models import Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.closing import bind_daily, close_round
from musrenbang.services.opening import open_box
from musrenbang.services.roll import make_roll
from musrenbang.services.round_plan import Plan
from musrenbang.services.rounds import announce_round, create_round, ratify_round
from partisipasi.demo.clock import at, days_ago
from partisipasi.demo.committee import NEEDED, SHARES, give_key
from partisipasi.demo.planning import Story
from partisipasi.demo.timeline import Timeline
from wilayah.models import Region

BUDGET = 300_000_000
RULE = "mes_cost_add1"
EXPLANATION = (
    "Dana kelurahan untuk kegiatan lingkungan dibagi menurut pilihan warga. "
    "Usulan di bawah ini sudah diperiksa petugas. Pilih kegiatan yang paling Anda perlukan."
)


def affordable(stories: list[Story], ends: set[str]) -> list[Any]:
    """Up to ten proposals that may stand in a round and cost no more than the budget, as they are now."""
    fit = [story.proposal for story in stories if story.end in ends and story.cost <= BUDGET][:10]
    for proposal in fit:
        proposal.refresh_from_db()
    return fit


def seed_rounds(stories: list[Story], people: dict[str, Any], voters: list[Any], timeline: Timeline) -> None:
    """Put both rounds on the timeline: last year's with 400 ballots, and the open one with 90 so far."""
    joko, pick = people["joko"], random.Random(400)  # noqa: S311
    electorate = [voter for voter in voters if voter.rung == Rung.SEEN]
    closed = Holder(
        "Kegiatan lingkungan gelombang pertama", stories, {"priority", "reserve"}, days_ago(70, 7), days_ago(45, 20)
    )
    timeline.add(days_ago(75), lambda: closed.make(joko))
    keep_board(timeline, closed, days_ago(70, 7, 1), [days_ago(day, 6) for day in range(68, 46, -7)])
    for number, voter in enumerate(electorate[:400]):
        when = days_ago(70, 7) + timedelta(minutes=88 * number + pick.randint(0, 80))
        timeline.add(when, lambda voter=voter: closed.vote(voter, pick))
    timeline.add(days_ago(45, 20, 1), lambda: close_round(round=closed.round))
    timeline.add(days_ago(44, 9), lambda: open_box(by=joko, round=closed.round, shares=SHARES[:NEEDED]))
    timeline.add(days_ago(40), lambda: ratify_round(by=people["kartika"], round=Round.objects.get(pk=closed.round.pk)))
    opened = Holder("Kegiatan lingkungan pilihan warga", stories, {"district"}, days_ago(4, 7), days_ago(-17, 20))
    timeline.add(days_ago(5), lambda: opened.make(joko))
    keep_board(timeline, opened, days_ago(4, 7, 1), [days_ago(day, 6) for day in (3, 2, 1)])
    for number, voter in enumerate(electorate[:90]):
        timeline.add(days_ago(4, 8) + timedelta(minutes=37 * number), lambda voter=voter: opened.vote(voter, pick))


def keep_board(timeline: Timeline, holder: "Holder", opens: datetime, days: list[datetime]) -> None:
    """What the clock does for a round: its roll when it opens, a line of the board on some days."""
    timeline.add(opens, lambda: make_roll(round=holder.round))
    for day in days:
        timeline.add(day, lambda: bind_daily(round=holder.round))


class Holder:
    """A round that will exist when its moment comes."""

    def __init__(self, title: str, stories: list[Story], ends: set[str], opens: datetime, closes: datetime) -> None:
        self.title, self.stories, self.ends, self.opens, self.closes = title, stories, ends, opens, closes
        self.round: Any = None

    def make(self, by: Any) -> None:
        """Prepare and announce a round over affordable proposals."""
        proposals = affordable(self.stories, self.ends)
        plan = Plan(
            title=self.title,
            explanation=EXPLANATION,
            cycle=proposals[-1].cycle,
            opens_at=self.opens,
            closes_at=self.closes,
            min_choices=1,
            max_choices=5,
            budget=BUDGET,
            proposals=proposals,
            rule=RULE,
        )
        made = create_round(by=by, region=Region.objects.get(pk="33.23.03"), plan=plan)
        self.round = announce_round(by=by, round=give_key(made))

    def vote(self, voter: Any, pick: random.Random) -> None:
        """A voter marks two to five options, the first ones a little more often."""
        options = list(self.round.options.values_list("number", flat=True))
        weights = [len(options) - index / 2 for index in range(len(options))]
        chosen = set(pick.choices(options, weights, k=pick.randint(2, 5)))
        cast_ballot(by=voter, round=self.round, choices=chosen)


def open_another(by: Any) -> Round | None:
    """A fresh open round when the last one has ended, so that the demo always has something to vote on."""
    last = Round.objects.order_by("-closes_at").first()
    if last is None:
        return None
    proposals = [option.proposal for option in last.options.select_related("proposal__cycle")]
    opens, closes = days_ago(0, 0), days_ago(-20, 20)
    with at(days_ago(1)):
        plan = Plan(
            title=last.title,
            explanation=last.explanation,
            cycle=last.cycle,
            opens_at=opens,
            closes_at=closes,
            min_choices=1,
            max_choices=5,
            budget=BUDGET,
            proposals=proposals,
            rule=RULE,
        )
        return announce_round(by=by, round=give_key(create_round(by=by, region=last.region, plan=plan)))
