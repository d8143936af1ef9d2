"""Fill an empty database with example data, or keep the example's dates fresh."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from partisipasi.demo.bulk import seed_bulk
from partisipasi.demo.dates import keep_open
from partisipasi.demo.seed import seed


class Command(BaseCommand):
    help = "Mengisi basis data kosong dengan data contoh Kecamatan Temanggung."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="bila sudah berisi, hanya menyegarkan tanggal")
        parser.add_argument(
            "--proposals", type=int, default=0, help="tambahkan usulan sampai sejumlah ini (untuk pengukuran)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Data contoh hanya untuk percobaan. Setel DEMO=1.")
        began = time.monotonic()
        if not User.objects.exists():
            seed(self.stdout.write)
            self.stdout.write(f"Data contoh siap dalam {time.monotonic() - began:.0f} detik.")
        elif options["if_empty"]:
            keep_open()
        else:
            raise CommandError("Basis data sudah berisi. Kosongkan dahulu, atau pakai --if-empty.")
        if options["proposals"]:
            seed_bulk(options["proposals"], self.stdout.write)
