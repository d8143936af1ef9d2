"""Events, who wants to come, and who came."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from acara import states
from acara.codes import spaced
from acara.registry import Kind, kind_of
from acara.states import Age, EventState, How, Need, Phase, SeatState, Sex, Unsur
from accounts.models import Rung
from core.states import Lifecycle
from wilayah.queries import around, within

CHECK_IN_FROM = timedelta(hours=12)  # before the start: halls fill early, lists are tried out
MOST_PLACES = 10  # of one registration: a family


class EventQuerySet(models.QuerySet["Event"]):
    """Which events somebody may see."""

    def public(self) -> "EventQuerySet":
        """Events that were announced, whatever came of them; a plan that was dropped never was."""
        return self.filter(state__in=states.PUBLIC, topic__isnull=False)

    def coming(self) -> "EventQuerySet":
        """Announced ones that are not over yet, the soonest first."""
        return self.public().filter(state__in=states.LIVE, ends_at__gt=timezone.now()).order_by("starts_at", "id")

    def past(self) -> "EventQuerySet":
        """Over, held or cancelled, the latest first."""
        over = Q(ends_at__lte=timezone.now()) | ~Q(state__in=states.LIVE)
        return self.public().filter(over).order_by("-starts_at", "-id")

    def around(self, code: str) -> "EventQuerySet":
        """Events for people of this place: held for it, around it or inside it."""
        return self.filter(within("region_id", code) | Q(region_id__in=around(code)))


class Event(models.Model):
    """Something people come to: a meeting, an outreach, a forum, a class."""

    LIFECYCLE: Lifecycle = states.EVENT

    kind = models.CharField("jenis", max_length=20)  # a name of acara.registry.KINDS
    topic = models.OneToOneField(
        "notifications.Topic", on_delete=models.PROTECT, null=True, related_name="event", editable=False
    )
    page = models.CharField(max_length=200, blank=True, editable=False)  # its page in the room above, if it has one
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    title = models.CharField("judul", max_length=160)
    description = models.TextField("penjelasan", max_length=3000, blank=True)
    place = models.CharField("tempat", max_length=160)
    access_note = models.CharField("jalan masuk dan bantuan di tempat", max_length=200, blank=True)
    lat = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    lng = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    starts_at = models.DateTimeField("mulai")
    ends_at = models.DateTimeField("selesai")
    organiser = models.CharField("penyelenggara", max_length=120)
    contact = models.CharField("kontak", max_length=120, blank=True)
    registers = models.BooleanField("pendaftaran lewat situs", default=True)
    capacity = models.PositiveIntegerField("jumlah tempat", null=True, blank=True)  # None: no limit
    opens_at = models.DateTimeField("pendaftaran dibuka", null=True, blank=True)  # None: once announced
    closes_at = models.DateTimeField("pendaftaran ditutup", null=True, blank=True)  # None: until the start
    min_rung = models.PositiveSmallIntegerField("tingkat kepastian", choices=Rung.choices, default=Rung.REGISTERED)
    offer_hours = models.PositiveSmallIntegerField("jam tawaran berlaku", default=0)  # 0: who waits moves up at once
    women_target = models.PositiveSmallIntegerField("target perempuan (persen)", default=30)
    state = models.CharField("status", max_length=16, choices=EventState.choices, default=EventState.PLANNED)
    taken = models.PositiveIntegerField("tempat terisi", default=0, editable=False)
    waiting = models.PositiveIntegerField("orang menunggu", default=0, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    reminded_for = models.DateTimeField(null=True, editable=False)  # the start for which people were reminded
    forgotten_at = models.DateTimeField(null=True, editable=False)  # contacts of those who came were deleted
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "acara"
        verbose_name_plural = "acara"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1, taken__lte=F("capacity")),
                name="event_not_oversold",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["direncanakan", "dibatalkan"]) | Q(topic__isnull=False), name="event_has_topic"
            ),
            models.CheckConstraint(condition=Q(women_target__lte=100), name="event_target_is_share"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_by_start"),
            models.Index(fields=["state", "ends_at"], name="event_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.page or self.own_url

    @property
    def own_url(self) -> str:
        """Its page in this room, where registration lives."""
        return reverse("acara:show", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("acara:run", args=[self.pk])

    @property
    def sort(self) -> Kind:
        """How events of its kind are called."""
        return kind_of(self.kind)

    @property
    def opening(self) -> Any:
        """The moment from which one may register."""
        return self.opens_at or self.announced_at or self.created_at

    @property
    def closing(self) -> Any:
        """The moment until which one may register."""
        return min(self.closes_at, self.starts_at) if self.closes_at else self.starts_at

    @property
    def takes_registrations(self) -> bool:
        """Whether somebody may register now, for a seat or for the waiting list."""
        open_now = self.opening <= timezone.now() < self.closing
        return self.registers and self.state == EventState.ANNOUNCED and open_now

    @property
    def free(self) -> int | None:
        """Places left; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Whoever registers now waits."""
        return self.free == 0 or (self.free is not None and self.waiting > 0)

    @property
    def takes_attendance(self) -> bool:
        """Whether people may be checked in now."""
        return self.state in states.LIVE and timezone.now() >= self.starts_at - CHECK_IN_FROM

    @property
    def phase(self) -> Phase:
        """What the event is to people now."""
        if self.state not in states.LIVE:
            return Phase(self.state)
        now = timezone.now()
        if now >= self.ends_at:
            return Phase.OVER
        if now >= self.starts_at:
            return Phase.NOW
        if not self.takes_registrations:
            return Phase.COMING
        return Phase.FULL if self.is_full else Phase.OPEN

    @property
    def voice(self) -> str:
        return states.VOICES[self.phase][0]

    @property
    def mark(self) -> str:
        return states.VOICES[self.phase][1]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Which registrations."""

    def active(self) -> "RegistrationQuerySet":
        """Not cancelled."""
        return self.filter(state__in=states.ACTIVE)

    def seated(self) -> "RegistrationQuerySet":
        """Those expected to come."""
        return self.filter(state=SeatState.SEATED)

    def with_presence(self) -> "RegistrationQuerySet":
        """Each with `came`: whether attendance was taken."""
        came = Attendance.objects.filter(registration=OuterRef("pk"), present=True)
        return self.annotate(came=Exists(came))


