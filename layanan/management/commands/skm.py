"""manage.py skm: the satisfaction index of a file, by the very code the site uses."""

import json
from argparse import ArgumentParser
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from layanan.skm.index import EXACT, Index, of_forms
from layanan.skm.reading import Forms, UnreadableError, read_csv


class Command(BaseCommand):
    help = "Menghitung Survei Kepuasan Masyarakat dari berkas CSV. Tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.csv", help="satu baris tiap responden, kolom bernama unsur")
        parser.add_argument("--bobot", default=None, help="bobot tiap unsur, misalnya 0.11 (bawaan: tepat 1/9)")
        parser.add_argument("--json", action="store_true", help="cetak JSON, bukan kalimat")

    def handle(self, *args: Any, **options: Any) -> None:
        weight = EXACT if options["bobot"] is None else read_weight(options["bobot"])
        try:
            forms = read_csv(Path(options["file"]).read_bytes())
        except (OSError, UnreadableError) as error:
            raise CommandError(str(error)) from error
        found = of_forms(forms.rows, weight)
        if options["json"]:
            self.stdout.write(json.dumps(as_row(found, forms), indent=1, ensure_ascii=True))
            return
        self.stdout.write(f"Responden: {found.n}, dilewati: {len(forms.skipped)}")
        for slug, mean in found.nrr.items():
            self.stdout.write(f"{slug}\t{'-' if mean is None else f'{float(mean):.3f}'}")
        self.stdout.write("IKM: -" if found.ikm is None else f"IKM: {found.ikm} ({found.mutu}, {found.performance})")
        for number, why in forms.skipped:
            self.stderr.write(f"Baris {number} dilewati: {why}")


def as_row(found: Index, forms: Forms) -> dict[str, Any]:
    """The answer for machines: means and index unrounded, ikm with two decimals."""
    return {
        "n": found.n,
        "nrr": {slug: None if mean is None else float(mean) for slug, mean in found.nrr.items()},
        "ni": None if found.ni is None else float(found.ni),
        "ikm": None if found.ikm is None else float(found.ikm),
        "mutu": found.mutu,
        "skipped": [{"row": number, "why": why} for number, why in forms.skipped],
    }


def read_weight(text: str) -> Fraction:
    """A weight as 0.11, 0,11 or 1/9."""
    try:
        weight = Fraction("" if "e" in text.casefold() else text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError) as error:
        raise CommandError(f"Bobot {text!r} bukan bilangan.") from error
    if not 0 < weight <= 1:
        raise CommandError("Bobot harus lebih dari 0 dan paling banyak 1.")
    return weight
