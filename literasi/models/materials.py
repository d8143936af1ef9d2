"""How often material is taken along; nobody is followed."""

from django.db import models


class HandoutCount(models.Model):
    """How often one form of one piece of material was taken on a day."""

    name = models.CharField("bahan", max_length=80)
    form = models.CharField("bentuk", max_length=8)  # lihat, html, pdf
    day = models.DateField("hari")
    count = models.PositiveIntegerField("jumlah", default=0)

    class Meta:
        verbose_name = "hitungan bahan"
        verbose_name_plural = "hitungan bahan"
        constraints = [models.UniqueConstraint(fields=["name", "form", "day"], name="handout_count_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.form} {self.day}: {self.count}"
