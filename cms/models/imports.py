"""A file on its way into a draft: read, corrected, and only then put in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from cms.models.drafts import PolicyDraftPage
from cms.states import IMPORT, UNFINISHED, ImportState

HEAVY = ("lines", "rows", "doubts", "left_out")


class DraftImport(models.Model):
    """The reading of a file for a draft (impor naskah): its lines, the parts found in it, what is doubted.

    The page knows nothing of it until it is put in. `lines` are [number, page, words]; `rows` are cms.importing.Row;
    `turn` counts savings, so that nobody overwrites what somebody else just corrected.
    """

    LIFECYCLE = IMPORT
    wagtail_reference_index_ignore = True

    page = models.ForeignKey(PolicyDraftPage, on_delete=models.CASCADE, related_name="imports")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="diunggah oleh"
    )
    at = models.DateTimeField("diunggah", default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField("disimpan", default=timezone.now)
    name = models.CharField("berkas", max_length=200)
    form = models.CharField("bentuk", max_length=8)
    pages = models.PositiveSmallIntegerField("halaman", default=0)
    part_count = models.PositiveIntegerField("bagian", default=0)
    lines = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    doubts = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    turn = models.PositiveIntegerField(default=0)
    state = models.CharField("keadaan", max_length=10, choices=ImportState.choices, default=ImportState.NEW)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = "impor naskah"
        verbose_name_plural = "impor naskah"
        indexes = [models.Index(fields=["page", "state"], name="draft_imports")]

    def __str__(self) -> str:
        return self.name

    @property
    def region_id(self) -> Any:
        """The place of its draft, for the trail."""
        return self.page.region_id

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED
