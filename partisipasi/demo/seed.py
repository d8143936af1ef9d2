"""The whole demo, in order. The same people and stories for every day it is run on."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.test import override_settings

from accounts.models import User
from cms.services.install import install_site
from dialog.models import Support
from musrenbang.models import Proposal
from notifications.models import Topic
from notifications.services import follow
from partisipasi.demo.cases import seed_log, seed_office, seed_templates
from partisipasi.demo.clock import at, days_ago
from partisipasi.demo.closed import seed_closed
from partisipasi.demo.consultation import seed_consultation
from partisipasi.demo.content import seed_content
from partisipasi.demo.events import seed_events
from partisipasi.demo.forums import seed_forums
from partisipasi.demo.helped import seed_helped
from partisipasi.demo.literasi import seed_literacy
from partisipasi.demo.moderation import seed_moderation
from partisipasi.demo.people import seed_people, seed_village_officers, seed_voters
from partisipasi.demo.planning import Story, seed_planning
from partisipasi.demo.promises import seed_promises
from partisipasi.demo.queue import seed_queue
from partisipasi.demo.services import seed_applications, seed_services
from partisipasi.demo.sipd import seed_sipd
from partisipasi.demo.survey import seed_survey
from partisipasi.demo.timeline import Timeline
from partisipasi.demo.voting import seed_rounds
from wilayah.models import Region

Say = Callable[[str], Any]
# Told at once and mailed to nobody: the demo's past needs no worker and sends no letters.
QUIET = {
    "TASKS": {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}},
    "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
}


def seed(say: Say = lambda line: None) -> None:
    """Fill an empty database with Kecamatan Temanggung. Refuses where people already are."""
    if User.objects.exists():
        raise RuntimeError("Basis data sudah berisi pengguna.")
    _hurry()
    say("Wilayah dan hari libur")
    call_command("load_wilayah", within="33.23", verbosity=0)
    call_command("load_holidays", verbosity=0)
    with override_settings(**QUIET):
        home = install_site()
        say("Orang: pemeran, petugas, 1.100 warga")
        people = seed_people()
        officers = seed_village_officers(people)
        voters = seed_voters()
        say("Pengumuman dan materi")
        seed_content(home, people["gita"])
        seed_services(home, people["gita"])
        seed_office(people)
        seed_templates()
        timeline = Timeline()
        drafts = next(page for page in home.get_children().specific() if page.slug == "rancangan")
        seed_consultation(drafts, people, voters, timeline)
        seed_closed(drafts, people, voters, timeline)
        stories = seed_planning(people, officers, voters, timeline)
        seed_promises(stories, people, voters, timeline)
        seed_rounds(stories, people, voters, timeline)
        seed_forums(stories, people, officers, voters, timeline)
        seed_events(people, voters, timeline)
        seed_literacy(people, voters, timeline)
        seed_survey(people, timeline)
        seed_applications(people, voters, timeline)
        seed_helped(people, timeline)
        seed_moderation(stories, people, voters, timeline)
        seed_sipd(stories, people, timeline)
        say("Usulan, masukan, komentar, suara: dua tahun kejadian")
        timeline.run(lambda done, total: say(f"  {done} dari {total}") if done % 300 == 0 else None)
        _stand_behind(stories, voters)
        _follow(people)
        seed_log()
        say("Antrean: delapan minggu di loket")
        seed_queue(people)
    say("Menyegel jejak")
    call_command("berkala", verbosity=0)


def _hurry() -> None:
    """Thousands of small transactions that nobody waits for: this connection need not wait for the disk."""
    if connection.in_atomic_block:
        return  # nothing reaches the disk before its end anyway
    sql = {"sqlite": "PRAGMA synchronous = OFF", "postgresql": "SET synchronous_commit = off"}
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])


def _stand_behind(stories: list[Story], voters: list[Any]) -> None:
    """Supports, written in bulk, with the counters they make."""
    rows = []
    for number, story in enumerate(stories):
        topic_id = Proposal.objects.values_list("topic_id", flat=True).get(pk=story.proposal.pk)
        size = (number * 37) % 140 + 3
        behind = [voters[(number * 31 + step) % len(voters)] for step in range(size)]
        behind = [voter for voter in behind if voter != story.proposer]
        rows += [Support(topic_id=topic_id, user=voter) for voter in behind]
    Support.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)  # some stood behind it before
    counted = (
        Support.objects.filter(topic=OuterRef("pk")).order_by().values("topic").annotate(n=Count("pk")).values("n")
    )
    Topic.objects.filter(kind="usulan").update(support_count=Coalesce(Subquery(counted), 0))


def _follow(people: dict[str, Any]) -> None:
    """The cast follows what is near to it."""
    with at(days_ago(30)):
        follow(by=people["ani"], region=Region.objects.get(pk="33.23.03.1006"))
        follow(by=people["budi"], region=Region.objects.get(pk="33.23.03.2017"))
        for topic in Topic.objects.filter(kind="rancangan"):
            follow(by=people["ani"], topic=topic)


def is_demo() -> bool:
    """Whether this installation shows example data."""
    return bool(settings.DEMO)
