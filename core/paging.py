"""Lists in pages that stay fast at any length: no exact total above a thousand, no endless offsets."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import IntegerField, Subquery
from django.http import HttpRequest

PARAMETER = "halaman"
COUNTED = 1_000  # exact up to here
DEEPEST = 500  # page number nobody goes beyond; older things are found by search and filters


class Page:
    """One page of a list, as templates want it. `{% pages page %}` prints its links."""

    def __init__(self, items: Sequence[Any], number: int, size: int, count: int, last: int | None, query: str) -> None:
        self.object_list = items
        self.number = number
        self.size = size
        self.count = count  # exact, or COUNTED + 1 meaning more
        self.last = last  # number of the last page; None where it is not known
        self.query = query  # the other parameters, ready to be followed by "halaman=..."

    def __len__(self) -> int:
        return len(self.object_list)

    def __getitem__(self, index: Any) -> Any:
        return self.object_list[index]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    @property
    def paginator(self) -> "Page":
        """Itself: has the two things that tags for Django's paginator read, `num_pages` and `count`."""
        return self

    @property
    def num_pages(self) -> int:
        """The last page as far as known; beyond a thousand things the next one."""
        return self.last if self.last is not None else self.number + 1

    @property
    def many(self) -> bool:
        """More than a thousand things: the exact total is not worth its price."""
        return self.count > COUNTED

    @property
    def total(self) -> str:
        """The total in words: "37" or "lebih dari 1.000"."""
        return "lebih dari 1.000" if self.many else f"{self.count:,}".replace(",", ".")

    def has_previous(self) -> bool:
        return self.number > 1

    def has_next(self) -> bool:
        return self.last is None or self.number < self.last

    def has_other_pages(self) -> bool:
        return self.has_previous() or self.has_next()

    def previous_page_number(self) -> int:
        return self.number - 1

    def next_page_number(self) -> int:
        return self.number + 1

    def start_index(self) -> int:
        """Number of the first thing on this page (1-based; 0 on an empty list)."""
        return (self.number - 1) * self.size + 1 if self.object_list else 0

    def end_index(self) -> int:
        return (self.number - 1) * self.size + len(self.object_list)

    def url(self, number: int) -> str:
        """Query string that leads to another page of the same list."""
        return f"?{self.query}{PARAMETER}={number}" if number > 1 else f"?{self.query.rstrip('&')}"

    @property
    def links(self) -> list[int | None]:
        """Page numbers to print, None for a gap: the first, the neighbours, the last where it is known."""
        wanted = {1, self.number - 1, self.number, self.number + 1}
        end = self.last if self.last is not None else self.number + 1
        wanted |= {end} if self.last is not None else set()
        if self.number <= 2:
            wanted.add(3)
        numbers = sorted(n for n in wanted if 1 <= n <= end)
        links: list[int | None] = []
        for number in numbers:
            before = links[-1] if links else None
            if before is not None and number - before == 2:
                links.append(number - 1)
            elif before is not None and number - before > 2:
                links.append(None)
            links.append(number)
        return links


def page_of(request: HttpRequest, queryset: Any, size: int = 20) -> Page:
    """The page that ?halaman= asks for; a bad number gives the nearest there is. One query, three beyond the end."""
    number, query = _asked(request), _others(request)
    rows, count = _rows(queryset, number, size)
    if not rows and number > 1:  # beyond the end: only now is the true length worth counting
        number = max(1, -(-_length(queryset, DEEPEST * size) // size))
        rows, count = _rows(queryset, number, size)
    if count <= COUNTED:
        return Page(rows[:size], number, size, count, max(1, -(-count // size)), query)
    end = number if len(rows) <= size or number == DEEPEST else None
    return Page(rows[:size], number, size, count, end, query)


class _Total(Subquery):
    """How many rows a query has, told with each of its rows; the database counts once."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _rows(queryset: Any, number: int, size: int) -> tuple[list[Any], int]:
    """The rows of a page and one more, which tells whether there is a next page; how many there are, at most 1,001."""
    start = (number - 1) * size
    if isinstance(queryset, list | tuple):
        return list(queryset[start : start + size + 1]), min(len(queryset), COUNTED + 1)
    total = _Total(queryset.order_by().values("pk")[: COUNTED + 1])
    rows = list(queryset.annotate(total_rows=total)[start : start + size + 1])
    return rows, _told(rows[0]) if rows else 0


def _told(row: Any) -> int:
    return int(row["total_rows"] if isinstance(row, dict) else row.total_rows)


def _length(queryset: Any, limit: int) -> int:
    """How many there are, never looking beyond `limit`."""
    if isinstance(queryset, list | tuple):
        return min(len(queryset), limit)
    return int(queryset.order_by()[:limit].count())


def _asked(request: HttpRequest) -> int:
    text = request.GET.get(PARAMETER, "1")
    try:
        number = int(text) if len(text) <= 9 and text.isascii() else 1
    except ValueError:
        number = 1
    return min(max(number, 1), DEEPEST)


def _others(request: HttpRequest) -> str:
    others = request.GET.copy()
    others.pop(PARAMETER, None)
    return others.urlencode() + "&" if others else ""
