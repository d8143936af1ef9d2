"""What an office's queue is made of: the office, its services with prefix, its counters and when they are open."""

from datetime import time
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

PREFIX = RegexValidator(r"^[A-Z]{1,2}\Z", "Awalan terdiri atas satu atau dua huruf besar.")


class QueueOffice(models.Model):
    """A place with counters where people draw a number (kantor layanan)."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    slug = models.SlugField("alamat", max_length=40, unique=True)
    name = models.CharField("nama kantor", max_length=120)
    place = models.CharField("alamat kantor", max_length=200, blank=True)
    weekdays = models.CharField("hari layanan", max_length=7, default="12345")  # 1 = Monday
    opens = models.TimeField("buka", default=time(8))
    closes = models.TimeField("tutup", default=time(15))
    issues_from = models.TimeField("nomor diberikan mulai", default=time(7, 30))
    priority_open = models.BooleanField("terima prioritas", default=True)
    slot_share = models.PositiveSmallIntegerField(
        "bagian untuk janji temu (%)",
        default=50,
        help_text="Dari menit loket yang direncanakan; 0 berarti tanpa janji.",
    )
    roll_prefix = models.CharField(
        "awalan nomor kertas",
        max_length=2,
        blank=True,
        validators=[PREFIX],
        help_text="Untuk rol nomor cetak tanpa mesin; kosong berarti tidak dipakai.",
    )
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kantor antrean"
        verbose_name_plural = "kantor antrean"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="queue_office_hours_in_order"),
            models.CheckConstraint(condition=Q(slot_share__lte=80), name="queue_office_slots_leave_room"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('antrean:home')}#{self.slug}"

    @property
    def desk_url(self) -> str:
        return reverse("antrean:desk_list")


class QueueService(models.Model):
    """A kind of business people come for; several may share a prefix."""

    office = models.ForeignKey(QueueOffice, on_delete=models.CASCADE, related_name="services", verbose_name="kantor")
    name = models.CharField("layanan", max_length=80)
    prefix = models.CharField("awalan nomor", max_length=2, validators=[PREFIX])
    minutes = models.PositiveSmallIntegerField("perkiraan petugas (menit)", default=10)
    position = models.PositiveSmallIntegerField("urutan", default=0)
    active = models.BooleanField("dibuka", default=True)

    class Meta:
        verbose_name = "layanan antrean"
        verbose_name_plural = "layanan antrean"
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="queue_service_once"),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="queue_service_minutes"),
        ]

    def __str__(self) -> str:
        return self.name


class QueueCounter(models.Model):
    """A counter (loket): the services it does, and who works at it now."""

    office = models.ForeignKey(QueueOffice, on_delete=models.CASCADE, related_name="counters", verbose_name="kantor")
    number = models.PositiveSmallIntegerField("nomor loket")
    services: Any = models.ManyToManyField(
        QueueService, related_name="counters", verbose_name="layanan", blank=True
    )  # none: all
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    officer_since = models.DateTimeField(null=True, editable=False)
    active = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "loket"
        verbose_name_plural = "loket"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["office", "number"], name="queue_counter_once")]

    def __str__(self) -> str:
        return f"Loket {self.number}"

    @property
    def region_id(self) -> str:
        """Whose office it stands in: rules ask for it."""
        return self.office.region_id


class CounterShift(models.Model):
    """When a counter is planned to be open on a weekday; a counter without any is open in office hours."""

    counter = models.ForeignKey(QueueCounter, on_delete=models.CASCADE, related_name="shifts", verbose_name="loket")
    weekday = models.PositiveSmallIntegerField("hari")  # 1 = Monday
    opens = models.TimeField("mulai")
    closes = models.TimeField("sampai")

    class Meta:
        verbose_name = "jam loket"
        verbose_name_plural = "jam loket"
        ordering = ["counter", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="queue_shift_in_order"),
            models.CheckConstraint(condition=Q(weekday__gte=1, weekday__lte=7), name="queue_shift_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.counter_id}: {self.weekday}, {self.opens:%H.%M}-{self.closes:%H.%M}"
