"""Plays an office's days: what a policy does to waiting, or how well the waiting-time estimate keeps its word."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from layanan.queue import judge
from layanan.queue.policies import try_policy
from layanan.queue.scenario import POLICIES, Scenario, ScenarioError, load

MOST_DAYS = 100_000


class Command(BaseCommand):
    help = "Menyimulasikan antrean menurut skenario. Tanpa basis data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "scenario", metavar="SKENARIO.json", nargs="?", type=Path, help="tanpa berkas: skenario bawaan"
        )
        parser.add_argument("--policy", choices=POLICIES, default="pooled", help="kebijakan yang dicoba")
        parser.add_argument("--estimate", action="store_true", help="menilai perkiraan waktu tunggu")
        parser.add_argument("--days", type=int, help="hari (1000), atau hari yang dinilai untuk tiap benih (50)")
        parser.add_argument("--tickets", type=int, help="nomor sehari, menggantikan isi skenario")
        parser.add_argument(
            "--seed", type=int, default=1, help="benih acak; penilaian memakai delapan benih mulai dari sini"
        )
        parser.add_argument("--seeds", type=int, default=judge.SEEDS, help="banyaknya benih pada penilaian")
        parser.add_argument("--json", action="store_true", help="cetak JSON satu baris")

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"] if options["days"] is not None else (judge.DAYS if options["estimate"] else 1000)
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--days harus 1 sampai {MOST_DAYS}.")
        if options["seed"] < 0 or options["seeds"] < 1:
            raise CommandError("--seed tidak boleh negatif, --seeds paling sedikit 1.")
        try:
            scenario = load(options["scenario"], options["tickets"])
        except ScenarioError as problem:
            raise CommandError(str(problem)) from problem
        if options["estimate"]:
            self._print(_judged(scenario, options["seed"], options["seeds"], days), options["json"])
        else:
            self._print(try_policy(scenario, options["policy"], days, options["seed"]).as_dict(), options["json"])

    def _print(self, figures: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(figures))
            return
        for key, value in figures.items():
            self.stdout.write(f"{key:>18}  {value}")


def _judged(scenario: Scenario, seed: int, seeds: int, days: int) -> dict[str, Any]:
    verdicts = judge.judge(scenario, range(seed, seed + seeds), days)
    return {"tickets": scenario.tickets, "seeds": seeds, "days": days, **judge.summary(verdicts)}
