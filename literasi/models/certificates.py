"""Certificates: who attended what, for how many lesson hours, sealed and open to a check by anybody."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.states import Lifecycle
from literasi.models.sessions import Session
from literasi.states import CERTIFICATE, CERTIFICATE_VOICES, CertificateState


class CertificateYear(models.Model):
    """The last number given in a year; its row is the lock for drawing one."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Certificate(models.Model):
    """What a participant is given: it says what was attended and can be checked by its code."""

    LIFECYCLE: Lifecycle = CERTIFICATE

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="certificates")
    attendance = models.ForeignKey("acara.Attendance", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="literacy_certificates"
    )
    token = models.CharField("kode", max_length=24, unique=True, editable=False)
    number = models.CharField("nomor", max_length=40, unique=True)
    name = models.CharField("nama", max_length=120, blank=True)  # empty once the person was erased
    lesson_hours = models.PositiveSmallIntegerField("jam pelajaran (JP)")
    seal = models.CharField("segel", max_length=1200, blank=True)
    state = models.CharField("keadaan", max_length=8, choices=CertificateState.choices, default=CertificateState.VALID)
    issued_at = models.DateTimeField("diterbitkan", default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = "sertifikat"
        verbose_name_plural = "sertifikat"
        constraints = [
            models.UniqueConstraint(
                fields=["session", "attendance"], condition=Q(state="berlaku"), name="certificate_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("literasi:certificate", args=[self.token])

    @property
    def region_id(self) -> str:
        """The session's region, so that mandates work on certificates."""
        return self.session.region_id

    @property
    def is_valid(self) -> bool:
        return self.state == CertificateState.VALID

    @property
    def voice(self) -> str:
        return CERTIFICATE_VOICES[self.state][0]

    @property
    def icon(self) -> str:
        return CERTIFICATE_VOICES[self.state][1]
