"""One round that cannot be closed does not keep the others waiting, and it is seen."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.periodic import SomeFailedError
from core.registry import PERIODIC
from musrenbang.models import Envelope, Round
from musrenbang.services.rounds import create_round, run_clock
from tests.conftest import DISTRICT
from tests.voting.makers import CLOSES, OPENS, announce, make_plan
from wilayah.models import Region


@pytest.fixture
def three(opened: Round, joko: Any, clock: Any) -> list[Round]:
    """Two rounds that are over, the first with an envelope that nobody is marked for, and one that just opened."""
    plan = make_plan(opened.cycle, [o.proposal for o in opened.options.order_by("number")])
    region = Region.objects.get(pk=DISTRICT)
    clock.move_to(OPENS - timedelta(hours=1))
    second = announce(joko, create_round(by=joko, region=region, plan=plan))
    late = make_plan(
        plan.cycle, list(plan.proposals), opens_at=CLOSES - timedelta(hours=1), closes_at=CLOSES + timedelta(days=9)
    )
    third = announce(joko, create_round(by=joko, region=region, plan=late))
    Envelope.objects.create(round=opened, channel="daring", digest="ab" * 32)
    clock.move_to(CLOSES)
    return [opened, second, third]


def test_the_others_are_closed_and_told(three: list[Round], caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SomeFailedError, match="1 dari 3"), caplog.at_level(logging.ERROR):
        run_clock()
    for each in three:
        each.refresh_from_db()
    assert [each.state for each in three] == ["diumumkan", "ditutup", "diumumkan"]
    assert three[2].opening_told_at is not None
    assert f"musrenbang.Round {three[0].pk}" in caplog.text


def test_a_failure_is_seen_by_command_and_health(
    three: list[Round], client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PERIODIC, "_items", {"pemungutan": run_clock})
    with pytest.raises(CommandError, match="pemungutan"):
        call_command("berkala")
    answer = client.get("/sehat")
    assert answer.status_code == 503
    assert answer.json()["berkala"] == "ada pekerjaan yang gagal"
    Envelope.objects.filter(digest="ab" * 32).delete()
    call_command("berkala")
    assert client.get("/sehat").json()["berkala"] == "baik"
