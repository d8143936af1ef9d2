"""Verbs of the draft: open a consultation, keep it true, publish a numbered version of its text."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import record
from konsultasi import tasks
from konsultasi.kept import touch
from konsultasi.models import Consultation, Input, Passage, Version
from konsultasi.news import voices
from konsultasi.passages import PassageText, draft_digest, labels
from konsultasi.services.news import tell_of
from konsultasi.states import SHOWN
from notifications.services import create_topic, mask_told, update_topic
from wilayah.models import Region

CHANGEABLE = frozenset(
    {"title", "url", "region", "office", "opens_at", "closes_at", "answer_days", "visible", "guests"}
)
WENT = "Ada kabar tentang sebuah rancangan, yang kini tidak ditampilkan."
TOPIC_FIELDS = ("title", "url", "region", "visible")


def require_publisher(by: Any, consultation: Consultation) -> None:
    """`by` None is the house itself: scheduled publishing."""
    if by is not None and not by.has_perm("konsultasi.publish", consultation):
        raise PermissionDenied("Anda tidak berwenang menerbitkan rancangan untuk wilayah ini.")


def check_period(consultation: Consultation) -> None:
    if consultation.closes_at <= consultation.opens_at:
        raise ValidationError({"closes_at": "Tanggal tutup harus sesudah tanggal buka."})


@transaction.atomic
def open_consultation(
    *,
    title: str,
    url: str,
    region: Region,
    opens_at: datetime,
    closes_at: datetime,
    by: Any,
    office: str = "",
    answer_days: int = 14,
    guests: bool = False,
) -> Consultation:
    """Start the consultation of a draft; people may answer between the two moments."""
    consultation = Consultation(
        title=title[:200],
        url=url,
        region=region,
        office=office[:160],
        opens_at=opens_at,
        closes_at=closes_at,
        answer_days=answer_days,
        guests=guests,
    )
    require_publisher(by, consultation)
    check_period(consultation)
    # Drafts take inputs, not comments: the topic's conversation is shut from its first moment.
    consultation.topic = create_topic(
        kind="rancangan",
        title=consultation.title,
        url=url,
        region=region,
        visible=True,
        comments_until=timezone.now(),
    )
    consultation.save()
    record(by=by, verb="open_consultation", target=consultation)
    touch(consultation)
    return consultation


@transaction.atomic
def update_consultation(*, consultation: Consultation, by: Any, **fields: Any) -> Consultation:
    """Keep title, address, place, period, office, days to answer and visibility as the page says."""
    unknown = set(fields) - CHANGEABLE
    if unknown:
        raise TypeError(f"update_consultation() does not know {sorted(unknown)}")
    require_publisher(by, consultation)
    fields = {name: value for name, value in fields.items() if getattr(consultation, name) != value}
    if not fields:
        return consultation
    for name, value in fields.items():
        setattr(consultation, name, value)
    require_publisher(by, consultation)  # nor may it be carried into a region of somebody else
    check_period(consultation)
    consultation.save(update_fields=list(fields))
    topic_fields = {name: fields[name] for name in TOPIC_FIELDS if name in fields}
    if topic_fields:
        update_topic(consultation.topic, **topic_fields)
    if fields.get("visible") is False:
        mask_told(consultation.topic, text=WENT)
    record(by=by, verb="update_consultation", target=consultation, data={"fields": sorted(fields)})
    touch(consultation)
    return consultation


@transaction.atomic
def publish_version(
    *, consultation: Consultation, passages: Sequence[PassageText], by: Any, note: str = ""
) -> Version | None:
    """Keep the draft's text as a new numbered version; None when nothing changed since the last one.

    Inputs keep the version and words they were written on; the worker gives each its place in the new version.
    """
    require_publisher(by, consultation)
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    if len({passage.block_id for passage in passages}) != len(passages):
        raise ValidationError("Dua bagian naskah memakai tanda yang sama. Hapus lalu buat lagi salah satunya.")
    digest = draft_digest(passages)
    last = consultation.versions.order_by("-number").first()
    if not passages or (last and last.digest == digest):
        return None
    version = Version.objects.create(
        consultation=consultation,
        number=last.number + 1 if last else 1,
        passage_count=len(passages),
        digest=digest,
        note=note[:300],
    )
    Passage.objects.bulk_create(
        Passage(
            version=version,
            order=order,
            block_id=passage.block_id,
            kind=passage.kind,
            number=passage.number[:20],
            label=label,
            text=passage.text,
            digest=passage.digest,
        )
        for order, (passage, label) in enumerate(zip(passages, labels(passages), strict=True), 1)
    )
    tasks.carry.enqueue(version.pk)
    record(by=by, verb="publish_version", target=consultation, data={"version": version.number})
    tell_of(
        consultation,
        kind="versi_baru",
        words=f"versi {version.number} terbit",
        text=f"Versi {version.number} terbit: {consultation.title}"[:300],
        occasion=f"versi:{version.pk}",
        url=consultation.url,
        by=by,
        # Whoever wrote or supported an input hears what became of it, once it has its place.
        knows=voices(Input.objects.filter(consultation=consultation, state__in=SHOWN)),
    )
    touch(consultation)
    return version
