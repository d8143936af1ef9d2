"""The berita acara: frozen with its paper and digests, corrected only by a further one, signed by hand or scan."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import slugify

from audit.services import move, record
from core import pdf
from core.files import store_upload
from core.states import StateError
from musrenbang.forum_states import ForumState
from musrenbang.models import BeritaAcara, Forum
from musrenbang.queries.agreement import digest_of, snapshot
from musrenbang.services.forums import changed, lock

PAPERS = {"f4": ("215mm", "330mm"), "a4": ("210mm", "297mm")}  # standing
LEAST_NOTE = 20


@transaction.atomic
def freeze(
    *, by: Any, forum: Forum, number: str, signers: list[dict[str, str]], paper: str = "f4", note: str = ""
) -> BeritaAcara:
    """Fix what the forum agreed on: content, paper, digests. From now on the list and the scores stay as they are.

    A second one (berita acara perubahan) says in `note` why.
    """
    held = lock(by, forum)
    held.LIFECYCLE.row("freeze", held.state)
    if not number.strip():
        raise ValidationError({"number": "Isi nomor berita acara."})
    if held.agreements.filter(number=number.strip()).exists():
        raise ValidationError({"number": "Nomor ini sudah dipakai berita acara sebelumnya."})
    if held.agreements.exists() and len(note.strip()) < LEAST_NOTE:
        raise ValidationError({"note": f"Tulis alasan perubahan, paling sedikit {LEAST_NOTE} huruf."})
    content, closed = snapshot(held, number=number.strip(), signers=signers, note=note.strip())
    made = BeritaAcara(forum=held, version=content["version"], number=number.strip(), note=note.strip(), by=by)
    made.content, made.closed, made.digest = content, closed, digest_of(content)
    keep_paper(made, by, paper)
    made.save(force_insert=True)
    figures = {"version": made.version, "digest": made.digest, "paper_digest": made.paper_digest}
    move(held, "freeze", by=by, data=figures)
    changed(held)
    return made


def keep_paper(made: BeritaAcara, by: Any, paper: str) -> None:
    """Make the PDF once and keep it; without Pango the content alone is frozen and the page is printed."""
    if not pdf.available():
        return
    data = as_pdf(made.content, made.closed, paper, digest=made.digest)
    name = f"berita-acara-{slugify(made.number)[:60] or made.forum_id}.pdf"
    made.paper = store_upload(ContentFile(data, name=name), owner=by, kind="document")
    made.paper_digest = hashlib.sha256(data).hexdigest()


def paper_html(
    content: dict[str, Any], closed: dict[str, Any], paper: str = "f4", *, digest: str = "", draft: bool = False
) -> str:
    """The paper as a page to print."""
    addresses = {one["name"]: one["address"] for one in closed.get("delegates", ())}
    delegates = [one | {"address": addresses.get(one["name"], "")} for one in content["delegates"]]
    context = {"ba": content, "attendance": closed.get("attendance", ()), "delegates": delegates}
    width, height = PAPERS.get(paper, PAPERS["f4"])
    context |= {"standing": f"{width} {height}", "lying": f"{height} {width}", "digest": digest, "draft": draft}
    return render_to_string("pdf/berita_acara.html", context)


def as_pdf(content: dict[str, Any], closed: dict[str, Any], paper: str, **how: Any) -> bytes:
    """The paper as PDF; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(paper_html(content, closed, paper, **how))


@transaction.atomic
def correct(*, by: Any, forum: Forum, note: str) -> Forum:
    """Begin a berita acara perubahan: decisions that the table allows may be changed, then it is frozen again."""
    held = lock(by, forum)
    move(held, "correct", by=by, note=note)
    changed(held)
    return held


@transaction.atomic
def attach_scan(*, by: Any, forum: Forum, scan: Any) -> BeritaAcara:
    """Keep the scan of the paper that was signed by hand, beside the newest berita acara."""
    held = lock(by, forum)
    if held.state != ForumState.FROZEN:
        raise StateError("Pindaian diunggah sesudah berita acara ditetapkan.")
    newest: BeritaAcara = held.agreements.select_for_update().order_by("-version")[0]
    stored = store_upload(scan, owner=by, kind="document")
    if stored.content_type != "application/pdf":
        raise ValidationError({"scan": "Unggah pindaian sebagai PDF."})
    newest.scan, newest.scanned_at, newest.scanned_by = stored, timezone.now(), by
    newest.save(update_fields=["scan", "scanned_at", "scanned_by"])
    record(by=by, verb="attach_scan", target=held, data={"version": newest.version, "file": str(stored.pk)})
    changed(held)
    return newest
