"""Verbs of the record: write the berita acara, have the response matrix made as a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from core.pagecache import versions
from core.ratelimit import RateLimited, take
from core.states import StateError
from konsultasi.kept import touch
from konsultasi.models import Consultation, MatrixFile, Minutes
from konsultasi.record.minutes import sections
from konsultasi.tasks import make_matrix

PER_HOUR = 20  # files of one draft: inputs that come in all day do not keep the worker busy
STUCK = timedelta(minutes=10)  # without a sign of progress: the worker was stopped
MOST_SIGNERS = 6


@transaction.atomic
def write_minutes(
    *,
    by: Any,
    consultation: Consultation,
    place: str,
    day: date,
    signers: Sequence[dict[str, str]],
    number: str = "",
    note: str = "",
) -> Minutes:
    """Write the berita acara of a consultation that takes no more inputs: counts stay as they are at this moment.

    Raises PermissionDenied, StateError (inputs still come in), ValidationError. Writing again counts again.
    """
    if not by.has_perm("konsultasi.answer", consultation):
        raise PermissionDenied("Anda tidak berwenang menyusun berita acara untuk wilayah ini.")
    if timezone.now() < consultation.closes_at:
        raise StateError("Berita acara disusun sesudah masa masukan ditutup.")
    if not signers or len(signers) > MOST_SIGNERS:
        raise ValidationError(f"Isi 1 sampai {MOST_SIGNERS} penanda tangan.")
    fields = {
        "number": number,
        "place": place,
        "day": day,
        "signers": [{"name": row["name"][:120], "office": row["office"][:160]} for row in signers],
        "note": note,
        "content": sections(consultation),
        "changed_by": by,
        "changed_at": timezone.now(),
    }
    minutes, _ = Minutes.objects.update_or_create(consultation=consultation, defaults=fields)
    record(by=by, verb="write_minutes", target=minutes, data={"signers": len(signers)})
    touch(consultation)
    return minutes


def content_of(consultation: Consultation) -> int:
    """The content version of a draft with its inputs and answers."""
    name = consultation.topic.version_name
    return versions(name)[name]


@transaction.atomic
def ask_matrix_file(*, consultation: Consultation, format: str, paper: str = "", as_of: str = "") -> MatrixFile:
    """The matrix of this state of the draft as a file: the one that is there, else the worker makes it.

    Where very many were asked for lately, the newest older one is given; RateLimited where there is none.
    """
    kind: dict[str, Any] = {"consultation": consultation, "format": format, "paper": paper, "as_of": as_of}
    content = content_of(consultation)
    found = MatrixFile.objects.filter(**kind, content=content).first()
    if found is None and not take("matriks", consultation.pk, capacity=PER_HOUR, per=3600):
        older = MatrixFile.objects.filter(**kind, state=MatrixFile.State.READY).first()
        if older is None:
            raise RateLimited("Banyak berkas sedang dibuat. Coba lagi beberapa menit lagi.")
        return older
    made = found is None
    if found is None:
        found, made = MatrixFile.objects.get_or_create(**kind, content=content)
    if made or _take_up(found):
        make_matrix.enqueue(found.pk)
        found.refresh_from_db()
    return found


def _take_up(found: MatrixFile) -> bool:
    """Whether a file that failed, or whose worker was stopped, is to be made again; by one asker only."""
    old = timezone.now() - STUCK
    if found.state == MatrixFile.State.READY or found.touched_at > old:
        return False
    rows = MatrixFile.objects.filter(pk=found.pk, touched_at=found.touched_at)
    return bool(rows.update(state=MatrixFile.State.WAITING, touched_at=timezone.now(), done=0))
