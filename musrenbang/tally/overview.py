"""A result as people read it: each project in a sentence, the other rule beside it, places, what voters got."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from musrenbang.tally.certify import ties
from musrenbang.tally.count import Result, count, pleased
from musrenbang.tally.explain import Why, explain, sentence
from musrenbang.tally.pabulib import Election
from musrenbang.tally.report import sayer
from musrenbang.tally.rules import RULES, Blank, Method, Rule, usual_step
from musrenbang.tally.sentences import dots

MOST_TOLD = 5  # winners of one ballot counted apart; more are told together
FEW = 10  # a cell of people smaller than this is not shown


@dataclass(frozen=True)
class ProjectLine:
    """One project in the result. `text`: why or why not; `need`: what it lacked; `support`: percent of its cost."""

    id: str
    name: str
    place: str
    cost: str
    votes: int
    score: int
    funded: bool
    status: str
    text: str
    need: str
    rank: int
    effective: float | None
    support: float | None
    beside: bool


@dataclass(frozen=True)
class PlaceLine:
    """What one village brought to the ballot and got from it."""

    name: str
    projects: int
    winners: int
    money: str
    amount: float


@dataclass(frozen=True)
class Gain:
    """What voters found among the winners of one rule: ballots with 0, 1, ... chosen winners."""

    rule: str
    words: str
    winners: int
    spent: str
    left: str
    nothing: int
    mean: float
    shares: list[int]


@dataclass(frozen=True)
class Overview:
    """Everything the page of a result says, in plain values, so that it can be kept as JSON."""

    rule: str
    method: str
    words: str
    steps: list[str]
    kind: str
    currency: str
    ballots: int
    blank: int
    budget: str
    spent: str
    left: str
    percent: float
    first_share: str
    final_share: str
    ties: list[list[str]]
    lines: list[ProjectLine]
    places: list[PlaceLine]
    gains: list[Gain]
    prefer: dict[str, int]
    kept: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def overview(result: Result, election: Election) -> Overview:
    """The whole result of these ballots, with the other rule counted beside it."""
    say, profile = sayer(election), result.profile
    beside = count(profile, other_rule(result))
    names = {name: row.get("name", "").strip() or name for name, row in election.projects.items()}
    lines = [_line(why, result, beside, election, names, say) for why in explain(result)]
    ours, theirs = (pleased(profile, each.winners) for each in (result, beside))
    run, kept = result.run, result.preference.kept if result.preference else ""
    return Overview(
        rule=result.rule.name,
        method=result.rule.method.value,
        words=rule_words(result.rule),
        steps=rule_steps(result.rule),
        kind=election.kind.value,
        currency=election.meta.get("currency", "").strip(),
        ballots=profile.rows,
        blank=profile.rows - profile.valid,
        budget=say(profile.money(profile.budget)),
        spent=say(profile.money(result.total_cost)),
        left=say(profile.money(profile.budget - result.total_cost)),
        percent=_tenths(100 * result.total_cost / profile.budget) if profile.budget else 0.0,
        first_share=say(profile.money(result.share)) if run else "",
        final_share=say(profile.money(run.share)) if run else "",
        ties=[[names[one] for one in group] for group in ties(result)],
        lines=lines,
        places=_places(result, election, say),
        gains=[_gain(result, ours, say), _gain(beside, theirs, say)],
        prefer={
            "ours": int((ours > theirs).sum()),
            "beside": int((theirs > ours).sum()),
            "equal": int((ours == theirs).sum()),
        },
        kept=kept,
    )


def other_rule(result: Result) -> Rule:
    """The rule to set beside this one: most votes first beside equal shares, equal shares beside all others."""
    rule, profile = result.rule, result.profile
    shared: dict[str, Any] = {"order": rule.order, "tie": rule.tie, "blank": rule.blank}
    if rule.method is Method.SHARES:
        return RULES["greedy_score"].with_knobs(**shared)
    voters = profile.rows if rule.blank is Blank.COUNT else profile.valid
    step = usual_step(profile.budget // profile.unit, voters)
    return RULES["mes_cost_add1"].with_knobs(**shared, step=Fraction(step), exhaustive_stop=False)


def rule_words(rule: Rule) -> str:
    """The name of a rule as people call it."""
    if rule.method is Method.SHARES:
        return "Bagian sama (equal shares)"
    if rule.method is Method.PHRAGMEN:
        return "Beban merata (Phragmén)"
    return "Suara per rupiah terbanyak" if rule.per_cost else "Suara terbanyak"


def rule_steps(rule: Rule) -> list[str]:
    """How a rule counts, one short sentence a step."""
    if rule.method is Method.PHRAGMEN:
        return [
            "Biaya kegiatan dibagi rata sebagai beban pendukungnya.",
            "Kegiatan yang membuat beban tertinggi tetap paling rendah dipilih dahulu.",
            "Penghitungan berhenti pada kegiatan pertama yang tidak muat dalam dana.",
        ]
    if rule.method is Method.GREEDY:
        first = "Kegiatan diurutkan dari suara terbanyak" + (" untuk biayanya." if rule.per_cost else ".")
        after = "dilewati, lalu berikutnya dicoba" if rule.skip else "mengakhiri penghitungan"
        return [first, "Satu per satu didanai selama biayanya masuk dalam sisa dana.", f"Yang tidak muat {after}."]
    steps = [
        "Dana dibagi sama besar: setiap surat suara memegang satu bagian.",
        "Sebuah kegiatan didanai bila pendukungnya bersama-sama mampu membayar biayanya.",
        "Yang paling ringan bagi pendukungnya didanai dahulu; biayanya dipotong dari bagian mereka.",
    ]
    if rule.add1:
        stop = "sampai tidak ada lagi yang muat" if rule.exhaustive_stop else "selama jumlah biaya masih dalam dana"
        steps.append(f"Supaya dana terpakai, bagian dinaikkan sedikit demi sedikit {stop}.")
    if rule.fill:
        steps.append("Sisa dana diisi menurut suara terbanyak.")
    if rule.compare:
        steps.append("Hasil suara terbanyak dipakai hanya bila lebih banyak pemilih mendapat pilihannya di sana.")
    return steps


def _line(
    why: Why, result: Result, beside: Result, election: Election, names: Mapping[str, str], say: Any
) -> ProjectLine:
    project, row = result.profile.ids.index(why.project), election.projects[why.project]
    named = replace(why, spent_on=tuple((f"“{names[one]}”", given) for one, given in why.spent_on))
    funded = project in result.winners
    effective = float(why.cost / why.price) if why.price and result.run else None
    return ProjectLine(
        id=why.project,
        name=names[why.project],
        place=place_of(row),
        cost=say(why.cost),
        votes=result.profile.votes[project],
        score=result.profile.scores[project],
        funded=funded,
        status=why.status,
        text=sentence(named, say),
        need="" if funded else need_words(why),
        rank=why.rank,
        effective=None if effective is None else _tenths(effective),
        support=why.effective,
        beside=project in beside.winners,
    )


def need_words(why: Why) -> str:
    """What a project that was not chosen would have needed; "" where its own sentence says it."""
    if why.status == "few" and why.needed:
        return f"Kurang sekitar {dots(max(1, why.needed - why.votes))} pendukung lagi."
    if why.status == "spent" and why.needed:
        more = max(1, why.needed - why.votes)
        return f"Dengan sekitar {dots(more)} pendukung lagi yang bagiannya masih utuh, kegiatan ini didanai."
    return ""


def place_of(row: Mapping[str, str]) -> str:
    """The village or district of a project, as Pabulib's files and ours name it."""
    return (row.get("neighborhood") or row.get("subunit") or "").strip()


