"""The demo's tools: its clock reaches every table, its texts say nothing twice."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from konsultasi.models import Input, Response, Version
from partisipasi.demo import texts
from partisipasi.demo.clock import at
from partisipasi.demo.content import lead_and_rest, meeting_day

PAST = datetime(2025, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(("model", "name"), [(Version, "published_at"), (Input, "created_at"), (Response, "at")])
def test_the_past_reaches_defaults_that_hold_the_clock_itself(model: type, name: str) -> None:
    field = model._meta.get_field(name)
    with at(PAST):
        assert field.get_default() == PAST
    assert field.get_default() > PAST


@pytest.mark.parametrize("name", ["pengumuman.txt", "materi.txt"])
def test_no_article_says_its_lead_again(name: str) -> None:
    for article in texts.articles(name):
        lead, rest = lead_and_rest(article.paragraphs)
        assert lead
        assert len(lead) <= 300
        assert rest
        assert lead not in rest


def test_the_meeting_is_on_a_tuesday_ahead() -> None:
    assert meeting_day().weekday() == 1
    assert meeting_day() > timezone.localdate()


def test_counted_things_are_whole_in_the_demo() -> None:
    for _, _, _, _, quantity, _, price, households in texts.rows("usulan.txt"):
        assert all(cell.isdigit() for cell in (quantity, price, households))
