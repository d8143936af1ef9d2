"""How inputs come in besides the plain form: files with them, guests without an account, tables of a meeting."""

from typing import Any

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from konsultasi.models.drafts import Consultation, Passage
from konsultasi.models.inputs import Input

MAX_FILES = 3
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # nothing that is misread on paper
LINK = Signer(salt="konsultasi.guest", sep=".")


class Attachment(models.Model):
    """A picture or PDF that came with an input (lampiran): for its author and the offices, never in public.

    Before the input is sent it is held under the key of the form, so that a mistake in the form loses no file.
    """

    input = models.ForeignKey(Input, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    key = models.UUIDField("kunci formulir", db_index=True)
    file = models.OneToOneField("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "lampiran"
        verbose_name_plural = "lampiran"
        constraints = [
            models.CheckConstraint(condition=Q(position__lt=MAX_FILES), name="attachment_at_most_three"),
            models.UniqueConstraint(fields=["key", "position"], name="attachment_position_once"),
        ]

    def __str__(self) -> str:
        return str(self.file)


class Guest(models.Model):
    """Somebody without an account who answers a draft (tamu): her words until she confirmed her contact.

    The contact is kept as a keyed hash (to count and to find her account later) and encrypted (to tell her of the
    answer); the encrypted one is gone 30 days after the answer, all of an unconfirmed one after a day.
    """

    class Way(models.TextChoices):
        PHONE = "ponsel", "Nomor ponsel"
        EMAIL = "surel", "Surel"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.JSONField(default=dict)  # kind, body, quote, proposed; empty once the input stands
    way = models.CharField("cara menghubungi", max_length=8, choices=Way.choices)
    contact_hash = models.CharField(max_length=64, db_index=True)
    contact = models.BinaryField(null=True)  # encrypted
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    input = models.OneToOneField(Input, on_delete=models.PROTECT, null=True, blank=True, related_name="guest")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "masukan tamu"
        verbose_name_plural = "masukan tamu"
        constraints = [
            models.CheckConstraint(
                condition=Q(input__isnull=True, confirmed_at__isnull=True)
                | Q(input__isnull=False, confirmed_at__isnull=False),
                name="guest_input_when_confirmed",
            )
        ]

    def __str__(self) -> str:
        return f"Tamu {self.pk}"

    @property
    def link(self) -> str:
        """The private address by which she confirms and follows her input; it can be worked out, so it is not kept."""
        return reverse("konsultasi:guest", args=[LINK.sign(str(self.pk))])

    @property
    def receipt(self) -> str:
        """The code on her receipt, in groups of three."""
        mark = int(salted_hmac("konsultasi.receipt", str(self.pk), algorithm="sha256").hexdigest(), 16)
        code = "".join(LETTERS[mark // len(LETTERS) ** place % len(LETTERS)] for place in range(9))
        return "-".join(code[at : at + 3] for at in (0, 3, 6))


class Batch(models.Model):
    """A table of inputs from meetings, letters and messages, read in at once (lembar masukan)."""

    class State(models.TextChoices):
        CHECKED = "diperiksa", "Diperiksa, belum dibuat"
        QUEUED = "antre", "Sedang dibuat"
        MADE = "dibuat", "Dibuat"
        FAILED = "gagal", "Gagal"
        UNDONE = "dibatalkan", "Dibatalkan"

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="batches")
    name = models.CharField("nama berkas", max_length=160)
    digest = models.CharField(max_length=64)
    rows: Any = models.JSONField(default=list)  # as read; emptied once the inputs stand
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CHECKED)
    trouble = models.CharField(max_length=300, blank=True)
    first_number = models.PositiveIntegerField(null=True, blank=True)  # numbers of a batch follow each other
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "lembar masukan"
        verbose_name_plural = "lembar masukan"
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "digest"], condition=Q(state__in=["antre", "dibuat"]), name="batch_made_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("konsultasi:desk_batch", args=[self.pk])

    @property
    def region_id(self) -> str:
        return self.consultation.region_id

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    def inputs(self) -> Any:
        """The inputs made of it."""
        if self.first_number is None:
            return Input.objects.none()
        numbers = (self.first_number, self.first_number + self.total - 1)
        return Input.objects.filter(consultation=self.consultation_id, number__range=numbers)
