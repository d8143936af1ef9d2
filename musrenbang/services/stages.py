"""Giving a village longer for a stage: signal, flood, a hall that was not free."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from audit.services import LEAST_NOTE, record
from core.pagecache import bump
from core.templatetags.ui import date_words
from musrenbang.models import Proposal, Stage, StageExtension
from musrenbang.states import EDITABLE
from notifications.services import tell_region

LONGEST = timedelta(days=180)


@transaction.atomic
def extend_stage(
    *, by: Any, stage: Stage, villages: Iterable[Any], closes_at: datetime, reason: str
) -> list[StageExtension]:
    """Give villages until a later moment for one stage, for a reason everybody reads. The others keep their day.

    Raises PermissionDenied, ValidationError: not later than now and than what each village has, or no reason.
    """
    held = Stage.objects.select_for_update(of=("self",)).select_related("cycle__region").get(pk=stage.pk)
    if not by.has_perm("musrenbang.extend_stage", held):
        raise PermissionDenied("Perpanjangan tahap dicatat petugas kecamatan.")
    places = list(villages)
    check(held, places, closes_at, reason.strip())
    made = [StageExtension(stage=held, region=one, closes_at=closes_at, reason=reason.strip(), by=by) for one in places]
    StageExtension.objects.bulk_create(made)
    for one in places:
        record(
            by=by,
            verb="extend_stage",
            target=held,
            note=reason.strip(),
            data={"region": one.pk, "until": closes_at.isoformat()},
        )
        tell_village(held, one, closes_at, by)
    bump("usulan")
    return made


def tell_village(stage: Stage, village: Any, closes_at: datetime, by: Any) -> None:
    """Who follows the village hears of it, and whoever still has a proposal to finish there."""
    until = f"{date_words(timezone.localdate(closes_at))} pukul {timezone.localtime(closes_at):%H.%M}"
    unfinished = Proposal.objects.filter(cycle=stage.cycle, region=village, state__in=EDITABLE)
    tell_region(
        village.pk,
        kind="tahap_diperpanjang",
        text=f"{stage.get_kind_display()} di {village.label} diperpanjang sampai {until}",
        url=reverse("musrenbang:stages"),
        occasion=f"tahap:{stage.pk}:{village.pk}:{closes_at:%Y%m%d%H%M}",
        skip=by,
        also=unfinished.values_list("proposer_id", flat=True),
    )


def check(stage: Stage, villages: list[Any], closes_at: datetime, reason: str) -> None:
    """Refuse, in words, what gives nobody longer."""
    wrong: dict[str, str] = {}
    if not villages or any(not stage.cycle.region.contains(one.pk) for one in villages):
        wrong["villages"] = "Pilih kelurahan atau desa di kecamatan ini."
    if closes_at <= timezone.now():
        wrong["closes_at"] = "Pilih waktu yang belum lewat."
    elif closes_at <= stage.closes_at:
        wrong["closes_at"] = "Pilih waktu sesudah tahap ini berakhir untuk semua."
    elif closes_at > stage.closes_at + LONGEST:
        wrong["closes_at"] = f"Perpanjangan paling lama {LONGEST.days} hari."
    elif (
        known := stage.extensions.filter(region__in=villages, closes_at__gte=closes_at).select_related("region").first()
    ):
        wrong["closes_at"] = f"{known.region.label} sudah diperpanjang sampai waktu itu atau lebih lama."
    if len(reason) < LEAST_NOTE:
        wrong["reason"] = f"Tulis alasan, paling sedikit {LEAST_NOTE} huruf."
    if wrong:
        raise ValidationError(wrong)
