"""What konsultasi holds of a person, and the work it has for an officer."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.registry import DeskItem, MyThing
from konsultasi import queries
from konsultasi.kept import touch
from konsultasi.models import Attachment, Input, InputSupport, Member, Note
from konsultasi.rules import ANSWER_ROLES, RECORDERS
from konsultasi.services.attachments import forget
from konsultasi.services.inputs import count
from konsultasi.services.supports import count_support
from konsultasi.services.wholes import follow_parts
from konsultasi.states import WHOLES, InputState

NOTE = "Isi dihapus atas permintaan penulis."


def collect(user: Any) -> dict[str, Any]:
    """All inputs of a person, JSON-ready."""
    rows = Input.objects.filter(author=user).with_people().prefetch_related("attachments__file").order_by("id")
    return {
        "masukan": [
            {
                "bagian": entry.place,
                "rancangan": entry.consultation.title,
                "nomor": entry.number,
                "jenis": entry.get_kind_display(),
                "isi": entry.body,
                "rumusan_usulan": entry.proposed,
                "lampiran": [f"/berkas/{row.file_id}/" for row in entry.attachments.all()],
                "nama_ditampilkan": entry.show_name,
                "status": entry.get_state_display(),
                "dikirim": entry.created_at.isoformat(),
                "bagian_dari_nomor": entry.origin.number if entry.origin else None,
                "tanggapan": str(entry.answer) if entry.answer else "",
            }
            for entry in rows
        ],
        "unit_penangan": [row.unit.name for row in Member.objects.filter(user=user).select_related("unit")],
        "dukungan_masukan": [
            {
                "rancangan": row.input.consultation.title,
                "nomor": row.input.number,
                "sejak": row.at.isoformat(),
            }
            for row in InputSupport.objects.filter(user=user).select_related("input__consultation").order_by("id")
        ],
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Empty her words and her home. What waits is withdrawn; the office's answers stand on their own."""
    for support in InputSupport.objects.filter(user=user).select_related("input__consultation__topic"):
        count_support(support.input, -1)
    InputSupport.objects.filter(user=user).delete()
    forget(Attachment.objects.filter(Q(input__author=user) | Q(input=None, file__owner=user)))
    Note.objects.filter(input__author=user).update(body=NOTE)  # officers may have written of her
    Member.objects.filter(user=user).delete()
    mine = (
        Input.objects.filter(author=user)
        .select_related("consultation__topic", "passage")
        .select_for_update(of=("self",))
    )
    wholes = list(mine.filter(state__in=WHOLES).order_by("pk"))  # locked before the others, as everywhere
    for entry in [*wholes, *mine.exclude(state__in=WHOLES).order_by("pk")]:
        waits = entry.state == InputState.OPEN
        Input.objects.filter(pk=entry.pk).update(
            body=NOTE,
            proposed="",
            quote=queries.words_of(entry.passage) if entry.passage else "",
            home=None,
            show_name=False,
            emptied_at=timezone.now(),
            state=InputState.WITHDRAWN if waits else entry.state,
        )
        if waits and entry.origin_id is None:
            count(entry.consultation, input_count=-1)
        touch(entry.consultation)
    for whole in wholes:
        _end(whole)


def _end(whole: Input) -> None:
    """An input that was split, after its waiting parts were withdrawn: done where one is answered, else withdrawn."""
    if whole.parts.filter(state=InputState.ANSWERED).exists():
        count(whole.consultation, answered_count=follow_parts(whole.parts.all()))
    elif whole.state == InputState.DIVIDED:
        Input.objects.filter(pk=whole.pk).update(state=InputState.WITHDRAWN)
        count(whole.consultation, input_count=-1)


VOICE = {
    InputState.OPEN: "info",
    InputState.ANSWERED: "ok",
    InputState.DIVIDED: "info",
    InputState.COMPLETE: "ok",
    InputState.JOINED: "off",
    InputState.WITHDRAWN: "off",
    InputState.HIDDEN: "bad",
}


def mine(user: Any) -> list[MyThing]:
    """Her newest inputs for the account page."""
    rows = Input.objects.given().filter(author=user, consultation__visible=True).with_people().order_by("-id")[:20]
    return [
        MyThing(
            title=f"Masukan tentang {entry.place}",
            url=entry.get_absolute_url(),
            voice=entry.answer.voice if entry.answer else VOICE[InputState(entry.state)],
            word=str(entry.answer) if entry.answer else entry.get_state_display(),
            meta=entry.consultation.title,
        )
        for entry in rows
    ]


def desk_queue(user: Any) -> list[DeskItem]:
    """Inputs that wait for this officer's answer, the longest overdue first."""
    if not queries.answer_codes(user):
        return []
    rows = queries.work_in(user, ANSWER_ROLES).waiting().with_people().order_by("due_on", "id")[:200]
    doubts = queries.doubtful(user).count()
    return _settling(doubts) + [
        DeskItem(
            title=f"Masukan {entry.place}, {entry.public_name}",
            url=entry.desk_url(),
            kind="Jawab",
            step="Jawab",
            detail=entry.consultation.title,
            where=str(entry.consultation.region),
            due=entry.due_on,
        )
        for entry in rows
    ]


def _settling(doubts: int) -> list[DeskItem]:
    """One line for all places a person has to settle."""
    if not doubts:
        return []
    url = reverse("konsultasi:desk_places")
    title = f"Tempat {doubts} masukan pada versi baru"
    return [DeskItem(title=title, url=url, kind="Tempatkan", step="Tempatkan", detail="", where="", due=None)]


def desk_tools(user: Any) -> list[tuple[str, str]]:
    """Doors of the desk for this officer."""
    from_list = [("Masukan atas rancangan", reverse("konsultasi:desk"))] if queries.work_codes(user) else []
    may = any(mandate.role in ANSWER_ROLES | RECORDERS for mandate in user.mandates_now)
    return [*from_list, *([("Catat masukan", reverse("konsultasi:desk_drafts"))] if may else [])]
