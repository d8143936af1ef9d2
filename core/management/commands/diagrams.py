"""manage.py diagrams: write docs/lifecycles.md, or check that it is up to date."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.diagrams import document


class Command(BaseCommand):
    help = "Menggambar daur hidup setiap hal ke docs/lifecycles.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="hanya periksa apakah halaman itu mutakhir")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = settings.BASE_DIR / "docs" / "lifecycles.md"
        text = document()
        if not check:
            page.write_text(text, encoding="utf-8")
            self.stdout.write("docs/lifecycles.md ditulis.")
        elif not page.exists() or page.read_text(encoding="utf-8") != text:
            raise CommandError("docs/lifecycles.md tidak mutakhir. Jalankan manage.py diagrams.")
