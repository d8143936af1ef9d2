"""The open book of a counted round: its published files, its notice board, the rule it was counted by."""

import json

from musrenbang.models import Round
from musrenbang.queries.voting import open_book
from musrenbang.tally.rules import RULES, Rule
from musrenbang.tally.verify import ELECTION


def files_of(round: Round) -> dict[str, bytes]:
    """The files written when the round was counted; of a plain round the ballots, which are all it has."""
    kept = {name: text.encode() for name, text in round.files.values_list("name", "text")}
    return kept if ELECTION in kept else {ELECTION: open_book(round).encode()}


def plain_rule(round: Round) -> Rule:
    """Most votes first, equal votes settled by the lot drawn before the opening."""
    drawn = round.options.order_by("lot").values_list("number", flat=True)
    return RULES["greedy_score"].with_knobs(order=tuple(str(number) for number in drawn))


def board_file(round: Round) -> bytes:
    """The notice board from the manifest to the result, one event a row; empty where the round has none."""
    rows = round.board.order_by("number").values("number", "kind", "body", "digest")
    return (json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n").encode() if rows else b""
