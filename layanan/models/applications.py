"""An application for a service: what was asked for, by whom, where it stands, its papers; and what is being typed."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from core.states import Lifecycle
from layanan import application_states as states
from layanan.application_states import ApplicationState
from layanan.models.services import Service, ServiceVersion


class ApplicationChannel(models.TextChoices):
    """By which way an application came."""

    ONLINE = "daring", "Lewat situs"
    ASSISTED = "bantuan", "Dengan bantuan petugas"
    COUNTER = "loket", "Di loket"


class Application(models.Model):
    """What one person asks of the office (permohonan). Emptied after its time; number, dates and states stay."""

    LIFECYCLE: Lifecycle = states.APPLICATION

    number = models.CharField("nomor", max_length=20, unique=True)
    form_key = models.UUIDField(unique=True)  # of the form: sent again, it finds the same application
    secret_turn = models.PositiveSmallIntegerField(default=0)  # rises when the secret is renewed at the counter
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="applications", verbose_name="layanan")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+", verbose_name="versi")
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    village = models.ForeignKey(
        "wilayah.Region", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="desa atau kelurahan"
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="applications"
    )
    channel = models.CharField(
        "cara", max_length=8, choices=ApplicationChannel.choices, default=ApplicationChannel.ONLINE
    )
    name = models.CharField("nama pemohon", max_length=120, blank=True)
    contact = models.BinaryField(default=bytes)  # sealed; e-mail or mobile number
    answers: Any = models.JSONField("jawaban", default=dict)  # without NIK and KK
    sealed = models.BinaryField(default=bytes)  # NIK and KK, opened only with the keys outside the database
    state = models.CharField("status", max_length=20, default=ApplicationState.SUBMITTED)
    received_at = models.DateTimeField("diterima", default=timezone.now)
    due_at = models.DateTimeField("janji selesai", null=True)
    amber_at = models.DateTimeField("70 % dari janji", null=True)
    paused_at = models.DateTimeField("berhenti sejak", null=True)
    promise_days = models.PositiveSmallIntegerField(null=True)
    promise_minutes = models.PositiveSmallIntegerField(null=True)
    finished_at = models.DateTimeField("pekerjaan kantor selesai", null=True)
    closed_at = models.DateTimeField("ditutup", null=True)
    erased_at = models.DateTimeField("dikosongkan", null=True)
    warned = models.PositiveSmallIntegerField(default=0)  # 0, 70 or 100 percent of the promise
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="petugas"
    )

    class Meta:
        verbose_name = "permohonan"
        verbose_name_plural = "permohonan"
        indexes = [
            models.Index(fields=["region", "state", "due_at"], name="application_queue"),
            models.Index(fields=["state", "closed_at"], name="application_closed"),
            models.Index(fields=["service", "-received_at"], name="application_service"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("layanan:status", args=[self.number])

    @property
    def desk_url(self) -> str:
        """Where officers handle it."""
        try:
            return reverse("permohonan:case", args=[self.pk])
        except NoReverseMatch:
            return ""

    @property
    def subject(self) -> str:
        """What a letter about it is called."""
        return self.service.name

    @property
    def purpose(self) -> str:
        """What it is needed for, where the form asks."""
        return str(self.answers.get("keperluan") or "")

    @property
    def state_word(self) -> str:
        """Its state in words."""
        return str(ApplicationState(self.state).label)


class ApplicationDraft(models.Model):
    """A form that somebody is filling in; it opens only to the account or the device it belongs to."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ServiceVersion, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="application_drafts"
    )
    device = models.CharField(max_length=64, blank=True)  # keyed digest of the device's own secret
    own_device = models.BooleanField("ponsel sendiri", default=False)
    typed: Any = models.JSONField(default=dict)  # what was typed, by field
    sealed = models.BinaryField(default=bytes)  # the same of NIK and KK
    corrects = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="corrections")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="+")  # once sent
    begun_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "isian permohonan"
        verbose_name_plural = "isian permohonan"
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(device=""), name="application_draft_belongs_to_somebody"
            )
        ]
        indexes = [models.Index(fields=["device"], name="application_draft_device")]

    def __str__(self) -> str:
        return str(self.key)


class ApplicationFile(models.Model):
    """A paper that belongs to an application: a photo, or the word that it is brought to the office."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="files")
    draft = models.ForeignKey(ApplicationDraft, on_delete=models.CASCADE, null=True, related_name="files")
    slug = models.CharField("isian", max_length=40)
    label = models.CharField("berkas", max_length=160)
    stored = models.ForeignKey("core.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    brought = models.BooleanField("dibawa ke kantor", default=False)
    seen_at = models.DateTimeField("asli dilihat", null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "berkas permohonan"
        verbose_name_plural = "berkas permohonan"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.label
