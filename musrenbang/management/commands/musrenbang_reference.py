"""Fill the lists of fields of works, units and agencies, and the first set of criteria."""

from typing import Any

from django.core.management.base import BaseCommand

from musrenbang.services import ensure_reference


class Command(BaseCommand):
    help = "Isi daftar bidang, satuan, perangkat daerah, dan kriteria baku (boleh dijalankan berulang)."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_reference()
        self.stdout.write("Bidang, satuan, perangkat daerah, dan kriteria siap.")
