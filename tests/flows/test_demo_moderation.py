"""The demo's moderator has work: reported comments, a reported proposal and input, one hidden with its reason."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from dialog.models import Comment, Report
from partisipasi.demo.clock import days_ago
from partisipasi.demo.moderation import seed_moderation
from partisipasi.demo.seed import seed
from partisipasi.demo.timeline import Timeline
from tests.conftest import GUNTUR
from tests.factories import desk_login, make_user


def test_the_desk_is_not_empty(w: Any) -> None:
    voters = [make_user(f"warga{n:03d}", f"Warga {n}", home=GUNTUR) for n in range(80)]
    story = SimpleNamespace(end="submitted", proposal=w.submitted, proposer=w.ani, start=days_ago(20))
    before = set(Report.objects.values_list("pk", flat=True))
    timeline = Timeline()
    seed_moderation([story], {"eko": w.eko}, voters, timeline)  # type: ignore[list-item]
    timeline.run()
    reports = Report.objects.exclude(pk__in=before)
    waiting = reports.filter(settled_at__isnull=True)
    assert waiting.filter(comment__isnull=False).values("comment").distinct().count() == 3
    assert sorted(waiting.filter(comment__isnull=True).values_list("room", flat=True)) == ["masukan", "usulan"]
    hidden = Comment.objects.get(body__startswith="Petugasnya tidak becus")
    assert (hidden.state, hidden.hidden_reason) == ("disembunyikan", "kasar")
    assert not any(report.reporter_id in (w.ani.pk, getattr(report.comment, "author_id", None)) for report in reports)
    client = Client()
    desk_login(client, w.eko)
    page = client.get("/petugas/moderasi/").text
    for words in ("Ketua RT-nya memang malas", "Jual pasir dan batu belah", "rumah nomor 14"):
        assert words in page


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_demo_is_seeded() -> None:
    seed()
    waiting = Report.objects.filter(settled_at__isnull=True)
    assert waiting.filter(comment__isnull=False).values("comment").distinct().count() == 3
    assert waiting.filter(comment__isnull=True).count() == 2
    assert Comment.objects.filter(state="disembunyikan").exists()
