"""Verbs of files that come with an input: held while the form is filled in, attached with it, gone with it."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from core.files import discard, store_upload
from core.periodic import one_by_one
from core.ratelimit import take
from konsultasi.models import Attachment, Input
from konsultasi.models.intake import MAX_FILES

AN_HOUR = 30
HELD_FOR = timedelta(days=1)
AGAIN = "Pilih berkas lain."
TOO_MANY = f"Paling banyak {MAX_FILES} lampiran. Buang satu dahulu."
TOO_OFTEN = "Anda sudah mengunggah banyak berkas. Lanjutkan satu jam lagi."
WRONG = "Lampiran harus foto JPG, PNG, WebP, atau PDF."


def hold_files(*, by: Any, key: uuid.UUID, uploads: Sequence[Any]) -> list[str]:
    """Keep the files of a form that is not sent yet under the form's key; what is refused is said by name."""
    return [refused for upload in uploads if (refused := _hold(by, key, upload))]


def _hold(by: Any, key: uuid.UUID, upload: Any) -> str:
    """Keep one file; else why not. Each stands alone, so that one bad file does not lose the others."""
    name = str(getattr(upload, "name", "") or "berkas")[-60:]
    taken = set(Attachment.objects.filter(key=key).values_list("position", flat=True))
    free = [place for place in range(MAX_FILES) if place not in taken]
    if not free:
        return f"“{name}” tidak disimpan. {TOO_MANY}"
    if not take("lampiran", by.pk, capacity=AN_HOUR, per=3600):
        return f"“{name}” tidak disimpan. {TOO_OFTEN}"
    try:
        kind = _kind(upload)
        with transaction.atomic():
            stored = store_upload(upload, owner=by, kind=kind)
            Attachment.objects.create(key=key, file=stored, position=free[0])
    except ValidationError as error:
        return f"“{name}” tidak disimpan. {error.messages[0]}"
    return ""


def _kind(upload: Any) -> Any:
    """Picture or document by the first bytes; of documents only PDF."""
    upload.seek(0)
    if upload.read(5) != b"%PDF-":
        upload.seek(0)
        if upload.read(4) == b"PK\x03\x04":
            raise ValidationError(f"{WRONG} {AGAIN}")
        return "image"
    return "document"


def held_files(by: Any, key: uuid.UUID) -> list[Attachment]:
    """What this person holds under the key of a form."""
    rows = Attachment.objects.filter(key=key, input=None, file__owner=by)
    return list(rows.select_related("file"))


@transaction.atomic
def drop_held(*, by: Any, key: uuid.UUID, keys: Iterable[int]) -> None:
    """Throw away files held under a form."""
    forget(Attachment.objects.filter(key=key, input=None, file__owner=by, pk__in=list(keys)))


def attach(entry: Input, *, by: Any, key: uuid.UUID | None) -> None:
    """The held files go with the input."""
    if key is not None:
        Attachment.objects.filter(key=key, input=None, file__owner=by).update(input=entry)


def forget(rows: Any) -> None:
    """Delete attachments with their files."""
    for row in list(rows.select_related("file")):
        row.delete()
        discard(row.file)


def sweep_held() -> None:
    """Throw away what was uploaded to a form that was never sent (each minute)."""
    old = Attachment.objects.filter(input=None, created_at__lt=timezone.now() - HELD_FOR)
    one_by_one(old.select_related("file"), lambda row: forget(Attachment.objects.filter(pk=row.pk, input=None)))
