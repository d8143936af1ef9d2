"""Scoring, ranking, filling the ceiling: pure Python, exact figures, no database; anyone can run it again."""

from musrenbang.scoring.criteria import CriteriaError, CriteriaSet, Criterion, Measure, Range
from musrenbang.scoring.filling import Candidate, Ceiling, Filling, Outcome, OverCeilingError, Override, Slot, fill
from musrenbang.scoring.formula import Sheet, average, fair, rounded, score
from musrenbang.scoring.ranking import Entrant, Place, Tie, open_ties, rank

__all__ = [
    "Candidate",
    "Ceiling",
    "CriteriaError",
    "CriteriaSet",
    "Criterion",
    "Entrant",
    "Filling",
    "Measure",
    "Outcome",
    "OverCeilingError",
    "Override",
    "Place",
    "Range",
    "Sheet",
    "Slot",
    "Tie",
    "average",
    "fair",
    "fill",
    "open_ties",
    "rank",
    "rounded",
    "score",
]
