"""Many proposals at once are real proposals: numbered, found by their words, the same for the same seed."""

from typing import Any

import pytest

from musrenbang.bulk import make_bulk_proposals, rare_word
from musrenbang.models import Cycle, Proposal
from musrenbang.queries import search

pytestmark = pytest.mark.django_db


def test_bulk_rows_are_public_numbered_and_found(cycle: Cycle, make_submitted: Any, ani: Any, client: Any) -> None:
    make_submitted(ani)
    heard: list[int] = []
    make_bulk_proposals(cycle, 120, [ani], seed=3, progress=heard.append)
    assert heard == [120]
    assert list(Proposal.objects.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, 122))
    cycle.refresh_from_db()
    assert cycle.last_number == 121
    assert search(rare_word(120)).count() == 60
    one = Proposal.objects.get(sequence=50)
    assert one.topic.url == one.get_absolute_url()
    assert client.get(one.get_absolute_url()).status_code == 200
    make_submitted(ani)
    assert Proposal.objects.filter(sequence=122).exists()


def test_the_same_seed_makes_the_same(cycle: Cycle, ani: Any) -> None:
    make_bulk_proposals(cycle, 30, [ani], seed=3)
    make_bulk_proposals(cycle, 30, [ani], seed=3)
    titles = list(Proposal.objects.order_by("sequence").values_list("title", flat=True))
    assert titles[:30] == titles[30:]
