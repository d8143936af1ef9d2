"""`manage.py import_draft FILE`: the structure found in a draft, as JSON, without a database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konsultasi.structure import MAX_BYTES, RefusedError, find, read


class Command(BaseCommand):
    help = "Menampilkan susunan naskah (.docx, PDF teks, .txt) sebagai JSON."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="Berkas naskah; - membaca dari masukan baku.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the found structure, or say plainly why there is none and leave with 1."""
        try:
            data, name = _content(options["file"])
            found = find(read(data, name)).as_json()
        except RefusedError as error:
            self._refuse(str(error))
        except Exception as error:  # whatever it is, an officer at a terminal is told in words
            self._refuse(f"Naskah ini tidak dapat dibaca karena kesalahan program ({type(error).__name__}).")
        else:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))

    def _refuse(self, why: str) -> None:
        """Say why in words and, for whoever reads the output, as JSON too; leave with 1."""
        self.stderr.write(why)
        empty = {"title": "", "children": [], "doubts": [{"where": "Berkas", "why": why}]}
        self.stdout.write(json.dumps(empty, ensure_ascii=False, indent=1))
        sys.exit(1)


def _content(name: str) -> tuple[bytes, str]:
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), "masukan.txt"
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1), Path(name).name
    except OSError as error:
        raise RefusedError(
            f"Berkas {name} tidak dapat dibuka: tidak ada, bukan berkas, atau tidak boleh dibaca."
        ) from error
