"""Verbs of the moderator: hide an input that breaks the house rules, leave it, show it again."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import move, record
from core.states import StateError
from dialog.services import settle_thing, tell_author
from konsultasi.kept import touch
from konsultasi.models import Input
from konsultasi.services.inputs import count
from konsultasi.states import PUBLIC, HideReason, InputState

ROOM = "masukan"  # the name under which dialog keeps reports of inputs


@transaction.atomic
def hide_input(*, by: Any, input: Input, reason: str, note: str = "") -> None:
    """Hide an input that breaks the house rules; the page says that and why, the author and reporters are told."""
    answered = input.state == InputState.ANSWERED
    move(input, "hide", by=by, reason=reason, note=note, also={"hidden_reason": reason})
    count(input.consultation, input_count=-1, answered_count=-1 if answered else 0)
    why = str(HideReason(reason).label)
    tell(input, "hide", f"disembunyikan moderator. Alasan: {why}.")
    settle(input, f"Masukan nomor {input.number} yang Anda laporkan disembunyikan. Alasan: {why}.")
    touch(input.consultation)


@transaction.atomic
def restore_input(*, by: Any, input: Input, note: str = "") -> None:
    """Show a hidden input again, with its answer where it has one; the author is told."""
    answered = input.answer is not None
    move(input, "restore_answered" if answered else "restore", by=by, note=note, also={"hidden_reason": ""})
    count(input.consultation, input_count=1, answered_count=1 if answered else 0)
    tell(input, "restore", "ditampilkan lagi.")
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


def tell(input: Input, verb: str, decided: str) -> None:
    """Tell the author, where there is one, what was decided."""
    text = f"Masukan Anda nomor {input.number} atas “{input.consultation.title}” {decided}"
    url, deed = input.get_absolute_url(), f"{ROOM}:{input.pk}:{verb}"
    tell_author(user=input.author, deed=deed, text=text, url=url, topic=input.consultation.topic)
