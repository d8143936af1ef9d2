"""Forums of the kecamatan with verified proposals, at each moment of their life."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from acara import services as acara
from musrenbang.models import Cycle, Forum
from musrenbang.services.criteria import ensure_criteria
from musrenbang.services.forums import ForumPlan, create_forum, invite, open_forum, take_in
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


SHEET = [acara.Details(name=name, sex="P", unsur="delegasi") for name in ("Siti Aminah", "Tini Wahyuni")]


@pytest.fixture
def hall(forum: Forum, joko: Any, ani: Any, budi: Any) -> Forum:
    """Ani and Budi were checked in, Siti and Tini stand on the paper sheet."""
    now = timezone.now()
    times = {"starts_at": now + timedelta(hours=1), "ends_at": now + timedelta(hours=5)}
    held = invite(by=joko, forum=forum, organiser="Kecamatan Temanggung", **times)
    for person in (ani, budi):
        seat = acara.register(by=person, event=held.event, details=acara.Details(name="", sex="P", unsur="delegasi"))
        acara.check_in(by=joko, event=held.event, code=seat.code)
    acara.type_sheet(by=joko, event=held.event, rows=SHEET)
    return Forum.objects.select_related("event").get(pk=forum.pk)
