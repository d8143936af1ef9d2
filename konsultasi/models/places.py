"""Where every input stands in every version of the text, what changed in it, and which inputs led to that."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

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


class Change(models.Model):
    """One thing that became different from a version to the next: a sentence, or a passage that came, went or moved.

    `start` and `end` are code points of the new passage's text; without them the whole passage is meant. `inputs` are
    those that led to it, as the office says.
    """

    class Kind(models.TextChoices):
        CHANGED = "diubah", "Kalimat diubah"
        ADDED = "ditambah", "Ditambahkan"
        REMOVED = "dihapus", "Dihapus"
        MOVED = "dipindah", "Dipindahkan"

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="changes")
    order = models.PositiveIntegerField()
    kind = models.CharField("jenis", max_length=8, choices=Kind.choices)
    before = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    inputs = models.ManyToManyField(Input, through="Credit", related_name="changes")

    class Meta:
        ordering = ["version_id", "order"]
        verbose_name = "perubahan naskah"
        verbose_name_plural = "perubahan naskah"
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="change_order_once"),
            models.CheckConstraint(
                condition=Q(before__isnull=False) | Q(passage__isnull=False), name="change_has_a_passage"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(passage__isnull=False, start__isnull=False, end__gte=F("start")),
                name="change_has_whole_or_part",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.label}"

    @property
    def label(self) -> str:
        """Where, in words: "Pasal 6 ayat (2)"."""
        place = self.passage or self.before
        return place.label if place else ""

    @property
    def place_id(self) -> str:
        """The block id of the passage it speaks of."""
        place = self.passage or self.before
        return place.block_id if place else ""

    @property
    def words(self) -> str:
        """The sentence as it reads now, "" where the passage was taken out."""
        if self.passage is None:
            return ""
        return self.passage.text if self.start is None else self.passage.text[self.start : self.end]


class Credit(models.Model):
    """The office's word that an input led to a change."""

    change = models.ForeignKey(Change, on_delete=models.PROTECT, related_name="credits")
    input = models.ForeignKey(Input, on_delete=models.PROTECT, related_name="credits")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "asal perubahan"
        verbose_name_plural = "asal perubahan"
        constraints = [models.UniqueConstraint(fields=["change", "input"], name="credit_once")]

    def __str__(self) -> str:
        return f"{self.input}, {self.change}"
