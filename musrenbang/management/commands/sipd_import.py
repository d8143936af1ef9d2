"""`manage.py sipd_import FILE`: SIPD's status of the proposals of a plan year, tried with --dry-run."""

import hashlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from core.sheets import CellError, Sheet
from musrenbang import sipd
from musrenbang.models import SipdFile
from musrenbang.queries.sipd import Plan, Year, planned, year_of
from musrenbang.services.sipd import apply_file, report_of
from musrenbang.services.sipd_files import require_sipd

SAID = ("matched", "proposed", "changed", "unknown_columns", "errors")
ALL = 1_000_000


class Command(BaseCommand):
    help = "Membaca berkas status SIPD (.xlsx atau .csv). Dengan --dry-run tidak ada yang berubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="Berkas dari SIPD.")
        parser.add_argument("--dry-run", action="store_true", help="Hanya memeriksa.")
        parser.add_argument("--json", action="store_true", help="Mencetak hasil sebagai JSON.")
        parser.add_argument("--cycle", type=int, metavar="YEAR", help="Tahun rencana; tanpa ini dicari dari isinya.")
        parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="Tanggal data SIPD.")
        parser.add_argument("--by", metavar="USERNAME", help="Petugas yang menyimpan; wajib tanpa --dry-run.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try the file; without --dry-run keep what it says, as the officer named. Leaves with 1 on mistakes."""
        path = Path(options["file"])
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"Berkas {path} tidak dapat dibuka: {error.strerror}.") from error
        by = None if options["dry_run"] else officer(options["by"])
        as_of = options["date"] or timezone.localdate()
        sheet = sheet_of(data)
        year = options["cycle"] or year_of(sheet.rows) or timezone.localdate().year + 1
        found = report(sheet, year, as_of, by)
        if by is not None and not found["errors"]:
            keep(by, data, path.name, year, as_of)
        self.say(found, options["json"])
        if found["errors"]:
            sys.exit(1)

    def say(self, found: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({name: found[name] for name in SAID}, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"Cocok {found['matched']}, berubah {found['changed']}, dipasangkan orang {found['open']}.")
        for name in found["unknown_columns"]:
            self.stdout.write(f"Kolom tidak dikenal: {name}")
        for error in found["errors"]:
            self.stdout.write(f"Baris {error['row']}, {error['column']}: {error['message']}")
        for one in found["differences"]:
            self.stdout.write(f"{one['number']}: {one['why']}")


def officer(username: str | None) -> Any:
    """Who keeps the file: the same rights as on the page."""
    by = User.objects.filter(username=username or "", is_active=True).first()
    if by is None:
        raise CommandError("Sebut petugas yang menyimpan dengan --by NAMA_PENGGUNA, atau periksa dengan --dry-run.")
    require_sipd(by)
    return by


def sheet_of(data: bytes) -> Sheet:
    """The rows; a file that is refused as a whole is one mistake."""
    try:
        return sipd.read(data)
    except ValidationError as error:
        return Sheet(errors=[CellError(0, "", error.messages[0])])


def report(sheet: Sheet, year: int, as_of: date, by: Any) -> dict[str, Any]:
    """What the file would change."""
    if sheet.errors:
        return report_of(Plan(), sheet, Year(0))
    known = Year(year, by)
    return report_of(planned(sheet.rows, known, as_of), sheet, known, most=ALL)


def keep(by: Any, data: bytes, name: str, year: int, as_of: date) -> None:
    """Write it by the same verb as a confirmed file of the page."""
    digest = hashlib.sha256(data).hexdigest()
    file = SipdFile.objects.create(
        name=name[:160], digest=digest, content=data, year=year, as_of=as_of, by=by, state=SipdFile.State.QUEUED
    )
    apply_file(file.pk)
    file.refresh_from_db()
    if file.state == SipdFile.State.FAILED:
        raise CommandError(file.trouble)
