"""Ballots by channel, once a round is closed."""

from musrenbang.models import Round
from musrenbang.models.box import Channel, counts_by_channel


def ballots_by_channel(round: Round) -> dict[str, int]:
    """How many voted online, at a booth and on paper; nothing for a round without sealed envelopes."""
    if not round.sealed:
        return {}
    told = counts_by_channel(round)
    return {str(Channel(name).label): number for name, number in told.items() if name in Channel.values and number}
