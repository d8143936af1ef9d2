"""What can happen to an import of a draft's text."""

from django.db import models

from core.states import Lifecycle, row


class ImportState(models.TextChoices):
    NEW = "baru", "Baru dibaca"
    CORRECTED = "dikoreksi", "Sedang dikoreksi"
    USED = "dipakai", "Dimasukkan ke rancangan"
    CANCELLED = "dibatalkan", "Dibuang"


UNFINISHED = frozenset({ImportState.NEW, ImportState.CORRECTED})  # may be taken up again

IMPORT = Lifecycle(
    row("correct_import", "baru", "dikoreksi", "cms.import_draft", "Simpan koreksi", "Hasil baca dikoreksi"),
    row(
        "use_import",
        "baru dikoreksi",
        "dipakai",
        "cms.import_draft",
        "Masukkan ke rancangan",
        "Naskah dimasukkan ke rancangan",
    ),
    row("cancel_import", "baru dikoreksi", "dibatalkan", "cms.import_draft", "Buang", "Impor dibuang"),
)
