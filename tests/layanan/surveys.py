"""Makers of surveys and answers."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from layanan.models.survey import Channel, SurveyPeriod, SurveyResponse
from layanan.queries.survey import figures
from layanan.services import survey
from layanan.skm.unsur import SLUGS
from tests.conftest import DISTRICT
from tests.layanan.test_skm import VECTOR
from wilayah.models import Region

FOURS = dict.fromkeys(SLUGS, 4)


def make_period(
    by: Any, *, begun: int = 30, lasts: int = 60, title: str = "Semester II 2026", **more: Any
) -> SurveyPeriod:
    today = timezone.localdate()
    first = today - timedelta(days=begun)
    days = {"first_day": first, "last_day": first + timedelta(days=lasts)}
    return survey.open_period(by=by, region=Region.objects.get(pk=DISTRICT), title=title, **{**days, **more})


def fill(period: SurveyPeriod, forms: list[dict[str, int]], **more: Any) -> None:
    fields = {"day": period.first_day, "channel": Channel.SHEET, **more}
    SurveyResponse.objects.bulk_create(SurveyResponse(period=period, **fields, **form) for form in forms)


def send(client: Client, period: SurveyPeriod, path: str = "/skm/isi/", **more: Any) -> Any:
    return client.post(path, {"kunci": str(uuid.uuid4()), "wajah": "4", **dict.fromkeys(SLUGS, "3"), **more})


@pytest.fixture(name="period")
def running_period(joko: Any) -> SurveyPeriod:
    return make_period(joko, population=1000)


@pytest.fixture(name="over")
def period_over(joko: Any) -> SurveyPeriod:
    """A period that ended, with the regulation's vector eight times over."""
    made = make_period(joko, begun=100, lasts=60, title="Semester I 2026", population=1000)
    fill(made, VECTOR * 8, sex="P", age="30")
    return made


def close(period: SurveyPeriod, by: Any) -> SurveyPeriod:
    row = {"activity": "Tambah petugas loket", "time": "Triwulan I 2027", "responsible": "Kasi Pelayanan"}
    survey.plan_follow_up(by=by, period=period, rows=dict.fromkeys(figures(period).index.lowest(), row))
    return survey.publish(by=by, period=period)
