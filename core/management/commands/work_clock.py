"""manage.py work_clock: working minutes and due times of cases in a file, by the very code the site uses."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.workcases import CaseError, answer


class Command(BaseCommand):
    help = "Menghitung menit kerja dan tenggat dari berkas kasus. Tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cases", metavar="CASES.json", help="daftar kasus, UTF-8; - membaca dari masukan baku")
        parser.add_argument("--json", action="store_true", help="cetak JSON, bukan tabel")

    def handle(self, *args: Any, cases: str, **options: Any) -> None:
        rows = [answered(case) for case in read(cases)]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=1, ensure_ascii=True))
        else:
            for row in rows:
                self.stdout.write(f"{row['id']}\t{row['minutes']}\t{row['due']}\t{row.get('error', '')}".rstrip())
        if any("error" in row for row in rows):
            sys.exit(1)


def read(name: str) -> list[Any]:
    """The cases of a file."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8-sig")
        found = json.loads(text)
    except (OSError, ValueError) as error:
        raise CommandError(f"Berkas kasus tidak terbaca: {error}") from error
    if not isinstance(found, list):
        raise CommandError("Berkas kasus harus berisi daftar kasus.")
    return found


def answered(case: Any) -> dict[str, Any]:
    """The answer to one case; one that cannot be understood says why and does not stop the others."""
    try:
        return answer(case)
    except (CaseError, OverflowError) as error:
        number = case.get("id") if isinstance(case, dict) else None
        return {"id": number, "minutes": None, "due": None, "error": str(error)}