class Person(models.Model):
    """What a sheet says of one person: the columns of the official attendance list."""

    name = models.CharField("nama", max_length=120, blank=True)  # empty once the person was erased
    name_key = models.CharField(max_length=120, blank=True, editable=False)  # how doubles are noticed
    address = models.CharField("alamat", max_length=160, blank=True)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    institution = models.CharField("lembaga", max_length=120, blank=True)
    unsur = models.CharField("unsur", max_length=12, choices=Unsur.choices, blank=True)
    sex = models.CharField("L/P", max_length=1, choices=Sex.choices, blank=True)
    age = models.CharField("umur", max_length=6, choices=Age.choices, blank=True)
    phone = models.CharField("nomor ponsel", max_length=16, blank=True)  # +628...

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name or "(data dihapus)"

    @property
    def phone_end(self) -> str:
        """The last four digits: enough to tell two people of one name apart."""
        return self.phone[-4:]

    @property
    def phone_local(self) -> str:
        """The number as people here write it: 0812..."""
        return "0" + self.phone.removeprefix("+62") if self.phone else ""


class Registration(Person):
    """Somebody (or a family) wants to come: a person with an account, or a guest whom an officer entered."""

    LIFECYCLE: Lifecycle = states.REGISTRATION

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="event_registrations"
    )
    code = models.CharField("kode tiket", max_length=12, unique=True, editable=False)
    places = models.PositiveSmallIntegerField("jumlah orang", default=1)
    need = models.CharField("bantuan yang diperlukan", max_length=12, choices=Need.choices, blank=True)
    consent = models.BooleanField("setuju dicatat", default=False)
    state = models.CharField(max_length=10, choices=SeatState.choices, default=SeatState.WAITING)
    offer_until = models.DateTimeField(null=True, editable=False)
    called_at = models.DateTimeField("diberi tahu", null=True, editable=False)  # a guest was told by hand
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran"
        verbose_name_plural = "pendaftaran"
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], condition=~Q(state="batal"), name="registered_once"),
            models.CheckConstraint(condition=Q(places__range=(1, MOST_PLACES)), name="registration_places"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(consent=True) | Q(name=""), name="guest_consented"
            ),
            models.CheckConstraint(
                condition=~Q(state="ditawari") | Q(offer_until__isnull=False), name="offer_has_an_end"
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "id"], name="registration_queue"),
            models.Index(fields=["offer_until"], condition=Q(state="ditawari"), name="registration_offered"),
        ]

    @property
    def voice(self) -> str:
        return states.SEAT_VOICES[self.state]

    @property
    def code_spaced(self) -> str:
        return spaced(self.code)

    @property
    def is_active(self) -> bool:
        return self.state in states.ACTIVE

    @property
    def must_be_called(self) -> bool:
        """A guest without an account learns of her seat only when somebody tells her."""
        return self.person_id is None and self.state in states.HOLDS_SEAT and self.called_at is None


class Attendance(Person):
    """Somebody came. One row a person; how often and by whom she was checked in stands in CheckIn."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="attendances")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="attendances")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="event_attendances"
    )
    disabled = models.BooleanField("penyandang disabilitas", default=False)
    companions = models.PositiveSmallIntegerField("pendamping", default=0)  # who came along on the same registration
    how = models.CharField("cara", max_length=10, choices=How.choices)
    present = models.BooleanField(default=True, editable=False)  # at least one check-in that was not taken back
    at = models.DateTimeField("waktu", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        constraints = [
            models.UniqueConstraint(fields=["event", "registration"], name="attended_once"),
        ]
        indexes = [models.Index(fields=["event", "present", "id"], name="attendance_list")]


class CheckIn(models.Model):
    """One press of "hadir", on whichever device, known by its own key: sent twice it counts once.

    Taking it back names the key and wins in any order, so a tombstone may come before the check-in itself.
    """

    key = models.UUIDField(primary_key=True)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="check_ins")
    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, null=True, related_name="check_ins")
    cancelled = models.BooleanField(default=False)
    offline = models.BooleanField("tanpa sinyal", default=False)
    device_at = models.DateTimeField("jam ponsel", null=True)  # shown, never decides
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.key)


class SheetPhoto(models.Model):
    """A photograph of the signed paper sheet; only those who run the event see it."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="sheets")
    file = models.OneToOneField("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.event_id} {self.at}"
