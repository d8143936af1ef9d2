"""The demo stays alive: something is always open, whatever day it is started."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cms.models import PolicyDraftPage
from konsultasi.models import Consultation
from musrenbang.models import Cycle, Round, Stage
from musrenbang.states import StageKind
from partisipasi.demo.clock import days_ago
from partisipasi.demo.queue import keep_queue_alive
from partisipasi.demo.voting import open_another

AHEAD = timedelta(days=5)


def keep_open() -> None:
    """Move what is about to close further ahead: the draft, the collecting stage, the round."""
    soon = timezone.now() + AHEAD
    draft = Consultation.objects.visible().order_by("-closes_at").first()
    if draft is not None and draft.closes_at < soon:
        page = PolicyDraftPage.objects.get(consultation=draft)
        page.closes_at = days_ago(-28, 23, 59)
        page.save_revision().publish()
    newest = Cycle.objects.order_by("-plan_year").first()
    if newest is not None:
        stages = Stage.objects.filter(cycle=newest, kind__in=[StageKind.COLLECT, StageKind.VOTE], closes_at__lt=soon)
        stages.update(closes_at=days_ago(-40, 23, 59))
    if not Round.objects.open().filter(closes_at__gte=timezone.now() + timedelta(days=1)).exists():
        officer = User.objects.filter(username="joko").first()
        if officer is not None:
            open_another(officer)
    keep_queue_alive()
