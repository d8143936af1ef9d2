"""My data: everything we hold of a person, handed out or erased. Every holder is in PERSONAL_DATA."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import Assist, OneTimeCode, Rung, User
from accounts.registry import PERSONAL_DATA, MyThing
from accounts.services.assist import empty_helps
from accounts.sessions import end_sessions
from audit.models import Entry
from audit.services import record
from core.models import SentForm, StoredFile
from core.templatetags.ui import date_words

ERASED_NAME = "Pengguna yang dihapus"


def collect_data(user: User) -> dict[str, Any]:
    """All we hold of this person, by holder, ready for JSON."""
    return {holder.title: holder.collect(user) for holder in PERSONAL_DATA.rooms.values()}


@transaction.atomic
def erase_person(*, by: User) -> None:
    """A person erases herself: an empty shell stays where the record must stand; her sessions end.

    Raises ValidationError while she holds an office.
    """
    user = User.objects.select_for_update().get(pk=by.pk)
    if user.is_superuser:
        raise PermissionDenied("Akun pengelola sistem tidak dapat dihapus dari sini.")
    if user.is_staff:
        raise ValidationError("Anda masih memegang mandat. Minta administrator mengakhirinya dahulu.")
    record(by=user, verb="hapus_diri", target=user, role="citizen")
    for holder in PERSONAL_DATA.rooms.values():
        holder.erase(user)
    end_sessions(user)


def thing_words(entry: Entry) -> str:
    """What a trail entry speaks of: "usulan (catatan 12)"."""
    try:
        name = apps.get_model(entry.target_type)._meta.verbose_name
    except (LookupError, ValueError):
        name = entry.target_type
    return f"{name} (catatan {entry.target_id})"


def collect_own(user: User) -> dict[str, Any]:
    """What accounts and the floors below it hold."""
    return {
        "nama lengkap": user.full_name,
        "nama pengguna": user.username,
        "surel": user.email,
        "alamat surel": list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)),
        "nomor ponsel": user.phone,
        "nomor dipastikan": user.phone_verified_at,
        "tempat tinggal": user.home_line,
        "tingkat kepastian": user.get_rung_display(),
        "terdaftar": user.date_joined,
        "terakhir masuk": user.last_login,
        "pengaman tambahan": [a.get_type_display() for a in Authenticator.objects.filter(user=user)],
        "pemeriksaan tempat tinggal": [
            {"yang dilihat": c.get_paper_display(), "kapan": c.at, "wilayah": c.region_id}
            for c in user.residence_checks.order_by("pk")
        ],
        "persetujuan": [
            {"tujuan": c.purpose, "versi": c.wording, "diberikan": c.given_at, "ditarik": c.withdrawn_at}
            for c in user.consents.order_by("pk")
        ],
        "mandat": [
            {
                "peran": m.get_role_display(),
                "wilayah": m.region_id,
                "jabatan": m.title,
                "mulai": m.since,
                "sampai": m.until,
            }
            for m in user.mandates.order_by("pk")
        ],
        **collect_helps(user),
        "berkas": [
            {"nama": f.original_name, "alamat": f.get_absolute_url(), "ukuran": f.size, "dikirim": f.created_at}
            for f in StoredFile.objects.filter(owner=user).order_by("created_at")
        ],
        "jejak perbuatan": [
            {"perbuatan": e.verb, "kapan": e.at, "tentang": thing_words(e)}
            for e in Entry.objects.filter(actor_id=user.pk).order_by("pk")
        ],
    }


def collect_helps(user: User) -> dict[str, Any]:
    """Help she was given, and help she gave: whom she helped is for that person to say."""
    given = user.help_given.prefetch_related("deeds_done").order_by("pk")
    return {
        "bantuan diterima": [
            {
                "tanda terima": row.code_spaced,
                "kapan": row.began_at,
                "pendamping": row.helper.full_name if row.helper else "",
                "sebagai": row.get_role_display(),
                "setuju": row.get_agreed_display(),
                "saksi": row.witness,
                "kontak": row.contact,
                "lembar": row.sheet.get_absolute_url() if row.sheet else "",
                "hal": len(row.deeds_done.all()),
            }
            for row in user.assists.select_related("helper", "sheet").prefetch_related("deeds_done").order_by("pk")
        ],
        "bantuan diberikan": [
            {"kapan": row.began_at, "sebagai": row.get_role_display(), "hal": len(row.deeds_done.all())}
            for row in given
        ],
    }


def erase_own(user: User) -> None:
    """Empty the person's row and delete what hangs on it; the number of the row stays for the record."""
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    OneTimeCode.objects.filter(user=user).delete()
    SentForm.objects.filter(user=user).delete()
    empty_helps(user)
    user.residence_checks.all().delete()
    user.consents.all().delete()
    user.mandates.update(title="")
    user.groups.clear()
    StoredFile.objects.filter(owner=user).update(original_name="berkas")
    ModelLogEntry.objects.for_instance(user).update(label=ERASED_NAME, data={})
    profile = getattr(user, "wagtail_userprofile", None)
    if profile is not None:
        profile.delete()
    user.username, user.full_name = f"dihapus-{user.pk}", ERASED_NAME
    user.email = user.phone = user.phone_verified_at = user.home = user.rt = user.rw = user.last_login = None
    user.participates = True
    user.rung, user.is_active, user.erased_at = Rung.REGISTERED, False, timezone.now()
    user.set_unusable_password()
    user.save()


def own_things(user: User) -> list[MyThing]:
    """Receipts of help for the person's account page, the latest first."""
    rows = user.assists.prefetch_related("deeds_done").order_by("-pk")[:20]
    return [_receipt(row) for row in rows if row.deeds_done.all()]


def _receipt(row: Assist) -> MyThing:
    title = f"Disampaikan dengan bantuan, {date_words(row.began_at)}"
    return MyThing(title=title, url=row.get_absolute_url(), word="Tanda terima", meta=row.code_spaced)
