"""Verbs of groups: inputs that say the same are answered once, and every author gets the answer.

Locks are taken in one order (group, inputs by key, consultation), so that officers who work at the same time wait for
each other and never stand still.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from audit.services import move, record
from core.states import StateError
from konsultasi.guesting import tell_guests
from konsultasi.kept import touch
from konsultasi.models import Consultation, Group, Input, PassedOver, Response
from konsultasi.services.answers import check_disposition, count_answered, give, mend, supporters
from konsultasi.services.handling import require_handler
from konsultasi.services.news import tell_of
from konsultasi.services.wholes import hold_wholes
from konsultasi.states import Disposition, InputState
from notifications.services import tell_person

LEAST, MOST = 2, 100
TAKEN = "Sebagian masukan baru saja dijawab, ditarik, atau masuk kelompok lain. Periksa pilihan Anda lagi."
GONE = "Kelompok ini sudah dibubarkan. Buka daftar masukan lagi."
OTHER_MEMBERS = "Anggota kelompok ini baru saja berubah. Muat ulang halaman dan periksa lagi sebelum menjawab."
FASTER = "Petugas lain baru saja menjawab kelompok ini. Muat ulang halaman untuk membaca jawabannya."


def _locked(by: Any, group: Group) -> Group:
    """The group as it is now, held until the deed is done."""
    require_handler(by, group)
    held = Group.objects.select_for_update(of=("self",)).select_related("consultation__topic").get(pk=group.pk)
    if held.dissolved_at:
        raise StateError(GONE)
    return held


def _inputs(**which: Any) -> list[Input]:
    """Inputs in the one order of locks."""
    rows = Input.objects.with_people().select_related("consultation__topic").filter(**which)
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _take_in(by: Any, group: Group, inputs: Iterable[Input]) -> list[Input]:
    """Make waiting inputs of the same draft members; all of them, or StateError."""
    wanted = {entry.pk for entry in inputs}
    rows = _inputs(pk__in=wanted, consultation=group.consultation_id, state=InputState.OPEN)
    free = [row for row in rows if row.group_id in (None, group.pk)]
    if len(free) != len(wanted):
        raise StateError(TAKEN)
    for row in free:
        if row.group_id is None:
            record(by=by, verb="join_group", target=row, data={"group": group.pk})
    Input.objects.filter(pk__in=wanted).update(group=group)
    return free


@transaction.atomic
def make_group(
    *, by: Any, consultation: Consultation, inputs: Collection[Input], title: str, shared: str = ""
) -> Group:
    """Say that these waiting inputs speak of one matter and will get one answer."""
    require_handler(by, consultation)
    if not LEAST <= len({entry.pk for entry in inputs}) <= MOST:
        raise ValidationError({"inputs": f"Pilih {LEAST} sampai {MOST} masukan."})
    if not 5 <= len(title.strip()) <= 120:
        raise ValidationError({"title": "Tulis pokok masukan, 5 sampai 120 huruf."})
    group = Group.objects.create(consultation=consultation, title=title.strip(), shared=shared[:200], made_by=by)
    record(by=by, verb="make_group", target=group, data={"inputs": len(inputs)})
    _take_in(by, group, inputs)
    return group


@transaction.atomic
def join_group(*, by: Any, group: Group, inputs: Collection[Input]) -> Group:
    """Add waiting inputs to a group; where it is answered already they get that answer at once."""
    held = _locked(by, group)
    if not inputs or held.inputs.count() + len(inputs) > MOST:
        raise ValidationError({"numbers": f"Kelompok memuat paling banyak {MOST} masukan."})
    hold_wholes(inputs)
    rows = _take_in(by, held, inputs)
    if held.answered_at:
        _answer(by, held, rows, f"kelompok:{held.pk}:{rows[0].pk}")
    return held


@transaction.atomic
def answer_group(
    *, by: Any, group: Group, disposition: str, explanation: str, seen: Collection[int] | None = None
) -> Group:
    """Answer all members that wait, once and for each; `seen` are the keys of those the officer read.

    Raises StateError where a colleague was faster or the members are not those she saw.
    """
    check_disposition(disposition)
    held = _locked(by, group)
    if held.answered_at:
        raise StateError(FASTER)
    hold_wholes(held.inputs.all())
    rows = _inputs(group=held, state=InputState.OPEN)
    if not rows or (seen is not None and set(seen) != {row.pk for row in rows}):
        raise StateError(OTHER_MEMBERS)
    held.disposition, held.explanation, held.answered_at = disposition, explanation.strip(), timezone.now()
    _answer(by, held, rows, f"kelompok:{held.pk}")
    held.save(update_fields=["disposition", "explanation", "answered_at"])
    record(by=by, verb="answer_group", target=held, data={"disposition": disposition, "inputs": len(rows)})
    return held


def _answer(by: Any, group: Group, rows: list[Input], occasion: str) -> None:
    words = {"disposition": group.disposition, "explanation": group.explanation}
    kinds = [give(by=by, input=row, group=group, **words)[1].tells for row in rows]
    count_answered(group.consultation, rows)
    _tell(by, group, rows, kinds[0], str(Disposition(group.disposition).label), occasion)
    touch(group.consultation)


@transaction.atomic
def revise_group(*, by: Any, group: Group, disposition: str, explanation: str, seen: str | None = None) -> Group:
    """Mend the answer of all members at once; members that are hidden now have it when they are shown again.

    `seen` is the stamp of the answer the officer read.
    """
    check_disposition(disposition)
    held = _locked(by, group)
    if not held.answered_at or (seen is not None and seen != held.stamp):
        raise StateError(FASTER)
    rows = _inputs(group=held, response__group=held)
    data = {"disposition": disposition, "group": held.pk}
    for row in rows:
        if row.state == InputState.ANSWERED:
            move(row, "revise", by=by, note=explanation, data=data)
        else:
            record(by=by, verb="revise", target=row, note=explanation.strip(), data=data)
        mend(row.response, by, disposition, explanation, group=held)
    held.disposition, held.explanation = disposition, explanation.strip()
    held.save(update_fields=["disposition", "explanation"])
    record(by=by, verb="revise_group", target=held, data={"disposition": disposition, "inputs": len(rows)})
    shown = [row for row in rows if row.state == InputState.ANSWERED]
    word = f"Jawaban diperbaiki, {Disposition(disposition).label}"
    _tell(by, held, shown, "jawaban_diperbaiki", word, f"kelompok:{held.pk}:{timezone.now():%Y%m%d%H%M%S}")
    touch(held.consultation)
    return held


@transaction.atomic
def leave_group(*, by: Any, input: Input) -> None:
    """Take one input out of its group; an answer it got stands until it is mended. A group of one is none."""
    if input.group is None:
        raise StateError("Masukan ini tidak berada dalam kelompok.")
    held = _locked(by, input.group)
    if not Input.objects.filter(pk=input.pk, group=held).update(group=None):
        raise StateError("Masukan ini baru saja dikeluarkan petugas lain.")
    Response.objects.filter(input=input).update(group=None)
    record(by=by, verb="leave_group", target=input, data={"group": held.pk})
    if held.inputs.exclude(state=InputState.WITHDRAWN).count() < LEAST:
        _dissolve(by, held)
    touch(held.consultation)


@transaction.atomic
def dissolve_group(*, by: Any, group: Group) -> None:
    """Undo a group: its members stand on their own again, answers they got stand until they are mended."""
    held = _locked(by, group)
    _dissolve(by, held)
    touch(held.consultation)


@transaction.atomic
def pass_over(*, by: Any, consultation: Consultation, inputs: Collection[Input], shared: str = "") -> PassedOver:
    """Say that these alike inputs need no group: they are not proposed again among themselves."""
    require_handler(by, consultation)
    keys = {entry.pk for entry in inputs if entry.consultation_id == consultation.pk}
    if not LEAST <= len(keys) <= MOST or len(keys) != len(inputs):
        raise ValidationError(TAKEN)
    passed = PassedOver.objects.create(consultation=consultation, shared=shared[:200], by=by)
    passed.inputs.set(keys)
    record(by=by, verb="pass_over", target=passed, data={"inputs": len(keys)})
    return passed


@transaction.atomic
def bring_back(*, by: Any, passed: PassedOver) -> None:
    """Let inputs that were passed over be proposed again."""
    require_handler(by, passed)
    record(by=by, verb="bring_back", target=passed)
    passed.delete()


def _dissolve(by: Any, group: Group) -> None:
    rows = _inputs(group=group)
    Response.objects.filter(group=group).update(group=None)
    Input.objects.filter(pk__in=[row.pk for row in rows]).update(group=None)
    Group.objects.filter(pk=group.pk).update(dissolved_at=timezone.now())
    record(by=by, verb="dissolve_group", target=group, data={"inputs": len(rows)})


def _tell(by: Any, group: Group, rows: list[Input], kind: str, word: str, occasion: str) -> None:
    """Each author hears of all her own inputs in one message, a guest too; supporters and followers hear of it once."""
    if not rows:
        return
    by_author: dict[int, list[Input]] = {}
    for row in rows:
        if row.author and not row.author.erased_at and row.author_id != by.pk:
            by_author.setdefault(row.author.pk, []).append(row)
    title, topic = group.consultation.title, group.consultation.topic
    for hers in by_author.values():
        numbers = ", ".join(str(row.number) for row in hers)
        tell_person(
            user=hers[0].author,
            kind=kind,
            text=f"{word}: masukan Anda nomor {numbers}, {title}",
            url=hers[0].get_absolute_url(),
            occasion=occasion,
            topic=topic,
        )
    tell_guests(rows, lambda numbers: f"{word}: masukan Anda nomor {numbers}, {title}")
    tell_of(
        group.consultation,
        kind=kind,
        words=f"{len(rows)} masukan serupa dijawab",
        text=f"{word}: {len(rows)} masukan serupa tentang {group.title}, {title}",
        occasion=occasion,
        url=rows[0].get_absolute_url(),
        by=by,
        also=supporters(*rows),
        knows=by_author,
        amount=len(rows),
        regions=False,
    )
