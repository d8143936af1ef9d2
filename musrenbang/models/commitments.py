"""What the office promised for a proposal, year by year: whose money, how much, until when, and what came of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from musrenbang.commitment_choices import LEAST_WORDS, DelayReason, MoneyKind, MoneySource, PhotoPhase
from musrenbang.models.proposals import Proposal
from wilayah.queries import within


def money(words: str) -> Any:
    """A sum in whole rupiah."""
    return models.DecimalField(words, max_digits=18, decimal_places=0, default=0)


def by_officer() -> Any:
    """Who wrote it down; empty: the house itself."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def within(self, code: str) -> "CommitmentQuerySet":
        """Promises for proposals of a region."""
        return self.filter(within("proposal__region_id", code))

    def running(self) -> "CommitmentQuerySet":
        """Neither finished nor carried into another year."""
        return self.filter(ended_on__isnull=True)


class Commitment(models.Model):
    """A promise: this proposal is carried out in this year, by this body, with this money.

    The sums are kept by the verbs from the rows of `CommitmentFigure`, which are only added.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="commitments")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    source = models.CharField("sumber dana", max_length=8, choices=MoneySource.choices, default=MoneySource.APBD)
    program = models.CharField("program", max_length=200, blank=True)
    activity = models.CharField("kegiatan", max_length=200, blank=True)
    sub_activity = models.CharField("sub kegiatan", max_length=200, blank=True)
    agency = models.ForeignKey(
        "musrenbang.Agency",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="perangkat daerah",
    )  # empty: the village itself carries it out
    carried_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="carried_to", editable=False
    )
    due_on = models.DateField("dijanjikan selesai", null=True, blank=True)
    ceiling = money("pagu")
    contract = money("nilai kontrak")
    contractor = models.CharField("penyedia", max_length=160, blank=True)
    contract_on = models.DateField("tanggal kontrak", null=True, blank=True)
    paid = money("dibayar")
    percent = models.PositiveSmallIntegerField("kemajuan fisik (%)", default=0)
    ended_on = models.DateField("berakhir", null=True, blank=True, editable=False)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["year", "id"]
        verbose_name = "janji pelaksanaan"
        verbose_name_plural = "janji pelaksanaan"
        constraints = [
            models.UniqueConstraint(fields=["proposal", "year", "source"], name="one_promise_a_year_and_source"),
            models.CheckConstraint(condition=Q(year__range=(2000, 2100)), name="promise_year_in_range"),
            models.CheckConstraint(condition=Q(percent__lte=100), name="promise_percent_in_range"),
            models.CheckConstraint(condition=Q(ceiling__gte=0, contract__gte=0, paid__gte=0), name="promise_sums"),
            models.CheckConstraint(condition=~Q(carried_from=F("pk")), name="not_carried_from_itself"),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(ended_on__isnull=True), name="promise_due"),
        ]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.year}"

    @property
    def region_id(self) -> str:
        """The village of the proposal: mandates are asked of it."""
        return self.proposal.region_id or ""

    @property
    def overdue(self) -> bool:
        """Promised until a day that has passed."""
        return self.ended_on is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def paid_percent(self) -> int | None:
        """Percent of the contract, or of the ceiling, that was paid; None while there is neither."""
        whole = self.contract or self.ceiling
        return int(self.paid * 100 // whole) if whole else None


class CommitmentFigure(models.Model):
    """One sum in the history of a promise: a ceiling, a contract, a payment (below nothing: taken back)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="figures")
    kind = models.CharField("jenis", max_length=8, choices=MoneyKind.choices)
    amount = models.DecimalField("jumlah", max_digits=18, decimal_places=0)
    on = models.DateField("tanggal")
    contractor = models.CharField("penyedia", max_length=160, blank=True)
    note = models.CharField("keterangan", max_length=300, blank=True)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MoneyKind.values), name="figure_kind_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | (Q(kind="bayar", amount__lt=0) & ~Q(note="")), name="figure_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"


class Milestone(models.Model):
    """A day on the way: when it was planned, and when it came."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField("tonggak", max_length=120)
    planned_on = models.DateField("rencana")
    real_on = models.DateField("terlaksana", null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "label"], name="milestone_once"),
            models.CheckConstraint(condition=~Q(label=""), name="milestone_has_label"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def late(self) -> bool:
        """Not there on its day."""
        return (self.real_on or timezone.localdate()) > self.planned_on


class Delay(models.Model):
    """The office says that the work takes longer, why, and until when; none without code and words."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="delays")
    reason = models.CharField("alasan", max_length=12, choices=DelayReason.choices)
    note = models.TextField("penjelasan", max_length=2000)
    until = models.DateField("janji baru")
    was_due_on = models.DateField("janji lama", null=True, blank=True)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=DelayReason.values), name="delay_has_reason"),
            models.CheckConstraint(condition=GreaterThanOrEqual(Length("note"), LEAST_WORDS), name="delay_has_words"),
        ]

    def __str__(self) -> str:
        return str(self.get_reason_display())


class CommitmentPhoto(models.Model):
    """A picture of the place before, during or after the work."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    phase = models.CharField("tahap", max_length=8, choices=PhotoPhase.choices)
    caption = models.CharField("keterangan", max_length=120, blank=True)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(phase__in=PhotoPhase.values), name="work_photo_phase")]

    def __str__(self) -> str:
        return self.caption or str(self.get_phase_display())
