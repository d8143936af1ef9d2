"""Verbs of the moderator: hide an input that breaks the house rules, leave it, show it again."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.services import move, record
from core.states import StateError
from dialog.services import settle_thing, tell_author
from konsultasi.guesting import tell_guest
from konsultasi.kept import touch
from konsultasi.models import Input
from konsultasi.services.inputs import count
from konsultasi.services.wholes import answered_now, family
from konsultasi.states import SHOWN, HideReason, InputState

ROOM = "masukan"  # the name under which dialog keeps reports of inputs


@transaction.atomic
def hide_input(*, by: Any, input: Input, reason: str, note: str = "") -> None:
    """Hide an input that breaks the house rules; the page says that and why, the author and reporters are told.

    An input that was split and its parts have the same words: they are hidden together.
    """
    rows = together(input, SHOWN)
    answered = answered_now(rows)
    for row in rows:
        move(row, "hide", by=by, reason=reason, note=note, also={"hidden_reason": reason})
    count(input.consultation, input_count=-1, answered_count=-answered)
    why = str(HideReason(reason).label)
    tell(rows[0], "hide", f"disembunyikan moderator. Alasan: {why}.")
    for row in rows:
        settle(row, f"Masukan nomor {row.number} yang Anda laporkan disembunyikan. Alasan: {why}.")
    touch(input.consultation)
    input.refresh_from_db(fields=["state", "hidden_reason"])


@transaction.atomic
def restore_input(*, by: Any, input: Input, note: str = "") -> None:
    """Show a hidden input again, with its answer where it has one; the author is told."""
    rows = together(input, {InputState.HIDDEN})
    for row in rows:
        move(row, back(row, rows[1:]), by=by, note=note, also={"hidden_reason": ""})
    count(input.consultation, input_count=1, answered_count=answered_now(rows))
    tell(rows[0], "restore", "ditampilkan lagi.")
    touch(input.consultation)
    input.refresh_from_db(fields=["state", "hidden_reason"])


def together(input: Input, states: Collection[str]) -> list[Input]:
    """What is decided at once: the input, or all of one that was split, the whole first."""
    rows = [row for row in family(input) if row.state in states]
    if all(row.pk != input.pk for row in rows):
        raise StateError("Moderator lain baru saja memutuskan masukan ini. Muat ulang halaman untuk melihatnya.")
    return rows


def back(row: Input, parts: Collection[Input]) -> str:
    """The deed that brings an input back to where it was."""
    if row.origin_id is None and parts:
        return "restore_complete" if all(part.answer for part in parts) else "restore_divided"
    return "restore_answered" if row.answer else "restore"


@transaction.atomic
def keep_input(*, by: Any, input: Input, note: str = "") -> None:
    """Leave a reported input as it is; those who reported it are told."""
    if not by.has_perm("konsultasi.moderate", input):
        raise PermissionDenied("Hanya moderator wilayah ini yang dapat memutuskan, dan bukan atas masukannya sendiri.")
    if not Input.objects.filter(pk=input.pk, state__in=SHOWN).exists():
        raise StateError("Masukan ini tidak ditampilkan lagi. Muat ulang halaman untuk melihatnya.")
    record(by=by, verb="keep", target=input, from_state=input.state, to_state=input.state, note=note.strip())
    settle(input, f"Masukan nomor {input.number} yang Anda laporkan tetap ditampilkan setelah diperiksa.")


def settle(input: Input, text: str) -> None:
    """Close the reports of an input."""
    topic = input.consultation.topic
    settle_thing(room=ROOM, pk=input.pk, text=text, url=input.get_absolute_url(), topic=topic)


def tell(input: Input, verb: str, decided: str) -> None:
    """Tell the author, where there is one, or the guest what was decided."""
    text = f"Masukan Anda nomor {input.number} atas “{input.consultation.title}” {decided}"
    url, deed = input.get_absolute_url(), f"{ROOM}:{input.pk}:{verb}"
    tell_author(user=input.author, deed=deed, text=text, url=url, topic=input.consultation.topic)
    tell_guest(input, f"Masukan Anda {decided}")
