"""What surrounds an application at work: office hours, pauses of the clock, inner notes, looks, the log of services."""

from datetime import time
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

WEEKDAYS = [(1, "Senin"), (2, "Selasa"), (3, "Rabu"), (4, "Kamis"), (5, "Jumat"), (6, "Sabtu"), (7, "Minggu")]


class OfficeSeason(models.Model):
    """Days with other office hours (Ramadan)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    name = models.CharField("nama", max_length=60, default="Ramadan")
    first = models.DateField("mulai")
    last = models.DateField("sampai")

    class Meta:
        verbose_name = "masa jam kerja khusus"
        verbose_name_plural = "masa jam kerja khusus"
        ordering = ["first"]
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="office_season_in_order")]

    def __str__(self) -> str:
        return f"{self.name} {self.first.year}"


class OfficeHours(models.Model):
    """A span in which the office works on applications; a break is the gap between two spans."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    season = models.ForeignKey(
        OfficeSeason, on_delete=models.CASCADE, related_name="hours", null=True, blank=True, verbose_name="masa khusus"
    )
    weekday = models.PositiveSmallIntegerField("hari", choices=WEEKDAYS)
    opens = models.TimeField("mulai", default=time(8))
    closes = models.TimeField("selesai", default=time(15, 30))

    class Meta:
        verbose_name = "jam kerja"
        verbose_name_plural = "jam kerja"
        ordering = ["season", "weekday", "opens"]
        constraints = [models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="office_hours_in_order")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class CasePause(models.Model):
    """A time in which the applicant had to act, so that the office's clock stood."""

    application = models.ForeignKey("layanan.Application", on_delete=models.CASCADE, related_name="pauses")
    since = models.DateTimeField("sejak")
    until = models.DateTimeField("sampai", null=True)

    class Meta:
        verbose_name = "jeda waktu pelayanan"
        verbose_name_plural = "jeda waktu pelayanan"
        constraints = [
            models.UniqueConstraint(fields=["application"], condition=Q(until__isnull=True), name="one_open_pause"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.since:%Y-%m-%d %H:%M}"


class CaseNote(models.Model):
    """A note among officers; the applicant never reads it here."""

    application = models.ForeignKey("layanan.Application", on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField("catatan", max_length=2000)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "catatan internal"
        verbose_name_plural = "catatan internal"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]


class LookKind(models.TextChoices):
    """What was looked at."""

    PAGE = "halaman", "Isi permohonan"
    FILE = "berkas", "Berkas"
    LETTER = "surat", "Surat"


class CaseLook(models.Model):
    """An officer looked at somebody's data: who, what, when (pages once a day, files each time)."""

    application = models.ForeignKey("layanan.Application", on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    kind = models.CharField("yang dilihat", max_length=8, choices=LookKind.choices)
    what = models.CharField("berkas", max_length=160, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "akses data"
        verbose_name_plural = "akses data"
        ordering = ["-id"]
        indexes = [models.Index(fields=["application", "user", "kind"], name="case_look_by_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"


class CaseEventKind(models.TextChoices):
    """What the log of services counts."""

    START = "mulai", "Formulir dibuka"
    SUBMIT = "kirim", "Permohonan masuk"
    FAIL = "gagal", "Pengiriman ditolak"
    READY = "siap", "Hasil layanan siap"
    DONE = "selesai", "Diserahkan"
    REFUSED = "ditolak", "Ditolak"
    CANCELLED = "dibatalkan", "Dibatalkan"


class CaseEvent(models.Model):
    """One line of the log of services: no person, no application, so that it outlives both."""

    kind = models.CharField("peristiwa", max_length=10, choices=CaseEventKind.choices)
    service = models.ForeignKey("layanan.Service", on_delete=models.PROTECT, related_name="events")
    channel = models.CharField("jalur", max_length=10, blank=True)
    at = models.DateTimeField(default=timezone.now)
    kept = models.BooleanField("janji ditepati", null=True)
    minutes = models.PositiveIntegerField("menit kerja", null=True)

    class Meta:
        verbose_name = "catatan layanan"
        verbose_name_plural = "catatan layanan"
        indexes = [models.Index(fields=["kind", "at"], name="case_event_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class ServiceCost(models.Model):
    """What the services cost the office in a month; cost per transaction is reckoned from it."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    month = models.DateField("bulan", help_text="Tanggal 1 bulan itu.")
    amount = models.DecimalField(
        "biaya (Rp)", max_digits=14, decimal_places=0, validators=[MinValueValidator(Decimal(0))]
    )

    class Meta:
        verbose_name = "biaya layanan"
        verbose_name_plural = "biaya layanan"
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["region", "month"], name="service_cost_once")]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
