"""manage.py recount_figures: count the figures of "Janji dan kenyataan" anew."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from musrenbang.counting import recount_all
from musrenbang.models import Cycle


class Command(BaseCommand):
    help = "Menghitung ulang semua angka halaman Janji dan kenyataan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, help="hanya tahun rencana ini")
        parser.add_argument("--json", action="store_true", help="tulis hasil sebagai JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        found = {"slices": 0, "written": 0}
        year = options["year"]
        cycles = list(Cycle.objects.filter(plan_year=year)) if year else [None]
        if not cycles:
            raise CommandError(f"Tidak ada siklus untuk tahun rencana {year}.")
        for cycle in cycles:
            counted = recount_all(cycle.pk if cycle else None)
            found = {name: found[name] + counted[name] for name in found}
        told = f"{found['slices']} wilayah dihitung, {found['written']} angka diperbaiki."
        self.stdout.write(json.dumps(found) if options["json"] else told)
