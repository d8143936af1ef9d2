"""A clean .pb file from any readable one: plain numbers, right counts, no column about voters, ballots in no order."""

from fractions import Fraction
from typing import Any

from musrenbang.tally import pabulib
from musrenbang.tally.amounts import written
from musrenbang.tally.ballots import Kind
from musrenbang.tally.pabulib import Election
from musrenbang.tally.pb_votes import scaled_points
from musrenbang.tally.profile import from_election

# Columns and keys that say who voted, or that are written anew.
DROPPED = ("votes", "score", "target")


def converted(election: Election) -> str:
    """The same election as Pabulib asks for it today; voters become numbers, their other columns are left out."""
    profile = from_election(election)
    unit = scaled_points(election.votes)[1]
    rows: list[dict[str, Any]] = []
    for place, (name, row) in enumerate(election.projects.items()):
        fresh: dict[str, Any] = {"project_id": name, "cost": written(election.cost(name))}
        fresh["votes"] = profile.votes[place]
        if election.kind in (Kind.RANKING, Kind.POINTS, Kind.SCORE):
            fresh["score"] = written(Fraction(profile.scores[place], unit))
        if row.get("target"):
            fresh.setdefault("beneficiaries", row["target"])
        fresh |= {key: value for key, value in row.items() if key and key not in fresh and key not in DROPPED}
        rows.append(fresh)
    columns = list(dict.fromkeys(key for row in rows for key in row))
    meta = {**election.meta, "budget": written(election.budget), "vote_type": election.kind.value}
    return pabulib.write(
        meta,
        columns,
        [{column: row.get(column, "") for column in columns} for row in rows],
        election.ballots,
        points_of(election),
    )


def points_of(election: Election) -> list[list[str]] | None:
    """The points of each ballot as text, or None where ballots carry none."""
    votes = election.votes
    if votes.points is None:
        return None
    return [
        [written(value) for value in votes.points[votes.starts[row] : votes.starts[row + 1]]]
        for row in range(len(votes))
    ]


def cleaned(data: bytes) -> bytes:
    """The bytes of a clean file for the bytes of any readable one."""
    return converted(pabulib.read(data)).encode()
