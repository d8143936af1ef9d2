"""A round over five works of the kecamatan, at each moment of its life."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from musrenbang.models import Round
from musrenbang.services.ballots import cast_ballot
from musrenbang.services.rounds import create_round
from tests.conftest import DISTRICT
from tests.voting.makers import OPENS, announce, count, make_cycle, make_plan, make_proposals
from wilayah.models import Region


@pytest.fixture
def clock() -> Iterator[Any]:
    """The day before the round opens; move it with `clock.move_to`."""
    with time_machine.travel(OPENS - timedelta(days=1), tick=False) as traveller:
        yield traveller


@pytest.fixture
def draft(clock: Any, joko: Any, ani: Any, budi: Any) -> Round:
    """A round the kecamatan officer prepared: budget 300 million, two to three of five works."""
    cycle = make_cycle()
    plan = make_plan(cycle, make_proposals(cycle, ani))
    return create_round(by=joko, region=Region.objects.get(pk=DISTRICT), plan=plan)


@pytest.fixture
def announced(draft: Round, joko: Any) -> Round:
    """The same round, announced and waiting for its opening."""
    return announce(joko, draft)


@pytest.fixture
def opened(announced: Round, clock: Any) -> Round:
    """The same round, an hour after opening."""
    clock.move_to(OPENS + timedelta(hours=1))
    return announced


@pytest.fixture
def counted(opened: Round, clock: Any, ani: Any, budi: Any, joko: Any) -> Round:
    """The same round, counted with two ballots: Ani 1 and 2, Budi 2 and 3."""
    cast_ballot(by=ani, round=opened, choices=[1, 2])
    cast_ballot(by=budi, round=opened, choices=[2, 3])
    clock.move_to(opened.closes_at + timedelta(minutes=1))
    return count(joko, opened)
