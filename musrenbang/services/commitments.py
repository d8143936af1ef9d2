"""Promises: written down, paid, late, carried on. Sums are only added; every verb stands in the proposal's trail."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.files import store_upload
from core.states import StateError
from core.text import rupiah
from musrenbang.commitment_choices import LEAST_WORDS, PROMISABLE, DelayReason, MoneyKind, MoneySource, PhotoPhase
from musrenbang.models import Agency, Commitment, CommitmentFigure, CommitmentPhoto, Delay, Milestone, Proposal
from musrenbang.services.figures import touch
from musrenbang.services.levels import note_in_trail, tell_all
from musrenbang.services.proposals import fresh_copy
from musrenbang.services.steps import figures

MOST = 10**15
MOST_MILESTONES, MOST_PHOTOS = 20, 30
TEXTS = ("program", "activity", "sub_activity")


@transaction.atomic
def make_commitment(
    *,
    by: Any,
    proposal: Proposal,
    year: int,
    source: str,
    ceiling: Decimal,
    agency: Agency | None = None,
    due_on: date | None = None,
    note: str = "",
    **texts: str,
) -> Commitment:
    """Promise that a proposal is carried out in a year with this money; `texts`: program, activity, sub_activity."""
    fresh = fresh_copy(proposal)
    if fresh.state not in PROMISABLE:
        raise StateError("Janji dicatat setelah usulan masuk rencana. Muat ulang halaman.")
    promise = Commitment(proposal=fresh, year=year, source=source, agency=agency, due_on=due_on, by=by)
    demand_right(by, promise)
    if source not in MoneySource.values:
        raise ValidationError({"source": "Pilih sumber dana."})
    return promised(promise, ceiling, note, texts)


def promised(promise: Commitment, ceiling: Decimal, note: str = "", texts: dict[str, str] | None = None) -> Commitment:
    """Keep a new promise with its first sum; inside another verb's transaction."""
    if unknown := set(texts or {}) - set(TEXTS):
        raise TypeError(f"A promise has no {sorted(unknown)}.")
    if not 2000 <= promise.year <= 2100:
        raise ValidationError({"year": "Isi tahun anggaran, misalnya 2027."})
    for name, value in (texts or {}).items():
        setattr(promise, name, value)
    check_sum("ceiling", ceiling)
    promise.ceiling = ceiling
    try:
        with transaction.atomic():
            promise.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"year": "Janji untuk tahun dan sumber dana ini sudah ada."}) from error
    add_figure(promise, promise.by, MoneyKind.CEILING, ceiling, timezone.localdate(), note=note)
    data = figures(year=promise.year, source=promise.source, ceiling=ceiling, until=promise.due_on)
    noted(promise, promise.by, "promise", data=data, note=note)
    return promise


@transaction.atomic
def describe_commitment(
    *, by: Any, commitment: Commitment, agency: Agency | None = None, due_on: date | None = None, **texts: str
) -> Commitment:
    """Say under which program, activity and sub activity a promise stands, who carries it out, and until when.

    A day that was promised already is changed by a delay alone, which says why.
    """
    promise = held(by, commitment)
    if promise.due_on is not None and due_on not in (None, promise.due_on):
        raise ValidationError({"due_on": "Tanggal janji diubah lewat “Catat keterlambatan” beserta alasannya."})
    changed: dict[str, Any] = {name: value for name, value in texts.items() if name in TEXTS}
    changed |= {"agency": agency, "due_on": due_on or promise.due_on}
    write(promise, **changed)
    noted(promise, by, "describe", data=figures(year=promise.year, until=promise.due_on))
    return promise


@transaction.atomic
def set_ceiling(*, by: Any, commitment: Commitment, amount: Decimal, on: date, note: str) -> Commitment:
    """The ceiling became another one; the earlier sum stays in the history."""
    promise = held(by, commitment)
    check_sum("amount", amount)
    if amount < promise.contract:
        raise ValidationError({"amount": f"Pagu tidak boleh kurang dari nilai kontrak {rupiah(promise.contract)}."})
    add_figure(promise, by, MoneyKind.CEILING, amount, on, note=note)
    write(promise, ceiling=amount)
    noted(promise, by, "ceiling", data=figures(year=promise.year, ceiling=amount), note=note)
    return promise


@transaction.atomic
def record_contract(
    *, by: Any, commitment: Commitment, amount: Decimal, on: date, contractor: str, note: str = ""
) -> Commitment:
    """The work is contracted, or its contract became another one; the earlier sum stays in the history."""
    promise = held(by, commitment)
    check_sum("amount", amount)
    if amount > promise.ceiling:
        raise ValidationError({"amount": f"Nilai kontrak melebihi pagu {rupiah(promise.ceiling)}. Ubah pagu dahulu."})
    if amount < promise.paid:
        raise ValidationError({"amount": f"Nilai kontrak kurang dari yang sudah dibayar, {rupiah(promise.paid)}."})
    if not contractor.strip():
        raise ValidationError({"contractor": "Isi nama penyedia atau pelaksana."})
    add_figure(promise, by, MoneyKind.CONTRACT, amount, on, contractor=contractor, note=note)
    write(promise, contract=amount, contractor=contractor, contract_on=on)
    noted(promise, by, "contract", data=figures(year=promise.year, contract=amount), note=note)
    tell_all(promise.proposal, by, "contract", f"{promise.pk}:{promise.figures.count()}", "Pekerjaan sudah dikontrak")
    return promise


