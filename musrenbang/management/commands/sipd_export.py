"""`manage.py sipd_export --cycle YEAR FILE`: the proposals of a plan year in SIPD's columns."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.exports import write_csv, write_xlsx
from musrenbang.queries.sipd import export_rows
from musrenbang.sipd import HEADERS


class Command(BaseCommand):
    help = "Menulis usulan satu tahun rencana dalam kolom SIPD (.xlsx atau .csv)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cycle", type=int, required=True, metavar="YEAR", help="Tahun rencana.")
        parser.add_argument("file", metavar="FILE", help="Nama berkas, berakhiran .xlsx atau .csv.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write row by row; the ending of the name says which kind of file."""
        path, header = Path(options["file"]), list(HEADERS.values())
        kind = path.suffix.lower()
        if kind not in (".xlsx", ".csv"):
            raise CommandError("Nama berkas harus berakhiran .xlsx atau .csv.")
        counted = Counted(export_rows(options["cycle"]))
        try:
            if kind == ".csv":
                with path.open("w", encoding="utf-8", newline="") as file:
                    write_csv(file, header, counted)
            else:
                write_xlsx(str(path), header, counted)
        except OSError as error:
            raise CommandError(f"Berkas {path} tidak dapat ditulis: {error.strerror}.") from error
        self.stderr.write(f"{counted.number} usulan ditulis ke {path}.")


class Counted:
    """Passes rows on and knows how many went."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self.rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for row in self.rows:
            self.number += 1
            yield row
