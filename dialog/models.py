"""Conversation under a topic: comments two levels deep, support, reports."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.states import Lifecycle
from dialog import states

EDIT_WINDOW = timedelta(minutes=15)


class Comment(models.Model):
    """Words of a person, or of an officer in office, under a topic."""

    LIFECYCLE: Lifecycle = states.COMMENT
    own = False  # whether the reader wrote it; set by dialog.queries.mark

    class Stance(models.TextChoices):
        FOR = "setuju", "Setuju"
        AGAINST = "tidak", "Tidak setuju"
        NEUTRAL = "netral", "Netral"

    topic = models.ForeignKey("notifications.Topic", on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments")
    role = models.CharField("ditulis sebagai", max_length=20, blank=True)  # "" = a citizen
    office = models.CharField("jabatan", max_length=120, blank=True)  # as it was called when this was written
    body = models.TextField("isi", max_length=3000)
    stance = models.CharField("sikap", max_length=8, choices=Stance.choices, blank=True)
    state = models.CharField(max_length=16, choices=states.CommentState.choices, default=states.CommentState.VISIBLE)
    created_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=24, blank=True)
    reply_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "-id"], condition=Q(parent__isnull=True), name="comment_thread"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        return f"{self.topic.url}#komentar-{self.pk}"

    @property
    def own_url(self) -> str:
        """The page with all its words; in the conversation a long one is cut."""
        return f"/komentar/{self.pk}/"

    @property
    def region_id(self) -> str:
        """The region of the topic: mandates are asked of it."""
        return self.topic.region_id

    @property
    def shown(self) -> bool:
        """Whether its words may be read by everybody."""
        return self.state == states.CommentState.VISIBLE

    @property
    def hidden_because(self) -> str:
        """The house rule a hidden comment broke, in words."""
        return str(dict(states.HideReason.choices).get(self.hidden_reason, ""))

    @property
    def editable(self) -> bool:
        """Whether its author may still change it."""
        return self.shown and timezone.now() < self.created_at + EDIT_WINDOW


class Support(models.Model):
    """One person stands behind a topic; once, and can be taken back."""

    topic = models.ForeignKey("notifications.Topic", on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "user"], name="support_once")]

    def __str__(self) -> str:
        return f"{self.user_id} + {self.topic_id}"


class Report(models.Model):
    """A person says a comment, or a thing of a room, breaks the house rules; a moderator decides.

    A thing is named by its room ("usulan", "masukan") and key (dialog.registry); its topic says whose moderators.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, blank=True, related_name="reports")
    room = models.CharField(max_length=20, blank=True)
    thing = models.PositiveBigIntegerField(null=True, blank=True)
    topic = models.ForeignKey("notifications.Topic", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField("alasan", max_length=24, choices=states.HideReason.choices)
    created_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reporter"], name="report_once"),
            models.UniqueConstraint(fields=["room", "thing", "reporter"], name="report_thing_once"),
            models.CheckConstraint(
                condition=Q(comment__isnull=False, room="", thing__isnull=True, topic__isnull=True)
                | (Q(comment__isnull=True, thing__isnull=False, topic__isnull=False) & ~Q(room="")),
                name="report_of_one_thing",
            ),
        ]
        indexes = [models.Index(fields=["comment"], condition=Q(settled_at__isnull=True), name="report_open")]

    def __str__(self) -> str:
        return self.reason
