"""`manage.py import_vote FILE.pb`: a vote of the past as an archive, tried with --dry-run."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from musrenbang.models import PastVote
from musrenbang.services.firmness import count_past
from musrenbang.services.past_votes import Source, publish_past, read_past, start_past
from wilayah.models import Region
from wilayah.queries import root_region


class Command(BaseCommand):
    help = "Memuat berkas .pb sebagai arsip pemungutan suara. Dengan --dry-run tidak ada yang berubah."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", help="Berkas .pb.")
        parser.add_argument("--dry-run", action="store_true", help="Hanya memeriksa.")
        parser.add_argument("--title", default="", help="Judul; tanpa ini dari berkas.")
        parser.add_argument("--source", default="", help="Sumber berkas, tampil di halaman hasil.")
        parser.add_argument("--year", type=int, default=0, help="Tahun pemungutan suara.")
        parser.add_argument("--region", default="", help="Kode wilayah; tanpa ini wilayah instalasi.")
        parser.add_argument("--rule", default="", help="Aturan; tanpa ini menurut berkas.")
        parser.add_argument("--by", default="", metavar="USERNAME", help="Petugas; wajib tanpa --dry-run.")
        parser.add_argument("--publish", action="store_true", help="Langsung diterbitkan.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the file; without --dry-run keep, count and perhaps publish it as the officer named."""
        try:
            data = Path(options["file"]).read_bytes()
            election = read_past(data)
        except OSError as error:
            raise CommandError(f"Berkas tidak dapat dibuka: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        for problem in election.warnings:
            self.stdout.write(f"Peringatan: {problem}")
        self.stdout.write(f"{len(election.votes)} surat suara, {len(election.projects)} kegiatan.")
        if not options["dry_run"]:
            title = options["title"] or election.meta.get("description", "")
            past = keep(data, {**options, "title": title})
            self.stdout.write(f"Arsip {past.pk}: {past.title}, {past.get_state_display().lower()}.")


def keep(data: bytes, options: dict[str, Any]) -> PastVote:
    """Write it by the same verbs as the page."""
    by = User.objects.filter(username=options["by"], is_active=True).first()
    if by is None:
        raise CommandError("Sebut petugas yang memuat dengan --by NAMA_PENGGUNA, atau periksa dengan --dry-run.")
    region = Region.objects.filter(pk=options["region"]).first() if options["region"] else root_region()
    year = options["year"] or timezone.localdate().year - 1
    source = Source(options["title"], options["source"] or options["file"], region, year, options["rule"])
    try:
        past = start_past(by=by, data=data, source=source)
        count_past(past.pk)
        past.refresh_from_db()
        return publish_past(by=by, past=past) if options["publish"] and not past.is_public else past
    except PermissionDenied as error:
        raise CommandError(str(error)) from error
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from error
