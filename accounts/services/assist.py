"""Helping a person to take part: begin with consent, end by reading back, check by a call, hand over."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.assisting import BLOCKED, LASTS, MAY_NOT, helps_at, is_blocked, may_help
from accounts.models import Assist, User
from accounts.queries import people_for
from accounts.registry import ASSISTED
from accounts.rules import ASSIST_ROLES
from accounts.services.codes import ALPHABET, issue_code
from accounts.services.consents import TAKING_PART, give_consent
from accounts.services.people import new_person
from accounts.services.residence import demand_confirmer
from audit.services import record
from core.files import discard, store_upload
from core.periodic import one_by_one
from core.ratelimit import demand
from core.states import StateError
from core.text import clean
from wilayah.models import Region
from wilayah.services import due

WORDING = "2026-11"
CONSENT = (
    "Saya meminta bantuan untuk menyampaikan suara saya di situs ini. Isinya dari saya dan dibacakan kembali kepada "
    "saya. Nama saya hanya tampil bila saya mau. Dengan kode di tanda terima, saya dapat mengambil alih, mengubah, "
    "atau menarik kiriman saya."
)
HELPS_AN_HOUR = 20
ALWAYS_CHECKED, ONE_IN = 3, 5  # the first times of a helper are checked, later every fifth by lot
CHECK_DAYS = 5
CONTACT_KEPT = timedelta(days=90)
NO_CODE = "Kode ini tidak ditemukan di wilayah tugas Anda. Periksa lagi tanda terimanya."


@transaction.atomic
def new_assisted_person(
    *, by: User, full_name: str, home: Region, rt: int | None = None, rw: int | None = None
) -> User:
    """A person without telephone or account comes to be, beside the helper; she has no login until she claims it."""
    if not helps_at(by, home.pk):
        raise PermissionDenied(MAY_NOT)
    person = new_person(full_name=full_name, username="", phone="", password=None, home=home, rt=rt, rw=rw)
    record(by=by, verb="daftarkan_dibantu", target=person, role=by.acting_role(home))
    return person


@transaction.atomic
def begin_help(
    *,
    by: User,
    person: User,
    deeds: list[str],
    agreed: str,
    witness: str = "",
    sheet: Any = None,
    contact: str = "",
) -> Assist:
    """Begin to help a person who agreed to it, before a witness or with her signature; an earlier help ends.

    Raises PermissionDenied (mandate, region, blocked), ValidationError (consent), RateLimited.
    """
    check_helper(by, person)
    check_consent(deeds, agreed, clean(witness), sheet)
    demand("bantuan", by.pk, capacity=HELPS_AN_HOUR, per=3600)
    User.objects.select_for_update().get(pk=by.pk)
    for earlier in Assist.objects.filter(helper=by, ended_at=None):
        close(earlier)
    if not person.consents.filter(purpose=TAKING_PART).exists():
        give_consent(user=person, purpose=TAKING_PART)
    now = timezone.now()
    row = Assist.objects.create(
        person=person,
        helper=by,
        role=helping_role(by, person),
        region_id=person.home_id or "",
        deeds=[name for name in ASSISTED.kinds if name in deeds],
        agreed=agreed,
        wording=WORDING,
        witness=clean(witness)[:120],
        sheet=store_upload(sheet, owner=None, kind="image") if sheet and agreed == Assist.Agreed.SHEET else None,
        contact=clean(contact)[:80],
        code=free_code(),
        began_at=now,
        until=now + LASTS,
    )
    record(by=by, verb="mulai_bantu", target=row, role=row.role, data={"cara": agreed, "hal": row.deeds})
    return row


def helping_role(by: User, person: User) -> str:
    """The office in which this person is helped: the most local one that may."""
    fit = [m for m in by.mandates_now if m.role in ASSIST_ROLES and m.covers(person.home_id or "")]
    return max(fit, key=lambda mandate: len(mandate.region_id)).role


def check_helper(by: User, person: User) -> None:
    """Refuse, in words, a helper who may not help this person, and a person who cannot be helped."""
    if not may_help(by, person) or person.erased_at or not person.is_active:
        raise PermissionDenied(MAY_NOT)
    if is_blocked(by):
        raise PermissionDenied(BLOCKED)
    if person.is_staff:
        raise ValidationError("Orang ini memegang mandat petugas dan masuk dengan akunnya sendiri.")
    if not person.participates:
        raise ValidationError("Orang ini menarik persetujuan pemakaian datanya. Ia perlu menyetujuinya lagi sendiri.")


def check_consent(deeds: list[str], agreed: str, witness: str, sheet: Any) -> None:
    """Refuse a help without consent: for what, and how it can be shown."""
    errors: dict[str, str] = {}
    if not set(deeds) & set(ASSISTED.kinds):
        errors["deeds"] = "Pilih apa yang ingin ia lakukan."
    if agreed not in Assist.Agreed.values:
        errors["agreed"] = "Pilih cara ia menyatakan setuju."
    if agreed == Assist.Agreed.SPOKEN and len(witness) < 2:
        errors["witness"] = "Tulis nama saksi yang mendengar persetujuannya."
    if agreed == Assist.Agreed.SHEET and not sheet:
        errors["sheet"] = "Foto lembar yang ditandatangani."
    if errors:
        raise ValidationError(errors)


def free_code() -> str:
    """Eight characters that nobody's receipt has yet."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(8))
        if not Assist.objects.filter(code=code).exists():
            return code


