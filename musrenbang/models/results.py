"""What is kept of a count: the facts of its page, how firm it is, the files anyone can check; and votes of the past."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.states import Lifecycle
from musrenbang import past_rules, past_states
from musrenbang.models.voting import Round
from musrenbang.past_states import PastState


class KeptCount(models.Model):
    """A count as it is shown and given away: made once, read by every visitor."""

    facts: Any = models.JSONField(default=dict)
    firmness: Any = models.JSONField(default=dict)
    bundle = models.BinaryField(null=True)
    bundle_size = models.PositiveIntegerField(default=0)
    bundle_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


class RoundReport(KeptCount):
    """The result of a round, written when it is counted."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="report")
    channels: Any = models.JSONField(default=dict)

    class Meta:
        verbose_name = "laporan hasil"
        verbose_name_plural = "laporan hasil"

    def __str__(self) -> str:
        return f"Hasil {self.round_id}"


class PastVote(KeptCount):
    """A vote held elsewhere or before this site, read from its .pb file and shown as an archive with its source."""

    LIFECYCLE: Lifecycle = past_states.PAST
    IMPORT = past_rules.IMPORT

    state = models.CharField("status", max_length=10, choices=PastState.choices, default=PastState.READ)
    title = models.CharField("judul", max_length=160)
    source = models.CharField("sumber", max_length=300)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+", verbose_name="wilayah")
    year = models.PositiveSmallIntegerField("tahun")
    rule: Any = models.JSONField("aturan")
    digest = models.CharField("sidik berkas", max_length=64)
    content = models.BinaryField("surat suara tanpa kolom pemilih")
    ballot_count = models.PositiveIntegerField("surat suara")
    option_count = models.PositiveSmallIntegerField("kegiatan")
    warnings: Any = models.JSONField(default=list)
    trouble = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = "arsip pemungutan suara"
        verbose_name_plural = "arsip pemungutan suara"
        constraints = [
            # The same file is one archive, whoever sends it and how often; after it was withdrawn it may come again.
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(state=PastState.WITHDRAWN), name="past_vote_once_per_file"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/pemungutan/arsip/{self.pk}/"

    @property
    def desk_url(self) -> str:
        return f"/petugas/pemungutan/arsip/{self.pk}/"

    @property
    def is_public(self) -> bool:
        return self.state == PastState.PUBLISHED

    @property
    def is_counted(self) -> bool:
        """The worker has counted it."""
        return bool(self.facts)
