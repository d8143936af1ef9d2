"""The command line: count, verify, convert, generate, bench."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from musrenbang.tally import bench, generate, pabulib
from musrenbang.tally.amounts import amount
from musrenbang.tally.ballots import Kind
from musrenbang.tally.convert import cleaned
from musrenbang.tally.count import count
from musrenbang.tally.profile import from_election
from musrenbang.tally.report import as_json, as_text
from musrenbang.tally.rules import RULES, Blank, Rule, Start, Tie
from musrenbang.tally.verify import verify_folder, write_folder


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 where all is well, 1 where a check fails, 2 where the input cannot be used."""
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    root = argparse.ArgumentParser(prog="python -m musrenbang.tally", description="Count participatory budgets.")
    commands = root.add_subparsers(required=True, metavar="COMMAND")
    _count_parser(commands.add_parser("count", help="count a .pb file"))
    verify = commands.add_parser("verify", help="check a folder written by count --out")
    verify.add_argument("folder", type=Path)
    verify.set_defaults(run=_verify)
    convert = commands.add_parser("convert", help="write a clean .pb file")
    convert.add_argument("file", type=Path)
    convert.add_argument("target", type=Path, nargs="?", help="default: standard output")
    convert.set_defaults(run=_convert)
    make = commands.add_parser("generate", help="write a random .pb file")
    make.add_argument("--kind", choices=[kind.value for kind in Kind], default=Kind.APPROVAL.value)
    make.add_argument("--ballots", type=int, default=200)
    make.add_argument("--projects", type=int, default=12)
    make.add_argument("--most", type=int, default=5)
    make.add_argument("--seed", type=int, default=2026)
    make.set_defaults(run=_generate)
    measure = commands.add_parser("bench", help="measure this machine; real files from PABULIB_DIR")
    measure.add_argument("--small", action="store_true", help="without the million ballots")
    measure.set_defaults(run=_bench)
    return root


def _count_parser(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path)
    command.add_argument("--rule", choices=list(RULES), required=True)
    command.add_argument("--tie", choices=[tie.value for tie in Tie], default=Tie.ID.value)
    command.add_argument("--step", default="1", help="what Add1 adds to each share")
    command.add_argument("--blank", choices=[blank.value for blank in Blank], default=Blank.COUNT.value)
    command.add_argument("--start", choices=[start.value for start in Start], default=Start.EXACT.value)
    command.add_argument("--no-exhaustive-stop", action="store_true", help="Add1 goes on until the budget would not do")
    command.add_argument("--no-skip", action="store_true", help="greedy ends at the first that does not fit")
    command.add_argument("--threshold", type=int, default=0, help="greedy: least score of a project")
    command.add_argument("--compare", action="store_true", help="keep greedy where strictly more voters prefer it")
    command.add_argument("--lot", type=Path, help="a file with one id a line: the order that settles ties")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.add_argument("--why", action="store_true", help="with --json: the facts of every project too")
    command.add_argument("--out", type=Path, help="write a folder anyone can verify")
    command.set_defaults(run=_count)


def rule_of(args: argparse.Namespace) -> Rule:
    """The rule with the knobs of the command line."""
    lot = args.lot.read_text(encoding="utf-8").split("\n") if args.lot else []
    return RULES[args.rule].with_knobs(
        tie=Tie(args.tie),
        blank=Blank(args.blank),
        start=Start(args.start),
        step=amount(args.step),
        exhaustive_stop=not args.no_exhaustive_stop,
        skip=not args.no_skip,
        threshold=args.threshold,
        compare=args.compare,
        order=tuple(line.strip() for line in lot if line.strip()),
    )


def _count(args: argparse.Namespace) -> int:
    data = args.file.read_bytes()
    rule = rule_of(args)
    if args.out:
        write_folder(args.out, cleaned(data), rule)
    election = pabulib.read(data)
    result = count(from_election(election), rule)
    if args.json:
        told = as_json(result, full=args.why)
        told["warnings"] = [str(problem) for problem in election.warnings]
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(as_text(result, election))
    return 0


def _verify(args: argparse.Namespace) -> int:
    faults = verify_folder(args.folder)
    print("\n".join(faults) or "Semua cocok: pemenang, putaran, dan bukti sama dengan hasil hitung ulang.")
    return 1 if faults else 0


def _convert(args: argparse.Namespace) -> int:
    clean = cleaned(args.file.read_bytes())
    if args.target:
        args.target.write_bytes(clean)
    else:
        sys.stdout.buffer.write(clean)
    return 0


def _generate(args: argparse.Namespace) -> int:
    made = generate.election_text(Kind(args.kind), args.ballots, args.projects, most=args.most, seed=args.seed)
    sys.stdout.write(made)
    return 0


def _bench(args: argparse.Namespace) -> int:
    folder = os.environ.get("PABULIB_DIR")
    for line in bench.table(Path(folder) if folder else None, big=not args.small):
        print(line, flush=True)
    return 0