@transaction.atomic
def end_help(*, by: User, assist: Assist, read_back: bool) -> Assist:
    """The helper is done; `read_back`: everything was read to the person and she said that it is right."""
    if assist.helper_id != by.pk:
        raise PermissionDenied("Ini bukan bantuan Anda.")
    fresh = Assist.objects.select_for_update(of=("self",)).get(pk=assist.pk)
    if fresh.ended_at is None:
        close(fresh, read_back=read_back)
    return fresh


def close(assist: Assist, *, read_back: bool = False) -> None:
    """End a help, and draw whether the person is asked about it later."""
    now = timezone.now()
    assist.ended_at = now
    done = assist.deeds_done.exists()
    assist.read_at = now if done and read_back else None
    assist.check_due = due(CHECK_DAYS) if done and is_drawn(assist) else None
    assist.save(update_fields=["ended_at", "read_at", "check_due"])
    data = {"dibacakan": assist.read_at is not None, "diperiksa": assist.check_due is not None}
    record(by=None, verb="selesai_bantu", target=assist, data=data)


def is_drawn(assist: Assist) -> bool:
    """Whether this help is among those that are checked by a call."""
    before = Assist.objects.filter(helper=assist.helper_id, ended_at__isnull=False).exclude(pk=assist.pk).done()
    return before.count() < ALWAYS_CHECKED or secrets.randbelow(ONE_IN) == 0


def end_stale_helps() -> int:
    """Close what nobody closed: the hour is over (periodic job)."""
    return one_by_one(Assist.objects.filter(ended_at=None, until__lte=timezone.now()), _close_atomic)


def forget_contacts() -> int:
    """Telephone numbers for the call-back are deleted when it is long over (periodic job)."""
    old = Assist.objects.filter(ended_at__lt=timezone.now() - CONTACT_KEPT).exclude(contact="")
    return old.update(contact="")


@transaction.atomic
def _close_atomic(assist: Assist) -> None:
    close(assist)


@transaction.atomic
def check_help(*, by: User, assist: Assist, result: str, note: str = "") -> Assist:
    """A moderator rang or visited the person: did she ask for this help? "No" stops the helper until it is cleared."""
    if not by.has_perm("accounts.oversee_assists", assist) or assist.helper_id == by.pk:
        raise PermissionDenied("Pemeriksaan bantuan dilakukan moderator wilayah ini.")
    if result not in Assist.Result.values:
        raise ValidationError({"result": "Pilih hasil pemeriksaan."})
    if result == Assist.Result.DENIED and len(note.strip()) < 20:
        raise ValidationError({"note": "Tulis apa yang tidak cocok, paling sedikit 20 huruf."})
    if assist.ended_at is None:
        raise StateError("Bantuan ini masih berlangsung.")
    assist.result, assist.checked_at, assist.checked_by = result, timezone.now(), by
    assist.save(update_fields=["result", "checked_at", "checked_by"])
    role = by.acting_role(assist)
    record(by=by, verb="periksa_bantuan", target=assist, role=role, reason=result, note=clean(note))
    return assist


@transaction.atomic
def deny_help(*, by: User, assist: Assist) -> Assist:
    """The person herself says that she did not ask for this; a moderator looks into it, the helper stops meanwhile."""
    if assist.person_id != by.pk:
        raise PermissionDenied("Ini bukan tanda terima Anda.")
    if assist.result != Assist.Result.DENIED:
        assist.result, assist.check_due = Assist.Result.DENIED, assist.check_due or due(CHECK_DAYS)
        assist.checked_at = assist.checked_by = None
        assist.save(update_fields=["result", "check_due", "checked_at", "checked_by"])
        record(by=by, verb="sanggah_bantuan", target=assist)
    return assist


def find_help(*, by: User, code: str) -> Assist:
    """The help of a receipt that lies on the counter; the same words for a wrong code and for another place."""
    demand("klaim", by.pk, capacity=20, per=3600)
    plain = "".join(char for char in clean(code).upper() if char.isalnum())
    rows = Assist.objects.filter(code=plain, person__in=people_for(by)).select_related("person__home", "helper")
    row = rows.first()
    if row is None:
        raise ValidationError({"code": NO_CODE})
    if row.claimed_at:
        raise ValidationError({"code": "Kiriman ini sudah diambil alih pemiliknya. Cari namanya di loket warga."})
    return row


@transaction.atomic
def claim_help(*, by: User, assist: Assist, paper: str) -> str:
    """The person shows receipt and paper at the counter and gets the login to her own row: a printed code, once.

    Who helped her does not also hand over: another officer looks at the paper.
    """
    held = Assist.objects.select_for_update(of=("self",)).select_related("person__home").get(pk=assist.pk)
    demand_confirmer(by, held.person)
    if held.helper_id == by.pk:
        raise PermissionDenied("Anda yang membantu orang ini. Minta petugas lain memeriksa dokumennya.")
    if held.claimed_at:
        raise StateError("Kiriman ini sudah diambil alih pemiliknya.")
    code = issue_code(by=by, user=held.person, paper=paper)
    Assist.objects.filter(person=held.person, claimed_at=None).update(claimed_at=timezone.now())
    record(by=by, verb="ambil_alih", target=held, role=by.acting_role(held), data={"paper": paper})
    return code


def empty_helps(user: User) -> None:
    """What her helps hold besides figures goes: witness, contact, the picture of the sheet."""
    for row in Assist.objects.filter(person=user, emptied_at=None).select_related("sheet"):
        sheet = row.sheet
        row.witness, row.contact, row.sheet, row.emptied_at = "", "", None, timezone.now()
        row.save(update_fields=["witness", "contact", "sheet", "emptied_at"])
        if sheet is not None:
            discard(sheet)
