"""Verbs of the moderator: hide an input that breaks the house rules, leave it, show it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from audit.services import move, record
from core.states import StateError
from dialog.services import settle_thing, tell_hidden
from konsultasi.models import Input
from konsultasi.services.drafts import touch
from konsultasi.services.inputs import count
from konsultasi.states import PUBLIC, HideReason, InputState
from notifications.services import tell_person

ROOM = "masukan"  # the name under which dialog keeps reports of inputs


@transaction.atomic
def hide_input(*, by: Any, input: Input, reason: str, note: str = "") -> None:
    """Hide an input that breaks the house rules; the page says that and why, the author and reporters are told."""
    answered = input.state == InputState.ANSWERED
    move(input, "hide", by=by, reason=reason, note=note, also={"hidden_reason": reason})
    count(input.consultation, input_count=-1, answered_count=-1 if answered else 0)
    why = str(HideReason(reason).label)
    tell_hidden(
        user=input.author,
        what=f"Masukan Anda nomor {input.number} atas “{input.consultation.title}”",
        why=why,
        url=input.get_absolute_url(),
        occasion=decided(input, "hide"),
        topic=input.consultation.topic,
    )
    settle(input, f"Masukan nomor {input.number} yang Anda laporkan disembunyikan. Alasan: {why}.")
    touch(input.consultation)


@transaction.atomic
def restore_input(*, by: Any, input: Input, note: str = "") -> None:
    """Show a hidden input again, with its answer where it has one; the author is told."""
    answered = input.answer is not None
    move(input, "restore_answered" if answered else "restore", by=by, note=note, also={"hidden_reason": ""})
    count(input.consultation, input_count=1, answered_count=1 if answered else 0)
    if input.author is not None:
        tell_person(
            user=input.author,
            kind="moderasi",
            text=f"Masukan Anda nomor {input.number} atas “{input.consultation.title}” ditampilkan lagi.",
            url=input.get_absolute_url(),
            occasion=decided(input, "restore"),
            topic=input.consultation.topic,
        )
    touch(input.consultation)


@transaction.atomic
def keep_input(*, by: Any, input: Input, note: str = "") -> None:
    """Leave a reported input as it is; those who reported it are told."""
    if not by.has_perm("konsultasi.moderate", input):
        raise PermissionDenied("Hanya moderator wilayah ini yang dapat memutuskan, dan bukan atas masukannya sendiri.")
    if not Input.objects.filter(pk=input.pk, state__in=PUBLIC).exists():
        raise StateError("Masukan ini tidak ditampilkan lagi. Muat ulang halaman untuk melihatnya.")
    record(by=by, verb="keep", target=input, from_state=input.state, to_state=input.state, note=note.strip())
    settle(input, f"Masukan nomor {input.number} yang Anda laporkan tetap ditampilkan setelah diperiksa.")


def settle(input: Input, text: str) -> None:
    """Close the reports of an input."""
    topic = input.consultation.topic
    settle_thing(room=ROOM, pk=input.pk, text=text, url=input.get_absolute_url(), topic=topic)


def decided(input: Input, verb: str) -> str:
    """Each decision is told once."""
    return f"moderasi:masukan:{input.pk}:{verb}:{timezone.now():%Y%m%d%H%M%S%f}"
