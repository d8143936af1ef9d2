"""Voting rounds: what stands on the ballot, the ballots, and the count."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.states import Lifecycle
from musrenbang import voting_states
from musrenbang.models.round_rules import SEALED_RULES, RoundRules
from musrenbang.tally import Limits, Reason
from musrenbang.voting_rules import RUN_ROLES
from musrenbang.voting_states import Phase, RoundState
from wilayah.queries import around, within


class RoundQuerySet(models.QuerySet["Round"]):
    def public(self) -> "RoundQuerySet":
        """Rounds that were announced, whatever came of them; a draft that was dropped never was."""
        return self.filter(state__in=voting_states.PUBLIC, topic__isnull=False)

    def with_result(self) -> "RoundQuerySet":
        """Rounds whose ballots were counted."""
        return self.filter(state__in=voting_states.WITH_RESULT)

    def open(self) -> "RoundQuerySet":
        """Rounds in which people can vote at this moment."""
        now = timezone.now()
        return self.filter(state=RoundState.ANNOUNCED, opens_at__lte=now, closes_at__gt=now)

    def run_by(self, user: Any) -> "RoundQuerySet":
        """Rounds this officer may run."""
        places = Q(pk__in=[])
        for mandate in user.mandates_now:
            if mandate.role in RUN_ROLES:
                places |= within("region_id", mandate.region_id)
        return self.filter(places)

    def around(self, code: str) -> "RoundQuerySet":
        """Rounds in which people of this place take part: held for it, around it or inside it."""
        return self.filter(within("region_id", code) | Q(region_id__in=around(code)))


class Round(RoundRules):
    """A vote of the residents of a region on which proposals come first within a budget."""

    LIFECYCLE: Lifecycle = voting_states.ROUND

    topic = models.OneToOneField(
        "notifications.Topic", on_delete=models.PROTECT, null=True, related_name="voting_round", editable=False
    )
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    cycle = models.ForeignKey(
        "musrenbang.Cycle", on_delete=models.PROTECT, related_name="rounds", verbose_name="siklus"
    )
    # A ballot of the people who came to a forum, where it found no consensus; empty: a vote of the residents.
    forum = models.ForeignKey(
        "musrenbang.Forum", on_delete=models.PROTECT, null=True, related_name="rounds", editable=False
    )
    title = models.CharField("judul", max_length=160)
    explanation = models.TextField("penjelasan", max_length=3000)
    opens_at = models.DateTimeField("dibuka")
    closes_at = models.DateTimeField("ditutup")
    min_choices = models.PositiveSmallIntegerField("paling sedikit", default=1)
    max_choices = models.PositiveSmallIntegerField("paling banyak")
    budget = models.PositiveBigIntegerField("dana (rupiah)")
    state = models.CharField("status", max_length=16, choices=RoundState.choices, default=RoundState.DRAFT)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )

    # Fixed when the round is announced.
    announced_at = models.DateTimeField(null=True, editable=False)
    option_count = models.PositiveSmallIntegerField(default=0, editable=False)
    tie_seed = models.CharField("benih undian", max_length=64, blank=True, editable=False)
    opening_told_at = models.DateTimeField(null=True, editable=False)
    # Fixed when the round is counted.
    counted_at = models.DateTimeField(null=True, editable=False)
    ballot_count = models.PositiveIntegerField(null=True, editable=False)
    eligible_count = models.PositiveIntegerField(null=True, editable=False)
    invalid_count = models.PositiveIntegerField(default=0, editable=False)  # papers of a forum that say nothing clear
    ratified_at = models.DateTimeField(null=True, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-closes_at", "-id"]
        verbose_name = "pemungutan suara"
        verbose_name_plural = "pemungutan suara"
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_opening"),
            models.CheckConstraint(
                condition=Q(min_choices__gte=1, max_choices__gte=F("min_choices")), name="round_limits_in_order"
            ),
            models.CheckConstraint(condition=Q(budget__gt=0), name="round_has_budget"),
            models.CheckConstraint(
                condition=~Q(state__in=["diumumkan", "ditutup", "dihitung", "ditetapkan"])
                | Q(topic__isnull=False, announced_at__lte=F("opens_at"), max_choices__lte=F("option_count"))
                & ~Q(tie_seed=""),
                name="round_fixed_before_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dihitung", "ditetapkan"])
                | Q(counted_at__gte=F("closes_at"), ballot_count__isnull=False, eligible_count__isnull=False),
                name="round_counted_after_closing",
            ),
            *SEALED_RULES,
        ]
        indexes = [models.Index(fields=["state", "closes_at"], name="round_due")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/pemungutan/{self.pk}/"

    @property
    def result_url(self) -> str:
        return f"/pemungutan/{self.pk}/hasil/"

    def phase_at(self, now: datetime) -> Phase:
        """What the round is to people at `now`."""
        if self.state == RoundState.CLOSED:
            return Phase.CLOSED
        if self.state != RoundState.ANNOUNCED:
            return Phase(self.state)
        if now < self.opens_at:
            return Phase.COMING
        return Phase.OPEN if now < self.closes_at else Phase.CLOSED

    @property
    def phase(self) -> Phase:
        return self.phase_at(timezone.now())

    @property
    def is_open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def has_result(self) -> bool:
        return self.state in voting_states.WITH_RESULT

    @property
    def voice(self) -> str:
        """Voice of the status tag."""
        return voting_states.VOICES[self.phase][0]

    @property
    def mark(self) -> str:
        """Icon of the status tag."""
        return voting_states.VOICES[self.phase][1]

    @property
    def limits(self) -> Limits:
        """What a valid ballot of this round holds."""
        return Limits(self.min_choices, self.max_choices, self.option_count)

    @property
    def limits_words(self) -> str:
        """The limits as a voter reads them: "dua sampai lima kegiatan" in figures."""
        if self.min_choices == self.max_choices:
            return f"tepat {self.max_choices} kegiatan"
        if self.min_choices == 1:
            return f"paling banyak {self.max_choices} kegiatan"
        return f"{self.min_choices} sampai {self.max_choices} kegiatan"


class RoundOption(models.Model):
    """One proposal on the ballot. From the announcement on its words, cost and place in the lot stay as they are."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="options")
    proposal = models.ForeignKey("musrenbang.Proposal", on_delete=models.PROTECT, related_name="round_options")
    number = models.PositiveSmallIntegerField("nomor di surat suara")
    title = models.CharField("judul", max_length=160)
    place = models.CharField("tempat", max_length=120)
    summary = models.CharField("uraian singkat", max_length=200, blank=True)
    sign = models.CharField("gambar", max_length=20, blank=True)
    field = models.CharField("bidang", max_length=80, blank=True)
    cost = models.PositiveBigIntegerField("biaya (rupiah)")
    lot = models.PositiveSmallIntegerField("urutan undian", null=True, editable=False)

    class Meta:
        ordering = ["round", "number"]
        verbose_name = "pilihan"
        verbose_name_plural = "pilihan"
        constraints = [
            models.UniqueConstraint(fields=["round", "proposal"], name="proposal_once_per_round"),
            models.UniqueConstraint(fields=["round", "number"], name="number_once_per_round"),
            models.UniqueConstraint(fields=["round", "lot"], name="lot_once_per_round"),
            models.CheckConstraint(condition=Q(number__gte=1), name="option_number_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Ballot(models.Model):
    """What one resident chose in one round. The database holds one row for each person and round, no more.

    `choices` are option numbers, ascending. No trail entry, log or counter ever repeats them. `voter` is empty once
    the person was erased: the ballot stays counted.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="ballots", editable=False
    )
    receipt = models.CharField("tanda terima", max_length=14, unique=True)
    choices = models.JSONField("pilihan", default=list)
    cast_at = models.DateTimeField("diberikan")
    changed_at = models.DateTimeField("diubah", null=True)

    class Meta:
        verbose_name = "surat suara"
        verbose_name_plural = "surat suara"
        constraints = [models.UniqueConstraint(fields=["round", "voter"], name="one_ballot_per_person")]

    def __str__(self) -> str:
        return self.receipt


class RoundResult(models.Model):
    """One line of the count, written once when the round is counted: votes, turn, money before it, paid or not."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="results")
    option = models.OneToOneField(RoundOption, on_delete=models.PROTECT, related_name="result")
    rank = models.PositiveSmallIntegerField("urutan")
    votes = models.PositiveIntegerField("suara")
    before = models.PositiveBigIntegerField("dana sebelum gilirannya")
    after = models.PositiveBigIntegerField("dana sesudah gilirannya")
    reason = models.CharField("alasan", max_length=10, choices=[(r.value, r.value) for r in Reason])
    tied = models.BooleanField("suara sama", default=False)

    class Meta:
        ordering = ["round", "rank"]
        verbose_name = "baris hasil"
        verbose_name_plural = "baris hasil"
        constraints = [models.UniqueConstraint(fields=["round", "rank"], name="rank_once_per_round")]

    def __str__(self) -> str:
        return f"{self.rank}. {self.votes}"

    @property
    def funded(self) -> bool:
        return self.reason == Reason.FUNDED


class Elector(models.Model):
    """Somebody who was present when a forum's ballot opened: votes once, by the own account or on paper."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="electors")
    attendance = models.ForeignKey("acara.Attendance", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    paper = models.BooleanField("memilih di kertas", default=False)

    class Meta:
        ordering = ["id"]
        verbose_name = "pemilih dalam forum"
        verbose_name_plural = "pemilih dalam forum"
        constraints = [
            models.UniqueConstraint(fields=["round", "attendance"], name="elector_once"),
            models.UniqueConstraint(fields=["round", "user"], name="elector_account_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.attendance_id}"


class PaperBallot(models.Model):
    """A paper of a forum's ballot as one officer typed it; it counts when two officers typed the same."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField("nomor lembar")
    choices = models.JSONField("pilihan", default=list)  # empty: the paper is not valid
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["number", "id"]
        verbose_name = "surat suara kertas"
        verbose_name_plural = "surat suara kertas"
        constraints = [models.UniqueConstraint(fields=["round", "number", "by"], name="paper_typed_once_each")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"
