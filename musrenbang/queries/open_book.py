"""The open book of a sealed round: its ballots as a .pb file and the list of all receipts, to the byte."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from musrenbang.models import Envelope, Round, RoundOption
from musrenbang.sealing import canonical
from musrenbang.tally import pabulib

COLUMNS = ("project_id", "cost", "name", "neighborhood", "category", "tie_order")
META_KEYS = {"min_points": "min_points", "max_points": "max_points", "min_sum": "min_sum_points"}
META_KEYS |= {"max_sum": "max_sum_points", "min_cost": "min_sum_cost", "max_cost": "max_sum_cost"}


def election_text(
    round: Round, options: Sequence[RoundOption], ballots: Sequence[tuple[list[int], Any]], order: Sequence[str]
) -> str:
    """All opened ballots as a .pb file: no names, no receipts, no times, no order of coming."""
    place = {name: at for at, name in enumerate(order, 1)}
    projects = [
        {
            "project_id": o.number,
            "cost": o.cost,
            "name": o.title,
            "neighborhood": o.place,
            "category": o.field,
            "tie_order": place[str(o.number)],
        }
        for o in options
    ]
    vote_type = "approval" if round.kind == "knapsack" else round.kind
    with_points = any(points is not None for _, points in ballots)
    meta: dict[str, object] = {
        "description": round.title,
        "country": "Indonesia",
        "unit": round.region.name,
        "instance": str(round.pk),
        "budget": round.budget,
        "currency": "IDR",
        "vote_type": vote_type,
        "rule": "greedy" if round.rule.startswith("greedy") else "equalshares",
        "date_begin": timezone.localtime(round.opens_at).strftime("%d.%m.%Y"),
        "date_end": timezone.localtime(round.closes_at).strftime("%d.%m.%Y"),
        "min_length": round.min_choices,
        "max_length": round.max_choices,
        "language": "id",
        **{META_KEYS[name]: value for name, value in round.ballot_rules.items() if name in META_KEYS},
    }
    points = [list(values or []) for _, values in ballots] if with_points else None
    return pabulib.write(meta, COLUMNS, projects, [choices for choices, _ in ballots], points)


def vote_lines(text: str) -> list[str]:
    """The lines of the section VOTES without its head, as they stand in the file."""
    return text.split("\nVOTES\n", 1)[1].splitlines()[1:]


def receipts_text(round: Round) -> str:
    """Every receipt with the board line that bound it: those in the count and those that were replaced."""
    rows = Envelope.objects.filter(round=round).order_by("digest").values_list("digest", "batch", "replaced")
    lists: dict[str, list[dict[str, Any]]] = {"counted": [], "replaced": []}
    for digest, batch, replaced in rows:
        lists["replaced" if replaced else "counted"].append({"digest": digest, "batch": batch})
    return canonical(lists) + "\n"
