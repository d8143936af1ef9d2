"""Load national holidays."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from wilayah.loading import load_holidays


class Command(BaseCommand):
    help = "Memuat hari libur nasional untuk tahun yang belum punya. Boleh dijalankan berulang kali."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--replace", action="store_true", help="ganti juga tahun yang sudah terisi")

    def handle(self, *args: Any, **options: Any) -> None:
        years = load_holidays(replace=options["replace"])
        self.stdout.write(f"Hari libur dimuat untuk: {', '.join(map(str, years)) or 'tidak ada tahun baru'}.")
