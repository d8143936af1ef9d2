"""Verbs of long inputs: answer one in parts, undo that while no part is answered.

The author's words are never changed. Parts are inputs of their own, made of her words, with the next numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from audit.services import move, record
from core.states import StateError
from konsultasi import cutting
from konsultasi.guesting import tell_guest
from konsultasi.kept import touch
from konsultasi.models import Consultation, Credit, Input, InputSupport, Note, Passage
from konsultasi.parts import place_part
from konsultasi.queries import words_of
from konsultasi.services.handling import KEEP, Keep, require_handler
from konsultasi.states import InputState
from notifications.services import tell_person

FEWEST, MOST = 2, 10
SAME_OF_ALL = (  # what every part has of the input it is cut from
    *("consultation_id", "version_id", "author_id", "show_name", "home_id", "channel", "giver", "received_on"),
    *("recorded_by_id", "due_on", "unit_id", "owner_id"),
)
NOT_WAITING = "Hanya masukan yang menunggu jawaban dapat dipecah. Muat ulang halaman."
NOT_ITS_WORDS = "Setiap bagian harus tersusun dari kalimat masukan asli. Salin persis, satu potongan satu baris."


@dataclass(frozen=True)
class Part:
    """A part as the officer cuts it: pieces of the words and of the wording; kind and place where they differ."""

    body: str = ""
    proposed: str = ""
    kind: str = ""
    passage: Passage | None | Keep = KEEP


def may_split(input: Input) -> bool:
    """Waits for an answer as a whole, and alone."""
    return input.state == InputState.OPEN and input.origin_id is None and input.group_id is None


def rest_of(input: Input, parts: Sequence[Any]) -> list[str]:
    """What of an input's words stands in none of these parts."""
    said = cutting.left_out(input.body, [part.body for part in parts])
    return said + cutting.left_out(input.proposed, [part.proposed for part in parts if part.proposed])


def check_parts(input: Input, parts: Sequence[Part]) -> None:
    """Refuse, in words, parts that are not made of the input's own words."""
    if not FEWEST <= len(parts) <= MOST:
        raise ValidationError(f"Isi {FEWEST} sampai {MOST} bagian.")
    errors: dict[str, str] = {}
    for number, part in enumerate(parts, start=1):
        for name, text, whole in (("body", part.body, input.body), ("proposed", part.proposed, input.proposed)):
            if text.strip() and cutting.pieces(whole, text) is None:
                errors[f"{name}_{number}"] = NOT_ITS_WORDS
        if len(part.body.strip() or part.proposed.strip()) < cutting.LEAST:
            errors[f"body_{number}"] = "Tulis potongan masukan, paling sedikit 5 huruf."
        if part.kind and part.kind not in Input.Kind.values:
            errors[f"kind_{number}"] = "Pilih jenis masukan."
        if isinstance(part.passage, Passage) and part.passage.version_id != input.version_id:
            errors[f"place_{number}"] = "Pilih bagian dari naskah yang dibaca penulis."
    if errors:
        raise ValidationError(errors)


@transaction.atomic
def split_input(*, by: Any, input: Input, parts: Sequence[Part], left: str = "") -> list[Input]:
    """Cut an input that waits into parts that are answered each on its own; the input itself stays as it was written.

    `left` is the stamp of the words that stand in no part, as the officer read and confirmed them. Raises StateError
    (answered, split or grouped meanwhile), ValidationError (not her words, words left out that nobody confirmed).
    """
    require_handler(by, input)
    held = Input.objects.with_people().select_for_update(of=("self",)).get(pk=input.pk)
    if held.state != InputState.OPEN or held.origin_id is not None:
        raise StateError(NOT_WAITING)
    if held.group_id is not None:
        raise StateError("Masukan ini anggota kelompok. Keluarkan dahulu dari kelompoknya.")
    check_parts(held, parts)
    rest = rest_of(held, parts)
    if cutting.stamp(rest) != left:
        raise ValidationError({"left": "Ada kalimat yang belum masuk ke bagian mana pun. Periksa dan nyatakan lagi."})
    made = _make(by, held, parts)
    numbers = [part.number for part in made]
    move(held, "split", by=by, data={"parts": numbers, "left_out": sum(len(piece) for piece in rest)})
    _tell_author(held, numbers, by)
    touch(held.consultation)
    input.state = held.state
    return made


