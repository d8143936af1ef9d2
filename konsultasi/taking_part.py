"""Who of some people gave input in a time, for numbers that name nobody."""

from collections.abc import Collection
from datetime import datetime

from konsultasi.models import Input


def answered(people: Collection[int], start: datetime, end: datetime) -> list[tuple[int, datetime]]:
    """Inputs of these people from one moment to another: who, when."""
    rows = Input.objects.filter(author_id__in=people, created_at__gte=start, created_at__lt=end)
    return list(rows.order_by().values_list("author_id", "created_at"))
