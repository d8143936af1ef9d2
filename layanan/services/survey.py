"""Verbs of the satisfaction survey: opening a period, giving codes, answering, typing sheets, publishing."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.services import record
from core.pagecache import bump
from core.ratelimit import demand
from core.sealing import keyed_hash
from core.states import StateError
from layanan.models.survey import Channel, FollowUp, Slot, SurveyBatch, SurveyPeriod, SurveyResponse, SurveyToken
from layanan.queries.survey import figures

VERSION = "skm"  # content version of the public figures
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that are taken for another
CODE_LENGTH = 10
MOST_CODES = 500
ONE_IN = 3  # of those who were served is asked all nine elements, the others for a face only
NOON = 12
CODE_REFUSED = "Kode ini tidak dikenal atau sudah dipakai. Satu kode berlaku untuk satu jawaban."
CLOSED = "Survei ini tidak sedang menerima jawaban."
PUBLISHED = "Laporan periode ini sudah terbit, sehingga jawabannya tidak dapat diubah lagi."


@transaction.atomic
def open_period(*, by: Any, region: Any, **values: Any) -> SurveyPeriod:
    """Begin a new period for a place."""
    period = SurveyPeriod(region=region, **values)
    _may(by, period)
    _check_days(period)
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        raise ValidationError({"title": "Periode dengan nama ini sudah ada."}) from error
    record(by=by, verb="open_survey", target=period)
    bump(VERSION)
    return period


@transaction.atomic
def change_period(*, by: Any, period: SurveyPeriod, **values: Any) -> SurveyPeriod:
    """Change dates, numbers and words of a period whose report is not published."""
    _may(by, period)
    held = _lock(period)
    for name, value in values.items():
        setattr(held, name, value)
    _check_days(held)
    outside = held.responses.exclude(day__range=(held.first_day, held.last_day)).exists()
    if outside:
        raise ValidationError({"first_day": "Ada jawaban di luar tanggal ini."})
    if SurveyPeriod.objects.filter(region_id=held.region_id, title=held.title).exclude(pk=held.pk).exists():
        raise ValidationError({"title": "Periode dengan nama ini sudah ada."})
    held.save()
    record(by=by, verb="change_survey", target=held)
    bump(VERSION)
    return held


@transaction.atomic
def issue_codes(*, by: Any, period: SurveyPeriod, count: int) -> list[str]:
    """Codes to print and hand out; they can be read now and never again."""
    _may(by, period)
    if not 1 <= count <= MOST_CODES:
        raise ValidationError({"count": f"Isi 1 sampai {MOST_CODES}."})
    _lock(period)
    codes = [new_code() for _ in range(count)]
    SurveyToken.objects.bulk_create(SurveyToken(period=period, digest=digest_of(code)) for code in codes)
    record(by=by, verb="issue_survey_codes", target=period, data={"count": count})
    return codes


def code_for(period: SurveyPeriod, service: str = "") -> str:
    """A code for somebody whose service came to an end (also refused or given up); one in three is asked everything."""
    code = new_code()
    whole = secrets.randbelow(ONE_IN) == 0
    SurveyToken.objects.create(period=period, digest=digest_of(code), service=service[:120], whole=whole)
    return code


def find_code(code: str) -> SurveyToken | None:
    """The unspent code somebody typed or opened; None for any other."""
    rows = SurveyToken.objects.filter(digest=digest_of(code), spent=False).select_related("period__region")
    return rows.first()


@transaction.atomic
def answer(
    *,
    period: SurveyPeriod,
    key: uuid.UUID,
    by: Any = None,
    code: str = "",
    source: str = "",
    face: int | None = None,
    marks: Mapping[str, int] | None = None,
    profile: Mapping[str, Any] | None = None,
) -> bool:
    """Take one answer; False where this very form was taken before. `source` counts against a limit, unkept.

    `by` is asked only so that the office does not answer about itself; the answer is not tied to anybody.
    """
    if by is not None and by.is_authenticated and by.is_staff:
        raise PermissionDenied("Petugas tidak mengisi survei atas namanya sendiri. Pakailah lembar pencacah.")
    if SurveyResponse.objects.filter(key=key).exists():
        return False
    if not period.takes_answers:
        raise StateError(CLOSED)
    service = ""
    if code:
        token = _spend(period, code)
        if token is None:
            if SurveyResponse.objects.filter(key=key).exists():  # the same form, sent twice at once
                return False
            raise ValidationError(CODE_REFUSED)
        service = token.service
    elif not period.open_link:
        raise ValidationError("Survei ini diisi dengan kode dari petugas.")
    else:
        demand("skm", source, capacity=60, per=timedelta(hours=1))
    now = timezone.localtime()
    slot = Slot.MORNING if now.hour < NOON else Slot.AFTERNOON
    channel = Channel.CODE if code else Channel.LINK
    fields = {"day": now.date(), "slot": slot, "channel": channel, "service": service, "face": face}
    fields |= {**(marks or {}), **(profile or {})}
    SurveyResponse.objects.bulk_create([SurveyResponse(period=period, key=key, **fields)], ignore_conflicts=True)
    bump(VERSION)
    return True


@transaction.atomic
def take_sheet(*, by: Any, period: SurveyPeriod, rows: Sequence[Mapping[str, Any]], digest: str) -> SurveyBatch:
    """Take the answers an enumerator wrote down; the same sheet is taken once."""
    _may(by, period)
    held = _lock(period)
    try:
        with transaction.atomic():
            batch = SurveyBatch.objects.create(period=held, by=by, digest=digest, count=len(rows))
    except IntegrityError as error:
        raise ValidationError("Lembar ini sudah dimasukkan.") from error
    made = [SurveyResponse(period=held, batch=batch, channel=Channel.SHEET, **row) for row in rows]
    SurveyResponse.objects.bulk_create(made, batch_size=500)
    record(by=by, verb="take_survey_sheet", target=held, data={"count": len(rows)})
    bump(VERSION)
    return batch


@transaction.atomic
def undo_sheet(*, by: Any, batch: SurveyBatch) -> None:
    """Take a sheet back on the day it was typed."""
    _may(by, batch.period)
    held = _lock(batch.period)
    if timezone.localdate(batch.made_at) != timezone.localdate():
        raise StateError("Lembar hanya dapat dibatalkan pada hari yang sama.")
    count = batch.count
    SurveyBatch.objects.filter(pk=batch.pk).delete()
    record(by=by, verb="undo_survey_sheet", target=held, data={"count": count})
    bump(VERSION)


@transaction.atomic
def plan_follow_up(*, by: Any, period: SurveyPeriod, rows: Mapping[str, Mapping[str, str]]) -> None:
    """Write down what will be done about each element; an empty line takes a plan away."""
    _may(by, period)
    held = _lock(period)
    held.follow_ups.all().delete()
    wanted = [FollowUp(period=held, unsur=slug, **row) for slug, row in rows.items() if row["activity"]]
    FollowUp.objects.bulk_create(wanted)
    record(by=by, verb="plan_follow_up", target=held, data={"count": len(wanted)})


@transaction.atomic
def publish(*, by: Any, period: SurveyPeriod) -> SurveyPeriod:
    """Close a period and make its report public."""
    _may(by, period)
    held = _lock(period)
    if held.last_day >= timezone.localdate():
        raise StateError("Laporan dapat diterbitkan sesudah periode berakhir.")
    found = figures(held)
    if not found.told:
        raise StateError("Jawaban lengkap belum cukup untuk diterbitkan: paling sedikit 5.")
    if set(found.index.lowest()) - set(held.follow_ups.values_list("unsur", flat=True)):
        raise StateError("Isi dahulu rencana tindak lanjut untuk tiga unsur terendah.")
    held.published_at = timezone.now()
    held.save(update_fields=["published_at"])
    record(by=by, verb="publish_survey", target=held, data={"n": found.index.n, "ikm": str(found.index.ikm)})
    bump(VERSION)
    return held


def new_code() -> str:
    """A code nobody has guessed (49 bits)."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def digest_of(code: str) -> str:
    """By this a code is found again; the code itself is not kept."""
    return keyed_hash("".join(code.upper().split()).replace("-", ""), "skm")


