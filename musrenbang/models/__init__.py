"""Planning: cycles and their stages, proposals, what became of them."""

from musrenbang.models.box import BoardEvent, Channel, Envelope, OpenedBallot, RollChange, RollEntry, RoundFile
from musrenbang.models.channels import CodeBatch, KioskPass, PaperBatch, PaperSheet, VoterCode
from musrenbang.models.commitments import (
    Commitment,
    CommitmentFigure,
    CommitmentPhoto,
    Delay,
    Milestone,
)
from musrenbang.models.cycles import Category, Cycle, Stage, StageExtension, Unit
from musrenbang.models.figures import CycleFigure, FigureSlice, StageTime
from musrenbang.models.fixed import FixAnswer, FixQuestion
from musrenbang.models.forums import BeritaAcara, Delegate, Forum, ForumItem, ForumPurse, MinutesLine
from musrenbang.models.handling import Check, Merger, Recommendation, Ruling, Split
from musrenbang.models.proposals import Progress, Proposal, ProposalPhoto, ProposalPlace
from musrenbang.models.record import ProposalPaper
from musrenbang.models.reference import Agency, CatalogueItem
from musrenbang.models.results import PastVote, RoundReport
from musrenbang.models.round_rules import BallotKind, Roll
from musrenbang.models.scoring import CriteriaSet, Criterion, Score, Scorer
from musrenbang.models.sheets import ProposalSheet, SheetEntry, SipdFile, SipdStatus
from musrenbang.models.voting import Ballot, Elector, PaperBallot, Round, RoundOption, RoundResult

__all__ = [
    "Agency",
    "Ballot",
    "BallotKind",
    "BeritaAcara",
    "BoardEvent",
    "CatalogueItem",
    "Category",
    "Channel",
    "CodeBatch",
    "Commitment",
    "CommitmentFigure",
    "CommitmentPhoto",
    "CriteriaSet",
    "Criterion",
    "Check",
    "Cycle",
    "CycleFigure",
    "Delay",
    "Delegate",
    "Elector",
    "Envelope",
    "FigureSlice",
    "FixAnswer",
    "FixQuestion",
    "Forum",
    "ForumItem",
    "ForumPurse",
    "KioskPass",
    "Milestone",
    "MinutesLine",
    "OpenedBallot",
    "PaperBallot",
    "PaperBatch",
    "PaperSheet",
    "PastVote",
    "Merger",
    "Progress",
    "Proposal",
    "ProposalPaper",
    "ProposalPhoto",
    "ProposalSheet",
    "ProposalPlace",
    "Recommendation",
    "Roll",
    "RollChange",
    "RollEntry",
    "Round",
    "RoundFile",
    "RoundOption",
    "RoundReport",
    "RoundResult",
    "Score",
    "Scorer",
    "Ruling",
    "SheetEntry",
    "SipdFile",
    "SipdStatus",
    "Split",
    "Stage",
    "StageTime",
    "StageExtension",
    "Unit",
    "VoterCode",
]