@transaction.atomic
def record_payment(*, by: Any, commitment: Commitment, amount: Decimal, on: date, note: str = "") -> Commitment:
    """Money was paid; less than nothing takes a wrong payment back and says why."""
    promise = held(by, commitment)
    if amount == 0 or not -MOST < amount < MOST:
        raise ValidationError({"amount": "Isi jumlah dalam rupiah, misalnya 115.000.000."})
    if amount < 0 and not note.strip():
        raise ValidationError({"note": "Tulis alasan koreksi pembayaran."})
    total, most = promise.paid + amount, promise.contract or promise.ceiling
    if total < 0:
        raise ValidationError({"amount": f"Koreksi melebihi yang sudah dibayar, {rupiah(promise.paid)}."})
    if amount > 0 and total > most:
        raise ValidationError({"amount": f"Pembayaran menjadi {rupiah(total)}, melebihi {rupiah(most)}."})
    pay(promise, by, amount, on, note)
    noted(promise, by, "pay", data=figures(year=promise.year, paid=amount, total=total), note=note)
    return promise


@transaction.atomic
def add_milestone(*, by: Any, commitment: Commitment, label: str, planned_on: date) -> Milestone:
    """Plan a day on the way to the finished work."""
    promise = held(by, commitment)
    if promise.milestones.count() >= MOST_MILESTONES:
        raise ValidationError({"label": f"Paling banyak {MOST_MILESTONES} tonggak."})
    if not label.strip():
        raise ValidationError({"label": "Isi nama tonggak."})
    try:
        with transaction.atomic():
            made = Milestone.objects.create(commitment=promise, label=label.strip(), planned_on=planned_on)
    except IntegrityError as error:
        raise ValidationError({"label": "Tonggak dengan nama ini sudah ada."}) from error
    noted(promise, by, "milestone", data=figures(milestone=made.pk, planned=planned_on))
    return made


@transaction.atomic
def reach_milestone(*, by: Any, milestone: Milestone, real_on: date) -> Milestone:
    """A planned day came; said once."""
    promise = held(by, milestone.commitment)
    if real_on > timezone.localdate():
        raise ValidationError({"real_on": "Tanggal terlaksana tidak boleh sesudah hari ini."})
    if not Milestone.objects.filter(pk=milestone.pk, real_on__isnull=True).update(real_on=real_on):
        raise StateError("Tonggak ini sudah dicatat terlaksana. Muat ulang halaman.")
    milestone.real_on = real_on
    noted(promise, by, "reached", data=figures(milestone=milestone.pk, on=real_on))
    return milestone


@transaction.atomic
def delay_commitment(*, by: Any, commitment: Commitment, reason: str, note: str, until: date) -> Delay:
    """Say that the work takes longer, why, and until when; followers hear of it."""
    promise = held(by, commitment)
    if promise.ended_on is not None:
        raise StateError("Pekerjaan ini sudah berakhir. Muat ulang halaman.")
    if reason not in DelayReason.values:
        raise ValidationError({"reason": "Pilih alasan."})
    if len(note.strip()) < LEAST_WORDS:
        raise ValidationError({"note": f"Tulis penjelasan, paling sedikit {LEAST_WORDS} huruf."})
    if until <= (promise.due_on or timezone.localdate()):
        raise ValidationError({"until": "Pilih tanggal sesudah janji semula dan sesudah hari ini."})
    late = Delay.objects.create(
        commitment=promise, reason=reason, note=note.strip(), until=until, was_due_on=promise.due_on, by=by
    )
    write(promise, due_on=until)
    noted(promise, by, "delay", data=figures(year=promise.year, delay=reason, until=until), note=note.strip())
    tell_all(promise.proposal, by, "delay", str(late.pk), "Pekerjaan terlambat dari janji")
    return late


