"""What happened to a draft and was not told to its followers yet."""

from django.db import models
from django.utils import timezone


class News(models.Model):
    """One thing that happened to a draft (kabar rancangan); gone once its followers heard of it.

    `words` is what stands in a day's summary, `text` the whole sentence where nothing else happened. `knows` are the
    keys of people who were told in person or did it themselves; `regions`: it also goes to who follows the place.
    """

    consultation = models.ForeignKey("konsultasi.Consultation", on_delete=models.CASCADE, related_name="news")
    kind = models.CharField(max_length=40)
    words = models.CharField(max_length=120)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200)
    amount = models.PositiveIntegerField(default=1)
    regions = models.BooleanField(default=False)
    knows = models.JSONField(default=list)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = "kabar rancangan"
        verbose_name_plural = "kabar rancangan"

    def __str__(self) -> str:
        return self.text
