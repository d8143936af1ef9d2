"""Browsers that an officer enrolled in an office, and what they hold so that they can work without the server."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from layanan.models.queue import QueueCounter, QueueOffice
from layanan.states import DeviceKind


class QueueDevice(models.Model):
    """A browser of the office: its kiosk or the computer of a counter."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    office = models.ForeignKey(QueueOffice, on_delete=models.CASCADE, related_name="devices")
    kind = models.CharField("jenis", max_length=8, choices=DeviceKind.choices)
    counter = models.ForeignKey(QueueCounter, on_delete=models.CASCADE, null=True, related_name="+")
    secret = models.CharField(max_length=64)  # keyed hash
    enrolled_at = models.DateTimeField(auto_now_add=True)
    enrolled_by = models.BigIntegerField()
    seen_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "perangkat antrean"
        verbose_name_plural = "perangkat antrean"
        ordering = ["-enrolled_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=DeviceKind.KIOSK, counter__isnull=True)
                | Q(kind=DeviceKind.COUNTER, counter__isnull=False),
                name="queue_device_stands_somewhere",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uuid.hex[:6]}"

    @property
    def region_id(self) -> str:
        """Whose office it stands in: rules ask for it."""
        return self.office.region_id


class QueueLease(models.Model):
    """What a device may do alone until a moment: numbers of its own, and waiting people that only it calls."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    device = models.ForeignKey(QueueDevice, on_delete=models.PROTECT, related_name="leases")
    queue_day = models.ForeignKey("layanan.QueueDay", on_delete=models.PROTECT, related_name="leases")
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    officer_id = models.BigIntegerField(null=True)  # who sat at the counter
    blocks: Any = models.JSONField(default=list)  # [prefix, first, last]: numbers nobody else gives

    class Meta:
        verbose_name = "bekal luring"
        verbose_name_plural = "bekal luring"
        constraints = [
            models.UniqueConstraint(
                fields=["device"], condition=Q(closed_at__isnull=True), name="queue_lease_one_open_each"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("given_at")), name="queue_lease_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id}, sampai {timezone.localtime(self.ends_at):%H.%M}"

    def covers(self, moment: datetime) -> bool:
        """Whether something done at this moment was done under this lease."""
        return self.given_at <= moment <= self.ends_at


class QueueFigure(models.Model):
    """A day at an office as it was, one row a visit; rebuilt from the log whenever something is added to that day."""

    office = models.ForeignKey(QueueOffice, on_delete=models.CASCADE, related_name="figures")
    day = models.DateField("hari")
    events = models.PositiveIntegerField()  # of the log, when it was rebuilt
    visits: Any = models.JSONField(default=list)
    works: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = "angka antrean"
        verbose_name_plural = "angka antrean"
        constraints = [models.UniqueConstraint(fields=["office", "day"], name="queue_figure_once")]

    def __str__(self) -> str:
        return f"{self.office_id}, {self.day}"


class QueueVoice(models.Model):
    """One word as an officer of the office says it; the board plays it instead of the clip that came with the house."""

    office = models.ForeignKey(QueueOffice, on_delete=models.CASCADE, related_name="voices")
    word = models.CharField("kata", max_length=20)
    sound = models.BinaryField()  # WAV, checked
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.BigIntegerField()

    class Meta:
        verbose_name = "rekaman suara"
        verbose_name_plural = "rekaman suara"
        constraints = [models.UniqueConstraint(fields=["office", "word"], name="queue_voice_once")]

    def __str__(self) -> str:
        return self.word
