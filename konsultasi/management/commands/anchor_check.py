"""Says what becomes of quotes when a text is replaced by another, by the very code the site uses."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.reading import UnreadableError, read_anchors, read_text
from konsultasi.anchoring.texts import Document

WORDS = {
    "kept": "tetap",
    "moved": "pindah",
    "changed": "berubah",
    "removed": "dihapus",
    "doubtful": "perlu diputuskan",
}


class Command(BaseCommand):
    help = "Mencari kutipan dari teks lama dalam teks baru. Tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("old", metavar="LAMA.txt", help="teks lama, UTF-8, bagian dipisahkan baris kosong")
        parser.add_argument("new", metavar="BARU.txt", help="teks baru, UTF-8, bagian dipisahkan baris kosong")
        parser.add_argument("anchors", metavar="JANGKAR.json", help="daftar id, quote, prefix, suffix, start")
        parser.add_argument("--json", action="store_true", help="cetak JSON, bukan tabel")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            old, new = Document.read(read_text(options["old"])), Document.read(read_text(options["new"]))
            anchors = read_anchors(options["anchors"])
        except UnreadableError as error:
            self.stderr.write(str(error))
            sys.exit(1)
        fates = reanchor(align_documents(old, new), anchors)
        if options["json"]:
            self.stdout.write(json.dumps([as_row(fated) for fated in fates], indent=1))
            return
        for fated in fates:
            words = new.text[fated.start : fated.end] if fated.start is not None else ""
            place = "-" if fated.passage is None else f"bagian {fated.passage}"
            line = f"{fated.id}\t{WORDS[fated.fate]}\t{place}\t{' '.join(words.split())[:80]}"
            self.stdout.write(line.encode("utf-8", "backslashreplace").decode())


def as_row(fated: Fated) -> dict[str, Any]:
    """One line of the answer."""
    return {
        "id": fated.id,
        "fate": fated.fate,
        "start": fated.start,
        "end": fated.end,
        "passage": fated.passage,
    }
