"""A village with longer for a stage: there it runs on, elsewhere it is over; the reason is public."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Entry
from core.templatetags.ui import date_words
from core.together import ask
from musrenbang import services
from musrenbang.models import Cycle, Stage, StageExtension
from musrenbang.queries.cycles import open_cycle, open_longer, open_proposing
from musrenbang.rules import rung_asked
from musrenbang.services.merging import undo_until
from musrenbang.services.stages import extend_stage
from notifications.models import Notification
from notifications.queries import inbox
from notifications.services import follow
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import desk_login
from wilayah.models import Region

pytestmark = pytest.mark.django_db
WHY = "Jaringan desa terputus sepuluh hari karena banjir."


@pytest.fixture
def ended(cycle: Cycle) -> Stage:
    """Collecting ended yesterday for all."""
    stage = Stage.objects.get(cycle=cycle)
    Stage.objects.filter(pk=stage.pk).update(closes_at=timezone.now() - timedelta(days=1))
    stage.refresh_from_db()
    return stage


def extend(by: Any, stage: Stage, *codes: str, days: int = 5, reason: str = WHY) -> list[StageExtension]:
    villages = list(Region.objects.filter(pk__in=codes))
    return extend_stage(
        by=by, stage=stage, villages=villages, closes_at=timezone.now() + timedelta(days=days), reason=reason
    )


def test_the_village_goes_on_and_the_others_do_not(
    cycle: Cycle, ended: Stage, ani: Any, budi: Any, joko: Any, make_draft: Any
) -> None:
    extend(joko, ended, KERTOSARI)
    assert open_cycle(ani, DISTRICT) == cycle
    assert open_cycle(budi, DISTRICT) is None
    assert rung_asked("propose", cycle.pk) is None
    assert rung_asked("propose", cycle.pk, KERTOSARI) is not None
    draft = make_draft(ani)
    with pytest.raises(PermissionDenied):
        services.save_draft(by=budi, cycle=cycle, title="Lampu")
    submitted = services.submit_proposal(by=ani, proposal=draft)
    assert submitted.state == "diajukan"
    assert undo_until(submitted) == StageExtension.objects.get().closes_at


def test_a_work_in_another_village_waits_for_that_village(ended: Stage, ani: Any, joko: Any, make_draft: Any) -> None:
    extend(joko, ended, KERTOSARI)
    elsewhere = make_draft(ani, region_id=GUNTUR)
    with pytest.raises(PermissionDenied):
        services.submit_proposal(by=ani, proposal=elsewhere)


def test_longer_ends_too(ended: Stage, ani: Any, joko: Any) -> None:
    extend(joko, ended, KERTOSARI)
    StageExtension.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert open_cycle(ani, DISTRICT) is None


def test_refused_in_words(ended: Stage, joko: Any, citra: Any, hadi: Any) -> None:
    for by in (citra, hadi):
        with pytest.raises(PermissionDenied):
            extend(by, ended, KERTOSARI)
    for codes, more in (((), {}), ((KERTOSARI,), {"reason": "singkat"}), ((KERTOSARI,), {"days": -2})):
        with pytest.raises(ValidationError):
            extend(joko, ended, *codes, **more)
    extend(joko, ended, KERTOSARI)
    with pytest.raises(ValidationError):
        extend(joko, ended, KERTOSARI, GUNTUR, days=4)
    with pytest.raises(ValidationError):
        extend(joko, ended, KERTOSARI, days=400)
    assert StageExtension.objects.count() == 1


def test_pages_and_trail_tell_it(client: Any, ended: Stage, joko: Any, budi: Any) -> None:
    assert "Jadwal musrenbang" in client.get("/usulan/jadwal/").text
    desk_login(client, joko)
    page = f"/petugas/tahap/{ended.pk}/"
    until = timezone.localtime(timezone.now() + timedelta(days=5)).strftime("%Y-%m-%dT%H:%M")
    form = client.get(page).context["form"]
    data = {"kunci": form["kunci"].value(), "villages": [KERTOSARI, GUNTUR], "closes_at": until, "reason": WHY}
    assert client.post(page, data | {"reason": ""}).status_code == 200
    assert client.post(page, data).status_code == 302
    entries = Entry.objects.filter(verb="extend_stage").select_related("note")
    assert sorted(entry.data["region"] for entry in entries) == sorted([KERTOSARI, GUNTUR])
    assert {entry.note.text for entry in entries} == {WHY}
    client.logout()
    public = client.get("/usulan/jadwal/").text
    assert WHY in public
    assert "Masih berjalan di sebagian wilayah" in public
    client.force_login(budi)
    assert client.get("/usulan/baru/").status_code == 200
    assert "Apa masalahnya?" in client.get("/usulan/baru/").text


def test_followers_of_the_village_and_who_has_work_to_finish_are_told(
    cycle: Cycle, ended: Stage, ani: Any, budi: Any, joko: Any, indra: Any, make_draft: Any
) -> None:
    Stage.objects.filter(pk=ended.pk).update(closes_at=timezone.now() + timedelta(days=1))
    make_draft(budi)  # a draft of Budi for Kertosari
    Stage.objects.filter(pk=ended.pk).update(closes_at=ended.closes_at)
    follow(by=ani, region=Region.objects.get(pk=KERTOSARI))
    follow(by=indra, region=Region.objects.get(pk=GUNTUR))
    follow(by=joko, region=Region.objects.get(pk=DISTRICT))
    (made,) = extend(joko, ended, KERTOSARI)
    rows = Notification.objects.filter(kind="tahap_diperpanjang").order_by("user__username")
    assert [row.user.username for row in rows] == ["ani", "budi"]
    day = date_words(timezone.localdate(made.closes_at)).replace("\u00a0", " ")
    assert rows[0].text.startswith(f"Pengajuan usulan di Kelurahan Kertosari diperpanjang sampai {day} pukul ")
    assert rows[0].url == "/usulan/jadwal/"
    assert set(inbox(ani)) == {rows[0]}
    extend(joko, ended, GUNTUR)
    assert Notification.objects.filter(user=ani).count() == 1


def test_the_portal_says_where_proposing_goes_on(ended: Stage, joko: Any) -> None:
    assert ask([open_proposing(DISTRICT), open_longer(DISTRICT)])["usulan"] == []
    extend(joko, ended, KERTOSARI)
    (made,) = extend(joko, ended, GUNTUR, days=9)
    (door,) = ask([open_proposing(DISTRICT), open_longer(DISTRICT)])["usulan"]
    assert door == ("sebagian wilayah", "/usulan/baru/", made.closes_at, 2028, 0)
    assert ask([open_proposing("33.23.99"), open_longer("33.23.99")])["usulan"] == []
    StageExtension.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert ask([open_proposing(DISTRICT), open_longer(DISTRICT)])["usulan"] == []
