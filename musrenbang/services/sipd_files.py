"""An officer's files of SIPD: sent in, tried, confirmed; rows without a number are paired by hand."""

import hashlib
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from core.ratelimit import demand
from core.sheets.package import MAX_BYTES, TOO_BIG
from core.states import StateError
from core.text import clean
from musrenbang import sheet_tasks as tasks
from musrenbang.models import Proposal, SipdFile
from musrenbang.queries.sipd import SIPD_ROLES, of_year

State = SipdFile.State
FILES_AN_HOUR = 30


def require_sipd(by: Any) -> None:
    """Only offices that deal with SIPD; each file touches the proposals of their own regions."""
    if not any(mandate.role in SIPD_ROLES for mandate in by.mandates_now):
        raise PermissionDenied("Halaman ini untuk petugas kecamatan dan perencana.")


@transaction.atomic
def start_file(*, by: Any, upload: Any, year: int, as_of: date) -> SipdFile:
    """Take in a file of SIPD's status; it is read in the background and changes nothing before it is confirmed."""
    require_sipd(by)
    demand("lembar", by.pk, capacity=FILES_AN_HOUR, per=3600)
    if as_of > timezone.localdate():
        raise ValidationError({"as_of": "Tanggal data tidak boleh di masa depan."})
    content = bytes_of(upload)
    name = clean(str(getattr(upload, "name", ""))).replace("\n", " ")[:160] or "berkas"
    digest = hashlib.sha256(content).hexdigest()
    file = SipdFile.objects.create(name=name, digest=digest, content=content, year=year, as_of=as_of, by=by)
    tasks.check_sipd_file.enqueue(file.pk)
    return file


def bytes_of(upload: Any) -> bytes:
    """The content of an upload, or ValidationError where it is too large or empty."""
    content: bytes = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError({"berkas": TOO_BIG})
    if not content:
        raise ValidationError({"berkas": "Berkas ini kosong. Pilih berkas lain."})
    return content


@transaction.atomic
def confirm_file(*, by: Any, file: SipdFile, pairs: dict[str, int] | None = None) -> SipdFile:
    """Keep what a tried file says, with the pairs a person chose (row -> proposal); in the background."""
    require_sipd(by)
    fresh = SipdFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    if fresh.by_id != by.pk:
        raise PermissionDenied("Berkas ini diperiksa petugas lain. Unggah berkas Anda sendiri.")
    if fresh.state not in (State.CHECKED, State.FAILED) and not (fresh.state == State.MADE and fresh.rest and pairs):
        raise StateError("Berkas ini sudah disimpan atau belum selesai diperiksa. Muat ulang halaman.")
    fresh.pairs = checked_pairs(by, fresh, pairs or {})
    fresh.state, fresh.trouble = State.QUEUED, ""
    fresh.save(update_fields=["pairs", "state", "trouble"])
    tasks.apply_sipd_file.enqueue(fresh.pk)
    return fresh


def checked_pairs(by: Any, file: SipdFile, pairs: dict[str, int]) -> dict[str, int]:
    """Each proposal once, of this year and this person's regions, and not known to SIPD by another number."""
    if len(set(pairs.values())) < len(pairs):
        raise ValidationError("Satu usulan dipilih untuk dua baris. Pilih satu saja.")
    rows = of_year(file.year, by).filter(pk__in=pairs.values())
    known = dict(rows.values_list("pk", "sipd_id"))
    if set(pairs.values()) - set(known):
        raise ValidationError("Usulan yang dipilih tidak ada di wilayah Anda.")
    named = {str(one["row"]): one.get("sipd_id", "") for one in (file.report or {}).get("proposed", [])}
    for row, pk in pairs.items():
        if known[pk] and named.get(row) and known[pk] != named[row]:
            number = Proposal.objects.values_list("number", flat=True).get(pk=pk)
            raise ValidationError(f"Usulan {number} sudah memakai ID SIPD {known[pk]}.")
    return pairs
