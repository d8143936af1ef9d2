"""What others may ask of planning."""

from musrenbang.queries.cycles import latest_decisions, open_cycle, open_longer, open_proposing, open_stages
from musrenbang.queries.listing import figures
from musrenbang.queries.search import search
from musrenbang.queries.voting import open_rounds

__all__ = [
    "figures",
    "latest_decisions",
    "open_cycle",
    "open_longer",
    "open_proposing",
    "open_rounds",
    "open_stages",
    "search",
]
