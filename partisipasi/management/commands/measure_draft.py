"""Measure a draft of 300 passages with 10,000 inputs; each thing in a process of its own."""

import json
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partisipasi.demo import scale


class Command(BaseCommand):
    help = (
        "Mengukur penerbitan versi berikutnya dan unduhan matriks rancangan dengan 10.000 masukan. Mengisi data contoh!"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", choices=sorted(scale.LIMITS), help="satu hal saja, dalam proses ini")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["only"]:
            self.stdout.write(json.dumps(scale.measured(options["only"])))
            return
        scale.ready()
        found = [self.in_own_process(name) for name in scale.LIMITS]
        self.stdout.write(json.dumps(found, indent=1))
        if not all(row["good"] for row in found):
            raise CommandError("Ada ukuran di atas batas.")

    @staticmethod
    def in_own_process(name: str) -> dict[str, Any]:
        command = [sys.executable, sys.argv[0], "measure_draft", "--only", name]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own command
        row: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return row
