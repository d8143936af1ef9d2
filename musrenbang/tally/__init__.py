"""Counting votes: pure Python, exact integers, no database, so that anyone can run it again."""

from musrenbang.tally.approval import BallotError, Limits, Option, counts, read_choices
from musrenbang.tally.greedy import Line, Outcome, Reason, greedy

__all__ = ["BallotError", "Limits", "Line", "Option", "Outcome", "Reason", "counts", "greedy", "read_choices"]
