"""Planning: cycles and their stages, proposals, what became of them."""

from musrenbang.models.cycles import Category, Cycle, Stage, Unit
from musrenbang.models.proposals import Progress, Proposal, ProposalPhoto, ProposalPlace

__all__ = ["Category", "Cycle", "Progress", "Proposal", "ProposalPhoto", "ProposalPlace", "Stage", "Unit"]
