"""The life of an imported past vote: read, shown to its officer, published as an archive or dropped."""

from django.db import models

from core.states import Lifecycle, row


class PastState(models.TextChoices):
    """Where an imported vote stands."""

    READ = "dibaca", "Diperiksa, belum terbit"
    PUBLISHED = "terbit", "Terbit sebagai arsip"
    WITHDRAWN = "ditarik", "Ditarik"


PAST = Lifecycle(
    row("publish", "dibaca", "terbit", "musrenbang.import_past", "Terbitkan", "Diterbitkan sebagai arsip"),
    row("withdraw", "dibaca terbit", "ditarik", "musrenbang.import_past", "Tarik", "Ditarik dari arsip", note=True),
)
