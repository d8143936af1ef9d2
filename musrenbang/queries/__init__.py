"""What others may ask of planning."""

from musrenbang.queries.cycles import figures, latest_decisions, open_cycle, open_stages, proposing_until
from musrenbang.queries.search import search
from musrenbang.queries.voting import open_rounds

__all__ = ["figures", "latest_decisions", "open_cycle", "open_rounds", "open_stages", "proposing_until", "search"]
