"""Turns the figures into docs/bench.md."""

import os
import platform
from pathlib import Path
from statistics import median
from typing import Any

GROWTH = 0.8
LIMITS = {
    "portal": "whole page kept by content version: one small query and sending the bytes",
    "announcement": "as the portal",
    "draft, 300 passages, 10,000 inputs": "as the portal; the most bytes to send",
    "draft, signed in": "the passages are one kept fragment; session, person and newest inputs are asked each time",
    "janji dan kenyataan": "as the portal; counted beforehand, a row a village and measure",
    "map data, 500 points": "as the portal; 500 points are 120 KB before compression",
    "forum screen, signed in": "five rows rendered afresh; counts of the whole forum are one grouped query",
    "officers' proposals": "twenty rows rendered afresh; the nearest due date first, by index",
    "officers' forum": "thirty rows and sixteen small forms rendered afresh",
    "officers' queue, 10,000 inputs": "twenty rows rendered afresh; what can be chosen is one question",
    "list with filters, signed in": "twenty rows rendered afresh; the index gives the page without sorting",
    "search, about 50 rows, signed in": "full-text lookup, then as the list",
    "post a comment": "a dozen statements and one commit to disk",
    "support a proposal": "the counters of one topic are one row: its lock",
    "cast a ballot": "one upsert, one trail entry, one commit to disk",
}


def machine() -> str:
    """What this ran on."""
    facts = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in facts if "model name" in line), platform.machine())
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024**2
    return (
        f"{model}, {os.cpu_count()} cores, {memory} GiB, {platform.python_implementation()} {platform.python_version()}"
    )


def report(rows: Any, figures: Any, queries: dict[str, int]) -> tuple[str, bool]:
    """The page as text, and whether every target was reached."""
    small, large = min(figures), max(figures)
    bare = [figure.bare for size in figures.values() for figure in size.values()]
    lines = [
        "# Measured speed",
        "",
        "`script/bench` starts the production server (gunicorn gthread, 2 workers x 4 threads) on PostgreSQL and sends",
        "requests over 8 kept-alive connections with `Accept-Encoding: gzip`. The rod is a bare view answering",
        "`ok` with no middleware, in a second instance of the same server. A row is run eleven times on fresh",
        "connections, each run between two of the bare view; its middle share is the row's. Growth compares",
        "the shares. Load generator, both servers and database share the same cores.",
        "",
        f"Machine: {machine()}. Bare rate {median(bare):,.0f}/s (from {min(bare):,.0f} to {max(bare):,.0f}).",
        "",
        f"| row | target | at {small:,} | share | at {large:,} | share | growth ({GROWTH})"
        " | 99 % | wrong | limited by |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    missed = []
    for row in rows:
        few, many = figures[small][row.name], figures[large][row.name]
        growth = many.share / few.share
        ok = min(few.share, many.share) >= row.target and growth >= GROWTH and not few.wrong and not many.wrong
        if not ok:
            missed.append(row.name)
        lines.append(
            f"| {row.name} | {row.target} | {few.rate.per_second:,.0f}/s | {few.share:.3f} |"
            f" {many.rate.per_second:,.0f}/s | {many.share:.3f} | {growth:.2f} | {many.rate.p99:.0f} ms |"
            f" {few.wrong + many.wrong} | {LIMITS.get(row.name, '')} |"
        )
    most = max(queries.values())
    lines += ["", f"Queries of a first visit, after one to another page (target: at most 12; most here {most}):", ""]
    lines += ["| page | anonymous | signed in |", "|---|---|---|"]
    names = dict.fromkeys(name.removesuffix(", signed in") for name in queries)
    lines += [f"| {name} | {queries.get(name, '-')} | {queries[name + ', signed in']} |" for name in names]
    lines += ["", "Not reached: " + (", ".join(missed) if missed else "none.") + ""]
    return "\n".join(lines) + "\n", not missed and most <= 12
