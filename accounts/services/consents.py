"""Consent: asked only where the law wants it, with purpose and date, and as easily withdrawn as given."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from accounts.models import Consent, User
from audit.services import record

# purpose: (version of the wording, the wording, what withdrawing it means)
TAKING_PART = "partisipasi"
PURPOSES = {
    TAKING_PART: (
        "2026-11",
        "Saya setuju data saya dipakai untuk menyampaikan dan menindaklanjuti suara saya.",
        "Anda tidak dapat lagi mengirim usulan, masukan, komentar, dan suara. Yang sudah terkirim tetap tercatat.",
    ),
}


def _set_participates(user: User, value: bool) -> None:
    """What rules ask at every deed, without a query."""
    User.objects.filter(pk=user.pk).update(participates=value)
    user.participates = value


@transaction.atomic
def give_consent(*, user: User, purpose: str) -> Consent:
    """A person agrees to one purpose, in the wording shown today; agreeing twice is one consent."""
    wording = PURPOSES[purpose][0]
    if purpose == TAKING_PART:
        _set_participates(user, True)
    held = user.consents.filter(purpose=purpose, withdrawn_at=None).first()
    return held or Consent.objects.create(user=user, purpose=purpose, wording=wording)


@transaction.atomic
def withdraw_consent(*, by: User, consent: Consent) -> Consent:
    """A person takes her consent back."""
    if consent.user_id != by.pk:
        raise PermissionDenied("Persetujuan ini bukan milik Anda.")
    now = timezone.now()
    if Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=now):
        consent.withdrawn_at = now
        if consent.purpose == TAKING_PART:
            _set_participates(by, False)
        record(by=by, verb="tarik_persetujuan", target=by, reason=consent.purpose)
    return consent
