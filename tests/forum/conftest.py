"""Forums of the kecamatan with verified proposals, at each moment of their life."""

from datetime import date
from typing import Any

import pytest

from musrenbang.models import Cycle, Forum
from musrenbang.services.criteria import ensure_criteria
from musrenbang.services.forums import ForumPlan, create_forum, open_forum, take_in
from tests.conftest import DISTRICT
from tests.forum.makers import make_works
from wilayah.models import Region


@pytest.fixture
def cycle(places: None) -> Cycle:
    return Cycle.objects.create(region_id=DISTRICT, plan_year=2028, deliberation_year=2027)


@pytest.fixture
def works(cycle: Cycle, ani: Any) -> list[Any]:
    """Four verified works of two villages."""
    return make_works(cycle, ani)


@pytest.fixture
def prepared(works: list[Any], joko: Any, cycle: Cycle) -> Forum:
    """A musrenbang of the kecamatan with a ceiling of 150 million, its list taken in."""
    forum = create_forum(by=joko, cycle=cycle, region=Region.objects.get(pk=DISTRICT), plan=plan())
    take_in(by=joko, forum=forum)
    return forum


def plan(**changes: Any) -> ForumPlan:
    values = {
        "kind": "kecamatan",
        "title": "Musrenbang Kecamatan Temanggung",
        "day": date(2027, 2, 11),
        "place": "Pendopo Kecamatan Temanggung",
        "chair": "Drs. Slamet Riyadi",
        "chair_office": "Camat Temanggung",
        "criteria": ensure_criteria(),
        "ceiling": 150_000_000,
    }
    return ForumPlan(**(values | changes))


@pytest.fixture
def forum(prepared: Forum, joko: Any) -> Forum:
    """The same forum, going on."""
    return open_forum(by=joko, forum=prepared)
