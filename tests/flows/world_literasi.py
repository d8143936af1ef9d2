"""Sessions of the world (see world.py): one that begins soon, one that was held, a plan nobody may see."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from acara import services as acara
from literasi import services as literasi
from literasi.models import Session
from tests.conftest import KERTOSARI
from wilayah.models import Region


def sessions(w: Any) -> None:
    """Ani came to the one that was held, has its certificate and is asked whether she uses it."""
    soon, home = timezone.now() + timedelta(hours=1), Region.objects.get(pk=KERTOSARI)
    w.question = literasi.add_question(
        by=w.fajar,
        text="Di mana usulan desa Anda?",
        options=["Di halaman Usulan", "Di halaman Rancangan"],
        right=0,
        theme="mengusulkan",
        pillar="kecakapan",
    )
    w.quiz = literasi.make_quiz(by=w.fajar, title="Paket usulan", questions=[w.question])

    def make(title: str, kind: str = "sesi") -> Any:
        event = acara.Plan(
            title=title,
            place="Balai Kertosari",
            starts_at=soon,
            ends_at=soon + timedelta(hours=2),
            organiser="Kecamatan",
            capacity=30,
            offer_hours=24,
        )
        plan = literasi.SessionPlan(
            pillar="kecakapan", theme="mengusulkan", quiz=w.quiz, materials=["mengusulkan-kegiatan"]
        )
        return literasi.create_session(by=w.fajar, kind=kind, region=home, event=event, plan=plan)

    w.session_plan = make("Sesi disiapkan rahasiaxyz")
    w.session = literasi.announce_session(by=w.fajar, session=make("Belajar mengusulkan"))
    partner = literasi.name_partner(by=w.fajar, name="Relawan TIK Temanggung", kind="rtik")
    w.contribution = literasi.record_contribution(by=w.fajar, session=w.session, partner=partner, gift="perangkat")
    guest = acara.Details(name="Tamu rahasiaxyz", phone="+6281234567891")
    w.learner = acara.check_in(by=w.fajar, event=w.session.event, guest=guest).attendance
    w.held = literasi.announce_session(by=w.fajar, session=make("Belajar mengusulkan, pertama"))
    seat = acara.register(by=w.ani, event=w.held.event)
    w.learned = acara.check_in(by=w.fajar, event=w.held.event, code=seat.code).attendance
    past = {"starts_at": soon - timedelta(hours=5), "ends_at": soon - timedelta(hours=3)}
    type(w.held.event).objects.filter(pk=w.held.event_id).update(**past)
    acara.hold_event(by=w.fajar, event=w.held.event)
    literasi.take_paper(by=w.fajar, session=w.held, when="sebelum", sheets={w.learned: "b"})
    w.certificate = literasi.issue(by=w.fajar, session=w.held, attendance=w.learned)
    Session.objects.filter(pk=w.held.pk).update(asked_at=timezone.now())
