"""How the offices handle a proposal, as rows that are only added: checks, recommendations, rulings, merges."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.utils import timezone

from musrenbang.models.proposals import Proposal
from musrenbang.states import CheckTopic, PlanLevel, Reason, State, TransferTarget, Verdict

LEAST_WORDS = 20


def by_officer() -> Any:
    """Who did it."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Recommendation(models.Model):
    """What one level recommends instead of the citizen's wording, quantity and cost, which stay as they are."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="recommendations")
    level = models.CharField("tingkat", max_length=12, choices=PlanLevel.choices)
    wording = models.CharField("rumusan", max_length=300, blank=True)
    quantity = models.DecimalField("volume", max_digits=14, decimal_places=2, null=True, blank=True)
    budget = models.DecimalField("anggaran", max_digits=18, decimal_places=0, null=True, blank=True)
    note = models.TextField("catatan", max_length=2000, blank=True)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=PlanLevel.values), name="recommendation_level"),
            models.CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gt=0), name="recommended_quantity"),
            models.CheckConstraint(condition=Q(budget__isnull=True) | Q(budget__gt=0), name="recommended_budget"),
            models.CheckConstraint(
                condition=~Q(wording="", quantity__isnull=True, budget__isnull=True, note=""),
                name="recommendation_says_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}: {self.wording or self.quantity or self.budget}"


class Check(models.Model):
    """One point of the verification checklist as an officer found it; the newest row of a point counts."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="checks")
    topic = models.CharField("pemeriksaan", max_length=12, choices=CheckTopic.choices)
    verdict = models.CharField("hasil", max_length=12, choices=Verdict.choices)
    reason = models.CharField("alasan", max_length=24, choices=Reason.choices, blank=True)
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="masalah", reason__in=Reason.values)
                | (Q(verdict__in=["sesuai", "tidak_perlu"]) & Q(reason="")),
                name="problem_with_reason",
            ),
            models.CheckConstraint(condition=Q(topic__in=CheckTopic.values), name="check_topic_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.get_verdict_display()}"


class Ruling(models.Model):
    """A return, refusal, transfer or change of agency with its reason; none can be kept without code and words."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="rulings")
    verb = models.CharField("putusan", max_length=24)
    reason = models.CharField("alasan", max_length=24, choices=Reason.choices)
    note = models.TextField("penjelasan", max_length=5000)
    target = models.CharField("dialihkan kepada", max_length=12, choices=TransferTarget.choices, blank=True)
    due_on = models.DateField("diperbaiki paling lambat", null=True, blank=True)
    agency_from = models.ForeignKey(
        "musrenbang.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agency = models.ForeignKey("musrenbang.Agency", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="ruling_has_reason"),
            models.CheckConstraint(condition=GreaterThanOrEqual(Length("note"), LEAST_WORDS), name="ruling_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.get_reason_display()}"


class Merger(models.Model):
    """A proposal was joined to another: what it was before, and whose support and follow went over, for the undoing."""

    kept = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="mergers")
    merged = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="mergers_away")
    from_state = models.CharField(max_length=24, choices=State.choices)
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    supporters = models.JSONField(default=list)  # keys of people whose support is new on the kept one
    followers = models.JSONField(default=list)
    undo_until = models.DateTimeField("dapat dibatalkan sampai")
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("merged")), name="not_merged_into_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} > {self.kept_id}"


class Split(models.Model):
    """One part of a proposal that asked for several things; the parts go on alone, their people with each of them."""

    origin = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="splits")
    part = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="split_off")
    from_state = models.CharField(max_length=24, choices=State.choices)
    undo_until = models.DateTimeField("dapat dibatalkan sampai")
    by = by_officer()
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(origin=models.F("part")), name="not_split_into_itself")]

    def __str__(self) -> str:
        return f"{self.origin_id} > {self.part_id}"