@transaction.atomic
def carry_commitment(
    *,
    by: Any,
    commitment: Commitment,
    year: int,
    source: str,
    ceiling: Decimal,
    due_on: date | None = None,
    note: str = "",
) -> Commitment:
    """Go on in a later year: a new promise that knows the old one, which ends with what was paid."""
    promise = held(by, commitment)
    if hasattr(promise, "carried_to"):
        raise StateError("Janji ini sudah dilanjutkan ke tahun lain. Muat ulang halaman.")
    if promise.ended_on is not None:
        raise StateError("Pekerjaan ini sudah berakhir. Muat ulang halaman.")
    if year <= promise.year:
        raise ValidationError({"year": f"Pilih tahun sesudah {promise.year}."})
    if source not in MoneySource.values:
        raise ValidationError({"source": "Pilih sumber dana."})
    write(promise, ended_on=timezone.localdate())
    following = Commitment(
        proposal=promise.proposal,
        year=year,
        source=source,
        agency=promise.agency,
        due_on=due_on,
        carried_from=promise,
        percent=promise.percent,
        by=by,
    )
    demand_right(by, following)
    promised(following, ceiling, note, {name: getattr(promise, name) for name in TEXTS})
    tell_all(promise.proposal, by, "carry", str(following.pk), f"Pekerjaan dilanjutkan pada tahun {year}")
    return following


@transaction.atomic
def add_work_photo(*, by: Any, commitment: Commitment, phase: str, photo: Any, caption: str = "") -> CommitmentPhoto:
    """Keep a picture of the place before, during or after the work."""
    promise = held(by, commitment)
    if phase not in PhotoPhase.values:
        raise ValidationError({"phase": "Pilih tahap foto."})
    if promise.photos.count() >= MOST_PHOTOS:
        raise ValidationError({"photo": f"Paling banyak {MOST_PHOTOS} foto untuk satu janji."})
    try:
        stored = store_upload(photo, owner=by, kind="image", public=not promise.proposal.hidden_reason)
    except ValidationError as error:
        raise ValidationError({"photo": error.messages}) from error
    made = CommitmentPhoto.objects.create(commitment=promise, file=stored, phase=phase, caption=caption, by=by)
    noted(promise, by, "work_photo", data=figures(photo=made.pk))
    return made


# --- Parts that other verbs use inside their own transaction ---------------------------------------


def from_budget(proposal: Proposal, by: Any, amount: Decimal) -> Commitment | None:
    """The budget names the work: its first promise, where none was written down before."""
    year = proposal.cycle.plan_year
    if Commitment.objects.filter(proposal=proposal, source=MoneySource.APBD, year=year).exists():
        return None
    promise = Commitment(proposal=proposal, year=year, agency_id=proposal.agency_final_id, ceiling=amount, by=by)
    promise.save(force_insert=True)
    add_figure(promise, by, MoneyKind.CEILING, amount, timezone.localdate())
    return promise


def follow_work(proposal: Proposal, by: Any, percent: int | None, spent: Decimal | None) -> None:
    """The promise that runs keeps up with what was said of the work: percent, and money spent so far in all years."""
    promises = list(Commitment.objects.filter(proposal=proposal).order_by("year", "pk"))
    if not promises:
        return
    last = promises[-1]
    if percent is not None:
        write(last, percent=percent)
    if spent is None:
        return
    difference = Decimal(spent) - sum((one.paid for one in promises), Decimal(0))
    if difference and last.paid + difference >= 0:
        note = "Menyesuaikan dengan dana terpakai yang dilaporkan" if difference < 0 else ""
        pay(last, by, difference, timezone.localdate(), note)


def held(by: Any, commitment: Commitment) -> Commitment:
    """The promise as it is now, its proposal locked, if this person may write in it."""
    proposal = fresh_copy(commitment.proposal)
    fresh = Commitment.objects.select_related("agency").get(pk=commitment.pk)
    fresh.proposal = proposal
    demand_right(by, fresh)
    return fresh


def demand_right(by: Any, promise: Commitment) -> None:
    """Refuse whoever may not write in promises of this place and money."""
    if not by.has_perm("musrenbang.commit", promise):
        raise PermissionDenied("Anda tidak berwenang mencatat janji ini.")


def check_sum(field: str, amount: Decimal | None) -> None:
    """A sum is more than nothing and fits the column."""
    if amount is None or not 0 < amount < MOST:
        raise ValidationError({field: "Isi jumlah dalam rupiah, misalnya 230.000.000."})


def pay(promise: Commitment, by: Any, amount: Decimal, on: date, note: str) -> None:
    """Add a payment and its sum."""
    add_figure(promise, by, MoneyKind.PAYMENT, amount, on, note=note)
    write(promise, paid=promise.paid + amount)


def add_figure(promise: Commitment, by: Any, kind: str, amount: Decimal, on: date, **words: str) -> None:
    """One row of the history."""
    CommitmentFigure.objects.create(commitment=promise, kind=kind, amount=amount, on=on, by=by, **words)


def write(promise: Commitment, **values: Any) -> None:
    """Set columns of a promise."""
    for name, value in values.items():
        setattr(promise, name, value)
    promise.save(update_fields=list(values))


def noted(promise: Commitment, by: Any, verb: str, **more: Any) -> None:
    """A line in the proposal's trail, fresh pages, figures counted anew."""
    note_in_trail(promise.proposal, by, verb, **more)
    touch(promise.proposal)
