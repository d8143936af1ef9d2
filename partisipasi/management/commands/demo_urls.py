"""Print one working address of each kind of page."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from partisipasi.demo.urls import addresses


class Command(BaseCommand):
    help = "Menampilkan satu alamat dari tiap jenis halaman."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        found = addresses()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
        else:
            for kind, path in found.items():
                self.stdout.write(f"{kind:<14}{path}")