def _spend(period: SurveyPeriod, code: str) -> SurveyToken | None:
    """Mark a code as used; None where it is none of this period or was used before."""
    token = SurveyToken.objects.filter(period=period, digest=digest_of(code)).first()
    spent = token and SurveyToken.objects.filter(pk=token.pk, spent=False).update(spent=True)
    return token if spent else None


def _may(by: Any, period: SurveyPeriod) -> None:
    if not by.has_perm("layanan.run_survey", period):
        raise PermissionDenied("Anda tidak berwenang mengurus survei ini.")


def _lock(period: SurveyPeriod) -> SurveyPeriod:
    """The period as it stands, held until the end of the transaction; refused once its report is published."""
    held = SurveyPeriod.objects.select_for_update().get(pk=period.pk)
    if held.published_at:
        raise StateError(PUBLISHED)
    return held


def _check_days(period: SurveyPeriod) -> None:
    """Days in order, and no other period of the place at the same time."""
    if period.last_day < period.first_day:
        raise ValidationError({"last_day": "Tanggal selesai mendahului tanggal mulai."})
    others = SurveyPeriod.objects.filter(region_id=period.region_id).exclude(pk=period.pk)
    if others.filter(first_day__lte=period.last_day, last_day__gte=period.first_day).exists():
        raise ValidationError({"first_day": "Tanggal ini bertumpang tindih dengan periode lain."})
