"""Fill the lists of fields of works and units."""

from typing import Any

from django.core.management.base import BaseCommand

from musrenbang.services import ensure_reference


class Command(BaseCommand):
    help = "Isi daftar bidang dan satuan usulan (boleh dijalankan berulang)."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_reference()
        self.stdout.write("Bidang dan satuan siap.")