def _places(result: Result, election: Election, say: Any) -> list[PlaceLine]:
    """Money and winners by place, most money first; nothing where the file names no places."""
    profile, won = result.profile, set(result.winners)
    found: dict[str, list[int]] = {}
    for place, row in enumerate(election.projects.values()):
        found.setdefault(place_of(row), []).append(place)
    if set(found) <= {""}:
        return []
    lines = []
    for name, members in found.items():
        winners = [one for one in members if one in won]
        money = profile.money(sum(profile.costs[one] for one in winners))
        lines.append(PlaceLine(name or "Tanpa tempat", len(members), len(winners), say(money), float(money)))
    return sorted(lines, key=lambda line: (-line.amount, line.name))


def _gain(result: Result, hits: Any, say: Any) -> Gain:
    profile = result.profile
    shares = np.bincount(np.minimum(hits.astype(np.int64), MOST_TOLD), minlength=MOST_TOLD + 1).tolist()
    return Gain(
        rule=result.rule.name,
        words=rule_words(result.rule),
        winners=len(result.winners),
        spent=say(profile.money(result.total_cost)),
        left=say(profile.money(profile.budget - result.total_cost)),
        nothing=shares[0],
        mean=_hundredths(float(hits.mean()) if len(hits) else 0.0),
        shares=shares,
    )


def _tenths(value: float) -> float:
    return round(value, 1)


def _hundredths(value: float) -> float:
    return round(value, 2)


def turnout_cells(channels: Mapping[str, int]) -> list[tuple[str, str]]:
    """Ballots by channel; one smaller than FEW people is told together with the next smallest, never alone.

    >>> turnout_cells({"daring": 310, "kios": 40, "kertas": 3})
    [('daring', '310'), ('kertas dan kios', '43')]
    """
    rows = sorted(((name, number) for name, number in channels.items() if number), key=lambda row: row[1])
    joined: list[tuple[str, int]] = []
    while rows and (rows[0][1] < FEW or 0 < sum(number for _, number in joined) < FEW or len(joined) == 1):
        joined.append(rows.pop(0))
    told = [(name, dots(number)) for name, number in reversed(rows)]
    if joined:
        told.append((" dan ".join(name for name, _ in joined), dots(sum(number for _, number in joined))))
    return told
