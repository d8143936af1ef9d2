"""Planning: cycles and their stages, proposals, what became of them."""

from musrenbang.models.cycles import Category, Cycle, Stage, Unit
from musrenbang.models.handling import Check, Merger, Recommendation, Ruling
from musrenbang.models.proposals import Progress, Proposal, ProposalPhoto, ProposalPlace
from musrenbang.models.record import ProposalPaper
from musrenbang.models.reference import Agency, CatalogueItem
from musrenbang.models.voting import Ballot, Round, RoundOption, RoundResult

__all__ = [
    "Agency",
    "Ballot",
    "CatalogueItem",
    "Category",
    "Check",
    "Cycle",
    "Merger",
    "Progress",
    "Proposal",
    "ProposalPaper",
    "ProposalPhoto",
    "ProposalPlace",
    "Recommendation",
    "Round",
    "RoundOption",
    "RoundResult",
    "Ruling",
    "Stage",
    "Unit",
]
