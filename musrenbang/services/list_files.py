"""An officer's tables of proposals: sent in, tried, confirmed."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.ratelimit import demand
from core.states import StateError
from core.text import clean
from musrenbang import sheet_tasks as tasks
from musrenbang.models import Cycle, ProposalSheet, Stage
from musrenbang.services.sipd_files import bytes_of
from wilayah.models import Region

State, Kind = ProposalSheet.State, ProposalSheet.Kind
FILES_AN_HOUR = 30
RULES = {Kind.PAST: "musrenbang.load_list", Kind.VILLAGE: "musrenbang.load_sheet"}
STILL_COLLECTING = "Tahun ini masih mengumpulkan usulan. Pakailah lembar kelurahan atau desa."
NOT_COLLECTING = "Pengajuan usulan untuk kelurahan atau desa ini sedang tidak dibuka."


def require_loader(by: Any, kind: str, region: Region) -> None:
    """Past lists belong to the kecamatan; a village's sheet to its officer or the kecamatan."""
    if not by.has_perm(RULES[Kind(kind)], region):
        raise PermissionDenied("Anda tidak berwenang memuat lembar usulan untuk wilayah ini.")


def collecting(cycle: Cycle, village: str = "") -> bool:
    """Whether proposals of the village are taken in now."""
    return Stage.objects.opening("propose", village).filter(cycle=cycle).exists()


@transaction.atomic
def start_past(*, by: Any, upload: Any, region: Region, year: int) -> ProposalSheet:
    """Take in a list of a past plan year of a kecamatan; it is tried in the background and makes nothing yet."""
    require_loader(by, Kind.PAST, region)
    there = Cycle.objects.filter(region=region, plan_year=year).first()
    if there is not None and collecting(there):
        raise ValidationError({"year": STILL_COLLECTING})
    if year > timezone.localdate().year + 1:
        raise ValidationError({"year": "Tulis tahun rencana yang sudah lewat atau sedang berjalan."})
    cycle = there or Cycle.objects.create(region=region, plan_year=year, deliberation_year=year - 1)
    return start(by, upload, Kind.PAST, cycle, region)


@transaction.atomic
def start_village(*, by: Any, upload: Any, cycle: Cycle, region: Region) -> ProposalSheet:
    """Take in the sheet of a village without a signal; it is tried in the background and makes nothing yet."""
    require_loader(by, Kind.VILLAGE, region)
    if not cycle.region.contains(region.pk) or not collecting(cycle, region.pk):
        raise ValidationError({"region": NOT_COLLECTING})
    return start(by, upload, Kind.VILLAGE, cycle, region)


def start(by: Any, upload: Any, kind: str, cycle: Cycle, region: Region) -> ProposalSheet:
    """Keep the bytes and have them read."""
    demand("lembar", by.pk, capacity=FILES_AN_HOUR, per=3600)
    name = clean(str(getattr(upload, "name", ""))).replace("\n", " ")[:160] or "berkas"
    sheet = ProposalSheet.objects.create(
        name=name, content=bytes_of(upload), kind=kind, cycle=cycle, region=region, by=by
    )
    tasks.check_proposal_sheet.enqueue(sheet.pk)
    return sheet


def confirm_sheet(*, by: Any, sheet: ProposalSheet) -> ProposalSheet:
    """Make all proposals of a tried table, in the background; StateError where they are made already."""
    require_loader(by, sheet.kind, sheet.region)
    try:
        with transaction.atomic():
            fresh = ProposalSheet.objects.filter(pk=sheet.pk, state__in=(State.CHECKED, State.FAILED))
            if not fresh.exclude(content=None).update(state=State.QUEUED, by=by, trouble=""):
                raise StateError("Lembar ini sudah disimpan atau belum selesai diperiksa. Muat ulang halaman.")
            tasks.make_proposal_sheet.enqueue(sheet.pk)
    except IntegrityError as error:
        raise StateError("Isi lembar ini sudah dipakai.") from error
    return sheet
