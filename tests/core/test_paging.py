"""Pages of long and short lists."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from core.models import Heartbeat
from core.paging import COUNTED, DEEPEST, page_of

BAD = ["0", "-3", "abc", "1.5", "٣", "", "9" * 400, "1e9", "<script>", "\x00"]


def ask(**params: str) -> Any:
    return RequestFactory().get("/", params)


@pytest.fixture
def rows(db: Any) -> Any:
    def make(count: int) -> Any:
        now = timezone.now()
        Heartbeat.objects.bulk_create([Heartbeat(name=f"{n:05}", at=now) for n in range(count)], batch_size=500)
        return Heartbeat.objects.order_by("name")

    return make


def test_middle_page(rows: Any, django_assert_num_queries: Any) -> None:
    queryset = rows(45)
    with django_assert_num_queries(1):
        page = page_of(ask(halaman="2", q="jalan rusak", urut="baru"), queryset)
    assert [row.name for row in page] == [f"{n:05}" for n in range(20, 40)]
    assert (page.number, page.last, page.count, page.total) == (2, 3, 45, "45")
    assert page.has_previous()
    assert page.has_next()
    assert (page.start_index(), page.end_index()) == (21, 40)
    assert page.url(3) == "?q=jalan+rusak&urut=baru&halaman=3"
    assert page.url(1) == "?q=jalan+rusak&urut=baru"


@pytest.mark.parametrize("number", BAD)
def test_bad_numbers_give_a_page(rows: Any, number: str) -> None:
    page = page_of(ask(halaman=number), rows(25))
    assert page.number == 1
    assert len(page) == 20


def test_beyond_the_end_is_the_last_page(rows: Any) -> None:
    page = page_of(ask(halaman="77"), rows(25))
    assert (page.number, len(page), page.has_next()) == (2, 5, False)


def test_empty_list(rows: Any) -> None:
    page = page_of(ask(), rows(0))
    assert (page.number, page.last, page.total, list(page), page.has_other_pages()) == (1, 1, "0", [], False)


def test_totals_above_a_thousand_are_not_counted(rows: Any, django_assert_num_queries: Any) -> None:
    queryset = rows(1_250)
    with django_assert_num_queries(1):
        page = page_of(ask(halaman="50"), queryset)
    assert (page.total, page.many, page.last, page.has_next()) == ("lebih dari 1.000", True, None, True)
    assert page.count == COUNTED + 1
    last = page_of(ask(halaman="63"), queryset)
    assert (len(last), last.last, last.has_next()) == (10, 63, False)
    beyond = page_of(ask(halaman="499"), queryset)
    assert (beyond.number, len(beyond), beyond.has_next()) == (63, 10, False)


def test_nobody_goes_deeper_than_the_deepest_page(rows: Any) -> None:
    page = page_of(ask(halaman="99999"), rows(1_250), size=2)
    assert (page.number, page.has_next(), len(page)) == (DEEPEST, False, 2)


def test_plain_lists_are_paged_too() -> None:
    page = page_of(ask(halaman="2"), list(range(30)))
    assert list(page) == list(range(20, 30))
    assert page_of(ask(halaman="900"), list(range(1_500))).number == 75


@pytest.mark.parametrize(
    ("number", "links"),
    [
        (1, [1, 2, 3, None, 9]),
        (5, [1, None, 4, 5, 6, None, 9]),
        (4, [1, 2, 3, 4, 5, None, 9]),
        (9, [1, None, 8, 9]),
    ],
)
def test_links(number: int, links: list[int | None]) -> None:
    assert page_of(ask(halaman=str(number)), list(range(180))).links == links
