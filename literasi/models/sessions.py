"""Sessions of digital literacy, their series, and the organisations that help."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from acara.models import Event
from acara.states import LIVE, PUBLIC, EventState
from literasi.states import Audience, Gift, Level, PartnerKind, Pillar, Theme
from wilayah.queries import around, within


class SessionQuerySet(models.QuerySet["Session"]):
    """Which sessions."""

    def told(self) -> "SessionQuerySet":
        """With what their lines say, by one question."""
        return self.select_related("event__region", "event__topic", "series")

    def public(self) -> "SessionQuerySet":
        """Announced ones, whatever came of them."""
        return self.filter(event__state__in=PUBLIC, event__topic__isnull=False)

    def coming(self) -> "SessionQuerySet":
        """Announced and not over, the soonest first."""
        rows = self.public().filter(event__state__in=LIVE, event__ends_at__gt=timezone.now())
        return rows.order_by("event__starts_at", "pk")

    def past(self) -> "SessionQuerySet":
        """Over, held or cancelled, the latest first."""
        over = Q(event__ends_at__lte=timezone.now()) | ~Q(event__state__in=LIVE)
        return self.public().filter(over).order_by("-event__starts_at", "-pk")

    def held(self) -> "SessionQuerySet":
        """Those that took place, with a fixed attendance list."""
        return self.filter(event__state=EventState.HELD)

    def around(self, code: str) -> "SessionQuerySet":
        """Sessions for people of this place: held for it, around it or inside it."""
        return self.filter(within("event__region_id", code) | Q(event__region_id__in=around(code)))


class Series(models.Model):
    """Sessions that belong together and follow one another."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("nama rangkaian", max_length=120)

    class Meta:
        ordering = ["title"]
        verbose_name = "rangkaian sesi"
        verbose_name_plural = "rangkaian sesi"
        constraints = [models.UniqueConstraint(fields=["region", "title"], name="series_once")]

    def __str__(self) -> str:
        return self.title


class Session(models.Model):
    """A session in which people learn to take part, or officials to serve them; its event holds when, where and who."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="session")
    pillar = models.CharField("pilar", max_length=12, choices=Pillar.choices)
    theme = models.CharField("tema", max_length=12, choices=Theme.choices)
    level = models.CharField("tingkat", max_length=8, choices=Level.choices, default=Level.FIRST)
    lesson_hours = models.PositiveSmallIntegerField("jam pelajaran (JP)", default=2)  # of 45 minutes
    speaker = models.CharField("narasumber", max_length=160, blank=True)
    least_age = models.PositiveSmallIntegerField("umur paling muda", null=True, blank=True)
    most_age = models.PositiveSmallIntegerField("umur paling tua", null=True, blank=True)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    place_in_series = models.PositiveSmallIntegerField("pertemuan ke", null=True, blank=True)
    quiz = models.ForeignKey("literasi.Quiz", on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    materials = models.JSONField("bahan", default=list)  # names of literasi.registry.material()
    cost = models.PositiveBigIntegerField("biaya (rupiah)", null=True, blank=True)
    fund = models.CharField("sumber dana", max_length=120, blank=True)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name="fasilitator")
    asked_at = models.DateTimeField(null=True, editable=False)  # the question after thirty days went out
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "sesi literasi"
        verbose_name_plural = "sesi literasi"
        constraints = [
            models.CheckConstraint(condition=Q(lesson_hours__range=(1, 80)), name="session_lesson_hours"),
            models.CheckConstraint(
                condition=Q(least_age__isnull=True) | Q(most_age__isnull=True) | Q(least_age__lte=F("most_age")),
                name="session_ages_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.event.title

    def get_absolute_url(self) -> str:
        return reverse("literasi:show", args=[self.pk])

    @property
    def desk_url(self) -> str:
        return reverse("literasi:run", args=[self.pk])

    @property
    def region_id(self) -> str:
        """The event's region, so that mandates work on sessions."""
        return self.event.region_id

    @property
    def audience(self) -> Audience:
        """For whom it is."""
        return Audience(self.event.kind)

    @property
    def is_for_staff(self) -> bool:
        return self.audience == Audience.STAFF

    @property
    def is_held(self) -> bool:
        """Whether the attendance list is fixed."""
        return bool(self.event.state == EventState.HELD)

    @property
    def ages(self) -> str:
        """Whom it is meant for by age, in words; empty for everybody."""
        if self.least_age and self.most_age:
            return f"{self.least_age} sampai {self.most_age} tahun"
        if self.least_age:
            return f"{self.least_age} tahun ke atas"
        return f"paling tua {self.most_age} tahun" if self.most_age else ""


class Partner(models.Model):
    """An organisation that helps to hold sessions."""

    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("nama", max_length=120)
    kind = models.CharField("jenis", max_length=16, choices=PartnerKind.choices)

    class Meta:
        ordering = ["name"]
        verbose_name = "mitra"
        verbose_name_plural = "mitra"
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="partner_once")]

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What a partner brings to a session; money or goods are recorded here and never collected."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="contributions")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contributions")
    gift = models.CharField("bentuk", max_length=12, choices=Gift.choices)
    detail = models.CharField("keterangan", max_length=160, blank=True)
    value = models.PositiveBigIntegerField("nilai (rupiah)", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "sumbangan mitra"
        verbose_name_plural = "sumbangan mitra"
        constraints = [models.UniqueConstraint(fields=["session", "partner", "gift"], name="contribution_once")]

    def __str__(self) -> str:
        return f"{self.partner_id}/{self.gift}"


class Population(models.Model):
    """How many people live in a village, so that those who were reached have a measure."""

    region = models.OneToOneField("wilayah.Region", on_delete=models.PROTECT, related_name="+", primary_key=True)
    people = models.PositiveIntegerField("penduduk")
    women = models.PositiveIntegerField("perempuan", null=True, blank=True)
    old = models.PositiveIntegerField("60 tahun ke atas", null=True, blank=True)
    source = models.CharField("sumber", max_length=120, blank=True)

    class Meta:
        verbose_name = "penduduk"
        verbose_name_plural = "penduduk"

    def __str__(self) -> str:
        return f"{self.region_id}: {self.people}"


def same_event(rows: Any, session: Session) -> Any:
    """Rows of acara (registrations, attendances) of a session's event."""
    return rows.filter(event_id=session.event_id)
