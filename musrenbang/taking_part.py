"""Who of some people proposed or voted in a time, for numbers that name nobody."""

from collections.abc import Collection
from datetime import datetime

from musrenbang.models import Channel, Proposal, RollEntry


def proposed(people: Collection[int], start: datetime, end: datetime) -> list[tuple[int, datetime]]:
    """Proposals these people submitted from one moment to another: who, when."""
    rows = Proposal.objects.filter(proposer_id__in=people, submitted_at__gte=start, submitted_at__lt=end)
    return [(who, when) for who, when in rows.order_by().values_list("proposer_id", "submitted_at") if when]


def voted(people: Collection[int], start: datetime, end: datetime) -> list[tuple[int, datetime]]:
    """Who of these people is marked on the roll of a round that closed in this time; what they chose is sealed.

    A mark has no moment, so the close of its round stands for it.
    """
    rows = RollEntry.objects.filter(user_id__in=people, round__closes_at__gte=start, round__closes_at__lt=end)
    marked = rows.exclude(channel__in=[Channel.NONE, Channel.STRUCK])
    return list(marked.order_by().values_list("user_id", "round__closes_at"))
