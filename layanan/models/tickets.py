"""A day at an office, the tickets of that day, and the log in which everything that happens is written down."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from core.states import Lifecycle
from layanan import states
from layanan.models.queue import QueueCounter, QueueOffice, QueueService
from layanan.queue.order import Waiting
from layanan.queue.spoken import call_clips
from layanan.states import Channel, EventKind, Priority, TicketState


class QueueDay(models.Model):
    """One office on one local day; its row is the lock under which numbers are drawn and called."""

    office = models.ForeignKey(QueueOffice, on_delete=models.PROTECT, related_name="days")
    day = models.DateField("hari")
    calls = models.PositiveIntegerField(default=0)  # people called so far: who was away comes back behind the next ones
    version = models.PositiveIntegerField(default=0)  # rises with every event: screens ask whether it has
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "hari antrean"
        verbose_name_plural = "hari antrean"
        constraints = [models.UniqueConstraint(fields=["office", "day"], name="queue_day_once")]

    def __str__(self) -> str:
        return f"{self.office_id}, {self.day}"

    @property
    def region_id(self) -> str:
        """Whose office it is: rules ask for it."""
        return self.office.region_id


def minute_of(moment: datetime) -> float:
    """Minutes since local midnight: the scale of the queue's pure functions."""
    local = timezone.localtime(moment)
    return local.hour * 60 + local.minute + local.second / 60 + local.microsecond / 60_000_000


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Which tickets."""

    def active(self) -> "TicketQuerySet":
        """Tickets whose holder may still be served."""
        return self.filter(state__in=states.ACTIVE)

    def waiting(self) -> "TicketQuerySet":
        """Those who can be called, by the time they came."""
        return self.filter(state=TicketState.WAITING).order_by("clock_at", "id")


class Ticket(models.Model):
    """One number of one day: who holds the token may see how long it will take. It names nobody."""

    LIFECYCLE: Lifecycle = states.TICKET

    queue_day = models.ForeignKey(QueueDay, on_delete=models.PROTECT, related_name="tickets")
    service = models.ForeignKey(QueueService, on_delete=models.PROTECT, related_name="+", verbose_name="layanan")
    prefix = models.CharField("awalan", max_length=2)
    number = models.PositiveIntegerField("nomor")
    key = models.UUIDField(unique=True, default=uuid.uuid4)  # a request sent again finds the same ticket
    token = models.CharField(max_length=32, unique=True)
    holder = models.CharField(max_length=64, blank=True)  # keyed hash of a phone or browser secret
    channel = models.CharField("cara", max_length=12, choices=Channel.choices, default=Channel.KIOSK)
    priority = models.CharField("prioritas", max_length=12, choices=Priority.choices, blank=True, default=Priority.NONE)
    state = models.CharField("status", max_length=16, choices=TicketState.choices, default=TicketState.WAITING)
    issued_at = models.DateTimeField("diambil")
    slot_at = models.DateTimeField("janji", null=True, blank=True)
    arrived_at = models.DateTimeField("datang", null=True, blank=True)
    clock_at = models.DateTimeField("mulai dihitung")
    behind = models.PositiveIntegerField(default=0)  # callable once the day has so many calls
    counter = models.ForeignKey(QueueCounter, on_delete=models.PROTECT, null=True, related_name="+")
    times_called = models.PositiveSmallIntegerField(default=0)
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    voided = models.BooleanField("catatan waktu keliru", default=False)
    asked_at = models.DateTimeField(null=True)  # "masih datang?", 30 minutes before the turn
    confirmed_at = models.DateTimeField(null=True)
    chain: Any = models.JSONField(default=list, blank=True)  # services still to come in the same visit
    application = models.ForeignKey(
        "layanan.Application", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    lease = models.ForeignKey("layanan.QueueLease", on_delete=models.SET_NULL, null=True, related_name="tickets")
    ahead = models.PositiveSmallIntegerField(null=True)  # people waiting before, when it was issued
    promise_low = models.FloatField(null=True)  # minutes from issue, p20
    promise_high = models.FloatField(null=True)  # p80

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = "nomor antrean"
        verbose_name_plural = "nomor antrean"
        constraints = [
            models.UniqueConstraint(fields=["queue_day", "prefix", "number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["queue_day", "service", "holder"],
                condition=~Q(holder="") & Q(state__in=sorted(states.ACTIVE)),
                name="ticket_one_active_each",
            ),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state__in=sorted(states.AT_COUNTER)), name="ticket_one_at_a_counter"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(states.AT_COUNTER)) | Q(counter__isnull=False),
                name="ticket_called_somewhere",
            ),
        ]
        indexes = [
            models.Index(fields=["queue_day", "state", "clock_at"], name="ticket_by_line"),
            models.Index(fields=["service", "-ended_at"], name="ticket_by_service"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("antrean:ticket", args=[self.token])

    @property
    def label(self) -> str:
        """The number as it is printed, shown and spoken: A-007."""
        return f"{self.prefix}-{self.number:03d}"

    @property
    def region_id(self) -> str:
        """Whose office gave it: rules ask for it."""
        return self.queue_day.region_id

    @property
    def standing(self) -> tuple[str, str, str]:
        """Voice, mark and word of its status tag."""
        return (*states.TICKET_VOICES[self.state], self.get_state_display())

    @property
    def minutes(self) -> float | None:
        """Counter minutes it took, from being served (or called) to the end."""
        began = self.served_at or self.called_at
        return (self.ended_at - began).total_seconds() / 60 if began and self.ended_at else None

    @property
    def call_key(self) -> str:
        """One call of this number; the next one has another."""
        return f"{self.pk}-{self.called_at.timestamp():.0f}" if self.called_at else ""

    @property
    def call_clips(self) -> str:
        """What the board says when it is called."""
        return " ".join(call_clips(self.prefix, self.number, self.counter.number)) if self.counter else ""

    def in_line(self, calls: int) -> Waiting:
        """As the fair order sees it when the day has so many calls."""
        return Waiting(
            key=self.pk,
            clock=minute_of(self.clock_at),
            rank=self.pk,
            service=self.service_id,
            priority=bool(self.priority),
            behind=max(0, self.behind - calls),
        )


class ServiceEvent(models.Model):
    """One thing that happened; rows are only ever added, and every figure is reckoned from them."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    kind = models.CharField("kejadian", max_length=16, choices=EventKind.choices)
    office = models.ForeignKey(QueueOffice, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("hari")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, null=True, related_name="events")
    counter = models.ForeignKey(QueueCounter, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("waktu")
    received_at = models.DateTimeField(auto_now_add=True)
    actor_id = models.BigIntegerField(null=True)  # as in the trail: it stays written when the account is gone
    device = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(null=True)  # counted by the device itself
    payload: Any = models.JSONField(default=dict)  # figures and codes only

    class Meta:
        verbose_name = "kejadian layanan"
        verbose_name_plural = "kejadian layanan"
        ordering = ["at", "id"]
        indexes = [
            models.Index(fields=["office", "day", "at"], name="service_event_by_day"),
            models.Index(fields=["ticket", "id"], name="service_event_by_ticket"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["device", "sequence"], condition=Q(sequence__isnull=False), name="service_event_once_a_device"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H.%M}"
