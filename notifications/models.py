"""Topics people follow, and what they are told about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Topic(models.Model):
    """Anything a person can follow: a draft, a proposal, a vote. Rooms own one by OneToOne and keep it true.

    Carries the public counters and what dialog must know of its room. `asks_stance`: comments may say setuju,
    tidak setuju, netral. `comments_until`: None = open while visible.
    """

    kind = models.CharField(max_length=20)  # "usulan", "rancangan", "pemungutan"
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    region = models.ForeignKey("wilayah.Region", on_delete=models.PROTECT, related_name="+")
    visible = models.BooleanField(default=False)
    comments_until = models.DateTimeField(null=True, blank=True)
    asks_stance = models.BooleanField(default=False)
    comment_count = models.PositiveIntegerField(default=0)
    support_count = models.PositiveIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "-support_count", "-id"], name="topic_most_supported")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def is_open(self) -> bool:
        """Whether words and support may be added now."""
        return self.visible and (self.comments_until is None or timezone.now() < self.comments_until)

    @property
    def version_name(self) -> str:
        """Name of the content version that page caches of this topic compare (core.pagecache)."""
        return self.name_of(self.pk)

    @staticmethod
    def name_of(pk: int) -> str:
        """The same for a topic that is not at hand."""
        return f"topic:{pk}"


class Follow(models.Model):
    """A person wants to hear of one topic, or of everything in a region."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, blank=True, related_name="follows")
    region = models.ForeignKey("wilayah.Region", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="follow_topic_once"),
            models.UniqueConstraint(fields=["user", "region"], name="follow_region_once"),
            models.CheckConstraint(
                condition=Q(topic__isnull=True, region__isnull=False) | Q(topic__isnull=False, region__isnull=True),
                name="follow_topic_or_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} > {self.topic_id or self.region_id}"


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Which notifications may still be shown."""

    def showable(self) -> "NotificationQuerySet":
        """Leave out topics that were hidden since, save what was told to this person alone."""
        return self.filter(Q(personal=True) | Q(topic__visible=True))

    def unread(self) -> "NotificationQuerySet":
        """Not read on the site yet."""
        return self.filter(read_at__isnull=True)


class Notification(models.Model):
    """One thing one person was told, on the site and perhaps by e-mail.

    `personal` ones concern this person (her comment, her proposal) and stay when the topic is hidden.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mail_tried_at = models.DateTimeField(null=True, blank=True)
    mail_tries = models.PositiveSmallIntegerField(default=0)
    personal = models.BooleanField(default=False)
    occasion = models.CharField(max_length=80)  # same occasion, same person: told once

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "occasion"], name="told_once")]
        indexes = [
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["user"], condition=Q(read_at__isnull=True), name="notification_unread"),
            models.Index(
                fields=["mail_tried_at"], condition=Q(mailed_at__isnull=True, mail_tries__gt=0), name="mail_to_retry"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Delivery(models.Model):
    """How a person wants to be told by e-mail: at once, once a day, or not."""

    class Mode(models.TextChoices):
        AT_ONCE = "segera", "Segera"
        DAILY = "harian", "Rangkuman harian"
        NONE = "tidak", "Tidak usah"

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True)
    mode = models.CharField("surel", max_length=8, choices=Mode.choices, default=Mode.AT_ONCE)
    digest_on = models.DateField(null=True, blank=True)  # day of the last digest tried
    digest_tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.mode
