"""The satisfaction survey of the world (see world.py): one that runs, one whose report is still in the making."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from layanan.models.survey import Channel, SurveyResponse
from layanan.services import survey
from layanan.skm.unsur import SLUGS
from tests.conftest import DISTRICT
from wilayah.models import Region


def surveys(w: Any) -> None:
    """Five answers in each; a code nobody used; a sheet typed today."""
    today, region = timezone.localdate(), Region.objects.get(pk=DISTRICT)

    def make(title: str, begun: int, ended: int) -> Any:
        days = {"first_day": today - timedelta(days=begun), "last_day": today - timedelta(days=ended)}
        period = survey.open_period(by=w.joko, region=region, title=title, team="Tim", **days)
        fields = {"day": days["first_day"], "channel": Channel.SHEET, **dict.fromkeys(SLUGS, 3)}
        SurveyResponse.objects.bulk_create(SurveyResponse(period=period, **fields) for _ in range(5))
        return period

    w.survey_over = make("Semester lalu", 90, 40)
    w.survey = make("Semester ini", 30, -30)
    w.survey_code = survey.code_for(w.survey, "Dispensasi nikah")
    row = {"day": today, **dict.fromkeys(SLUGS, 4)}
    w.batch = survey.take_sheet(by=w.joko, period=w.survey, rows=[row], digest="lembar")
