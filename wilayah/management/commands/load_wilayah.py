"""Load regions and the local names of their levels."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from wilayah.loading import load_level_names, load_regions


class Command(BaseCommand):
    help = "Memuat kode wilayah Kemendagri dan sebutan tingkatnya. Boleh dijalankan berulang kali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--within", default="", help="hanya wilayah di dalam kode ini, misalnya 33.23")

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        held, changed = load_regions(options["within"], self.tell)
        if not held:
            raise CommandError(f"Tidak ada wilayah berkode {options['within']}.")
        names = load_level_names()
        seconds = time.monotonic() - start
        self.tell(f"{held} wilayah, {changed} baru atau berubah, {names} sebutan baru, {seconds:.1f} detik.")

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