def _make(by: Any, whole: Input, parts: Sequence[Part]) -> list[Input]:
    """Store the parts under the next numbers of the draft."""
    rows = Consultation.objects.filter(pk=whole.consultation_id)
    rows.update(last_number=F("last_number") + len(parts))  # locks the row: numbers have no gap and no twin
    first = rows.values_list("last_number", flat=True).get() - len(parts) + 1
    tags = list(whole.tags.all())
    made = []
    for number, part in enumerate(parts, start=first):
        entry = Input.objects.create(origin=whole, number=number, **_fields(whole, part))
        place_part(entry, whole)
        entry.tags.set(tags)
        record(by=by, verb="cut_input", target=entry, to_state=entry.state, data={"number": number, "of": whole.number})
        made.append(entry)
    return made


def _fields(whole: Input, part: Part) -> dict[str, Any]:
    """What a part has of its whole, and what is its own."""
    fields: dict[str, Any] = {name: getattr(whole, name) for name in SAME_OF_ALL}
    fields |= {"body": part.body.strip(), "proposed": part.proposed.strip(), "kind": part.kind or whole.kind}
    passage = whole.passage if isinstance(part.passage, Keep) else part.passage
    if passage == whole.passage:
        same = ("passage_id", "block_id", "quote", "start", "fate")
        return fields | {name: getattr(whole, name) for name in same}
    if passage is None:
        return fields | {"passage": None, "block_id": "", "quote": ""}
    return fields | {"passage": passage, "block_id": passage.block_id, "quote": words_of(passage)}


def _tell_author(whole: Input, numbers: Sequence[int], by: Any) -> None:
    """Tell her once, not for each part."""
    listed = f"{', '.join(str(number) for number in numbers[:-1])} dan {numbers[-1]}"
    text = f"Masukan Anda nomor {whole.number} dijawab bagian demi bagian, sebagai nomor {listed}."[:300]
    tell_guest(whole, text)
    if whole.author is None or whole.author.erased_at or whole.author_id == by.pk:
        return
    tell_person(
        user=whole.author,
        kind="masukan_dipecah",
        text=text,
        url=whole.get_absolute_url(),
        occasion=f"pecah:{whole.pk}:{numbers[0]}",
        topic=whole.consultation.topic,
    )


@transaction.atomic
def unite_input(*, by: Any, input: Input) -> None:
    """Undo a split while no part is answered: the input waits again as a whole, the numbers of its parts stay used."""
    require_handler(by, input)
    rows = Input.objects.with_people().select_for_update(of=("self",))
    held = rows.get(pk=input.pk)
    parts = list(rows.filter(origin=held).exclude(state=InputState.JOINED).order_by("pk"))
    if held.state != InputState.DIVIDED:
        raise StateError("Masukan ini tidak dipecah, atau sudah dijawab. Muat ulang halaman.")
    _check_loose(parts)
    keys = [part.pk for part in parts]
    held.tags.add(*{tag for part in parts for tag in part.tags.all()})
    Note.objects.filter(input__in=keys).update(input=held)
    for part in parts:
        move(part, "rejoin", by=by, also={"body": "", "proposed": ""})
    move(held, "unite", by=by, data={"parts": [part.number for part in parts]})
    _tell_supporters(held, parts, by)
    touch(held.consultation)
    input.state = held.state


def _check_loose(parts: Sequence[Input]) -> None:
    """A part with an answer, in a group, or named for a change of the text cannot be taken back."""
    if any(part.state != InputState.OPEN for part in parts):
        raise StateError("Sebagian sudah dijawab, jadi masukan ini tidak dapat disatukan lagi.")
    if any(part.group_id for part in parts):
        raise StateError("Sebagian anggota kelompok. Keluarkan dahulu dari kelompoknya.")
    if Credit.objects.filter(input__in=[part.pk for part in parts]).exists():
        raise StateError("Sebagian tercatat sebagai asal perubahan naskah. Hapus dahulu catatan itu.")


def _tell_supporters(whole: Input, parts: Sequence[Input], by: Any) -> None:
    """Who stood behind a part alone may stand behind the whole: she decides."""
    rows = InputSupport.objects.filter(input__in=parts, user__is_active=True).exclude(user=by).select_related("user")
    for person in {row.user for row in rows}:
        tell_person(
            user=person,
            kind="masukan_disatukan",
            text=f"Bagian yang Anda dukung disatukan lagi dengan masukan nomor {whole.number}.",
            url=whole.get_absolute_url(),
            occasion=f"satukan:{whole.pk}:{parts[0].pk}",
            topic=whole.consultation.topic,
        )
