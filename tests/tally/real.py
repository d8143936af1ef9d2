"""The real elections of the folder PABULIB_DIR and what is known about them; never copied into the project."""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from musrenbang.tally import pabulib
from musrenbang.tally.pabulib import Election
from musrenbang.tally.profile import Profile, from_election
from musrenbang.tally.rules import RULES

FOLDER = os.environ.get("PABULIB_DIR", "")
MISSING = "PABULIB_DIR is not set: REAL ELECTIONS ARE NOT COUNTED AGAIN"
needs_files = pytest.mark.skipif(not FOLDER, reason=MISSING)
# Their completions take seconds each; they are counted with the slow tests.
HEAVY = ("Toulouse", "Warszawa", "Budapest", "Czestochowa", "Krakow_2018.pb", "Seattle")


@lru_cache(maxsize=3)
def election(name: str) -> Election:
    return pabulib.read(Path(FOLDER, name).read_bytes())


@lru_cache(maxsize=3)
def profile(name: str) -> Profile:
    return from_election(election(name))


def known() -> dict[str, Any]:
    """What expected.json says of each file."""
    instances: dict[str, Any] = json.loads(Path(FOLDER, "expected.json").read_text())["instances"]
    return instances


def cases(*, heavy: bool) -> list[Any]:
    """(file, rule, tie) for every result told; of heavy files the rules without completion are light."""
    if not FOLDER:
        return [pytest.param("", "", "", id="none")]
    found = []
    for name, told in sorted(known().items()):
        for rule, result in told["rules"].items():
            slow = any(part in name for part in HEAVY) and ("add1" in rule or "Warszawa_2026" in name)
            if rule in RULES and slow is heavy:
                ties = ["id", "mincost"] if "winners_tiebreak_mincost_maxvotes" in result else ["id"]
                # Where the outcome is told not to depend on the order, it must not.
                ties = ["id", "mincost"] if result.get("tie_sensitive") is False and not heavy else ties
                found += [pytest.param(name, rule, tie, id=f"{name[:-3]}-{rule}-{tie}") for tie in ties]
    return found
