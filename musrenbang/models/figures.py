"""Counted beforehand for the pages of "Janji dan kenyataan"; every row can be counted anew (recount_figures)."""

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

from musrenbang.models.proposals import Proposal
from musrenbang.states import State


class StageTime(models.Model):
    """A proposal came into a state, after so many days in the one before; rows are only added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="stage_times")
    left = models.CharField("dari", max_length=24, choices=State.choices, blank=True)
    state = models.CharField("menjadi", max_length=24, choices=State.choices)
    at = models.DateTimeField()
    days = models.PositiveIntegerField("hari", null=True)  # None: what was before is not known

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["proposal", "at"], name="stage_time_of")]

    def __str__(self) -> str:
        return f"{self.left} > {self.state}: {self.days}"


class FigureSlice(models.Model):
    """When the proposals of one village in one cycle were counted last; its row is held while they are."""

    cycle = models.ForeignKey("musrenbang.Cycle", on_delete=models.CASCADE, related_name="+")
    region = models.ForeignKey("wilayah.Region", on_delete=models.CASCADE, related_name="+")
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "region"], name="figure_slice_once")]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.region_id}"


class CycleFigure(models.Model):
    """How many proposals, and how much money, of a village in a cycle answer to one measure.

    No category or no agency means all of them. `bucket` is the number of days, for measures of time alone.
    """

    cycle = models.ForeignKey("musrenbang.Cycle", on_delete=models.CASCADE, related_name="figures")
    region = models.ForeignKey("wilayah.Region", on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey("musrenbang.Category", on_delete=models.CASCADE, null=True, related_name="+")
    agency = models.ForeignKey("musrenbang.Agency", on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.CharField(max_length=40)
    bucket = models.PositiveIntegerField(default=0)
    number = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=22, decimal_places=0, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                F("cycle"),
                F("region"),
                Coalesce("category", Value(0)),
                Coalesce("agency", Value(0)),
                F("measure"),
                F("bucket"),
                name="figure_once",
            ),
        ]
        indexes = [models.Index(fields=["cycle", "category", "agency", "measure"], name="figure_by_key")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.number}"
