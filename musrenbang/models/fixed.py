"""Four weeks after "done" those who asked for a work say whether it is there and works."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from dialog.states import HideReason
from musrenbang.commitment_choices import ANSWER_DAYS, VERDICT_VOICES, Verdict
from musrenbang.models.proposals import Proposal


class FixQuestion(models.Model):
    """The question "sudah selesai dan berfungsi?" about one completion of a work; asked once."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="fix_questions")
    number = models.PositiveSmallIntegerField("ke", default=1)
    done_on = models.DateField("dinyatakan selesai")
    ask_on = models.DateField("ditanyakan mulai")
    asked_at = models.DateTimeField("ditanyakan", null=True, blank=True)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True)  # the case was opened again

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="fix_question_once")]
        indexes = [models.Index(fields=["ask_on"], condition=Q(asked_at__isnull=True), name="fix_to_ask")]

    def __str__(self) -> str:
        return f"{self.proposal_id}/{self.number}"

    @property
    def is_open(self) -> bool:
        """Whether answers may be given or changed now."""
        asked = self.asked_at
        return asked is not None and self.closed_at is None and timezone.now() < asked + timedelta(days=ANSWER_DAYS)


class FixAnswer(models.Model):
    """What one person says of the finished work; public without the name, one a person, may be changed."""

    question = models.ForeignKey(FixQuestion, on_delete=models.CASCADE, related_name="answers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField("jawaban", max_length=8, choices=Verdict.choices)
    words = models.TextField("penjelasan", max_length=1000, blank=True)
    photo = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # Why a moderator hid words and picture ("" = shown); the answer itself still counts.
    hidden_reason = models.CharField(max_length=24, choices=HideReason.choices, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "user"], name="fix_answer_once"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="fix_verdict_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_verdict_display())

    @property
    def voice(self) -> str:
        """Voice of the status tag."""
        return VERDICT_VOICES[Verdict(self.verdict)]
