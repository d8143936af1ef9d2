"""manage.py ngain: the normalised gain of a file of marks. No database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.ngain import NoTableError, gain, read_marks


class Command(BaseCommand):
    help = "Menghitung N-gain dari berkas CSV dengan kolom id, pre, dan post. Tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument("--json", action="store_true", help="cetak JSON, bukan kalimat")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            marks = read_marks(Path(options["file"]).read_bytes())
        except (OSError, NoTableError) as error:
            raise CommandError(str(error)) from error
        found = gain(marks.pairs) | {"unpaired": marks.unpaired, "invalid": marks.invalid}
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
        else:
            self.stdout.write("\n".join(f"{name}\t{'-' if value is None else value}" for name, value in found.items()))
