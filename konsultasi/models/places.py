"""Where every input stands in every version of the text, and how it came there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from konsultasi.models.drafts import Passage, Version
from konsultasi.models.inputs import Input
from konsultasi.states import Fate


class Standing(models.Model):
    """The place of one input in one version (kedudukan masukan): exactly one from the version it was written on.

    `start` and `end` are code points of the passage's text, end exclusive; without them the whole passage is meant.
    No passage: the draft as a whole, a passage that was taken out, or a doubt without a guess.
    """

    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="standings")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="standings")
    fate = models.CharField("nasib", max_length=8, choices=Fate.choices)
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="standings")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)  # by a person, who looked at what the machine doubted

    class Meta:
        ordering = ["version__number"]
        verbose_name = "kedudukan masukan"
        verbose_name_plural = "kedudukan masukan"
        constraints = [
            models.UniqueConstraint(fields=["input", "version"], name="one_standing_per_version"),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(passage__isnull=False, start__isnull=False, end__gte=F("start")),
                name="standing_has_whole_or_part",
            ),
        ]
        indexes = [models.Index(fields=["version", "fate"], name="standing_fate")]

    def __str__(self) -> str:
        return f"{self.get_fate_display()} pada {self.version}"

    @property
    def words(self) -> str:
        """The words it stands at in this version; "" where there is none or the passage as a whole is meant."""
        return self.passage.text[self.start : self.end] if self.passage and self.start is not None else ""
