"""Planning: cycles and their stages, proposals, what became of them."""

from musrenbang.models.cycles import Category, Cycle, Stage, Unit
from musrenbang.models.proposals import Progress, Proposal, ProposalPhoto, ProposalPlace
from musrenbang.models.voting import Ballot, Round, RoundOption, RoundResult

__all__ = [
    "Ballot",
    "Category",
    "Cycle",
    "Progress",
    "Proposal",
    "ProposalPhoto",
    "ProposalPlace",
    "Round",
    "RoundOption",
    "RoundResult",
    "Stage",
    "Unit",
]
