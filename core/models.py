"""Rows without civic meaning: content versions, idempotency keys, buckets, stored files."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.urls import reverse


def private_storage() -> Storage:
    """Where uploads lie: outside anything the web server serves by itself."""
    return storages["private"]


class ContentVersion(models.Model):
    """A number that grows whenever public content under this name changed; page caches compare it."""

    name = models.CharField(max_length=80, primary_key=True)
    value = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class SentForm(models.Model):
    """A form that a person already sent: the same key again leads to the same result."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    result = models.CharField("alamat hasil", max_length=300, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.key)


class Bucket(models.Model):
    """A limit on one deed of one person or address: when its token bucket will be full again (epoch seconds)."""

    key = models.CharField(max_length=160, primary_key=True)
    full_at = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a process of the house last said that it lives, and what it said."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"


class StoredFile(models.Model):
    """An uploaded file, checked and re-encoded, under a random name, private unless `public`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.FileField(upload_to="%Y/%m", storage=private_storage, max_length=200)
    small = models.FileField(upload_to="%Y/%m", storage=private_storage, max_length=200, blank=True)
    original_name = models.CharField(max_length=160)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField("bita")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    public = models.BooleanField(default=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.original_name

    def get_absolute_url(self) -> str:
        return reverse("core:file", args=[self.pk])

    @property
    def small_url(self) -> str:
        """Address of the small picture (images only)."""
        return reverse("core:file_small", args=[self.pk]) if self.small else ""
