"""Measures every row of the table at 1,000 and at 100,000 proposals and prints shares of the bare rate."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from script.benchlib import waiting  # noqa: E402
from script.benchlib.report import report  # noqa: E402
from script.benchlib.server import MARK, Figure, Shot, fire, serving  # noqa: E402

QUICK = "--quick" in sys.argv
SIZES = [1_000] if QUICK else [1_000, 100_000]
SECONDS = 1  # whole ones: wrk takes no parts
RUNS = 5 if QUICK else 11
PEOPLE = 400 if QUICK else 3_300  # more than vote in all runs: a ballot sent again is no measure
FILTERED = "/usulan/?wilayah=33.23.03.1006&bidang=prasarana"
TOKEN = "a" * 32  # a CSRF cookie and the same token in the form


@dataclass(frozen=True)
class Row:
    """One line of the table: what is sent, what is asked of it."""

    name: str
    target: float
    shots: Callable[[Any], list[Shot]]
    signed: bool = False
    writes: bool = False


def pages(path: Callable[[Any], str]) -> Callable[[Any], list[Shot]]:
    return lambda ground: [Shot(path(ground))]


def signed(path: Callable[[Any], str]) -> Callable[[Any], list[Shot]]:
    """The page as many different signed-in people ask for it."""
    return lambda ground: [Shot(path(ground), cookies(key)) for key in ground.sessions[:200]]


def officers(path: Callable[[Any], str]) -> Callable[[Any], list[Shot]]:
    """The page as those who answer for the kecamatan ask for it."""
    return lambda ground: [Shot(path(ground), cookies(key)) for key in ground.officers]


def cookies(key: str) -> str:
    """What the browser of a signed-in person sends: logging in gave it both."""
    return f"sessionid={key}; csrftoken={TOKEN}"


def post(ground: Any, key: str, path: str, body: str) -> Shot:
    return Shot(path, cookies(key), f"csrfmiddlewaretoken={TOKEN}&kunci={uuid.uuid4()}&{body}")


def comments(ground: Any) -> list[Shot]:
    """Each person writes in five topics; ten in ten minutes is the limit."""
    pairs = product(ground.topics[:5], ground.sessions)
    return [
        post(ground, key, f"/topik/{t}/komentar/", f"body=Setuju+usulan+ini+{n}") for n, (t, key) in enumerate(pairs)
    ]


def supports(ground: Any) -> list[Shot]:
    return [post(ground, key, f"/topik/{topic}/dukung/", "") for topic, key in product(ground.topics, ground.sessions)]


def ballots(ground: Any) -> list[Shot]:
    """Everybody votes once; whoever comes again sends the same ballot."""
    marks = "&".join(f"pilihan={number}" for number in ground.options[:3])
    return [post(ground, key, f"/pemungutan/{ground.round}/kirim/", marks) for key in ground.sessions]


def in_turn(name: str) -> Callable[[Any], list[Shot]]:
    """Each person's own page of the service room."""
    return lambda g: [Shot(path, cookies(key)) for path, key in zip(g.services[name], g.sessions, strict=False)][:200]


def applications(ground: Any) -> list[Shot]:
    """Everybody sends her form once; whoever comes again sends the same one."""
    pairs = zip(ground.services["checks"], ground.sessions, strict=False)
    return [Shot(path, cookies(key), f"csrfmiddlewaretoken={TOKEN}&kunci={form}") for (path, form), key in pairs]


ROWS = [
    Row("portal", 0.3, pages(lambda g: "/")),
    Row("announcement", 0.3, pages(lambda g: g.announcement)),
    Row("draft, 300 passages, 10,000 inputs", 0.2, pages(lambda g: g.draft)),
    Row("proposal list, page 1", 0.3, pages(lambda g: "/usulan/")),
    Row("proposal list, page 10", 0.3, pages(lambda g: "/usulan/?halaman=10")),
    Row("proposal, 50 comments", 0.3, pages(lambda g: g.proposal)),
    Row("janji dan kenyataan", 0.3, pages(lambda g: "/janji/")),
    Row("map data, 500 points", 0.2, pages(lambda g: "/usulan/peta.json")),
    Row("services", 0.3, pages(lambda g: "/layanan/")),
    Row("forum", 0.3, pages(lambda g: f"/forum/{g.forum}/")),
    Row("forum screen", 0.3, pages(lambda g: f"/forum/{g.forum}/layar/isi/")),
    Row("draft, signed in", 0.03, signed(lambda g: g.draft), signed=True),
    Row("officers' queue, 10,000 inputs", 0.03, officers(lambda g: g.work), signed=True),
    Row("proposal list, page 1, signed in", 0.06, signed(lambda g: "/usulan/"), signed=True),
    Row("proposal list, page 10, signed in", 0.06, signed(lambda g: "/usulan/?halaman=10"), signed=True),
    Row("proposal, 50 comments, signed in", 0.06, signed(lambda g: g.proposal), signed=True),
    Row("list with filters, signed in", 0.05, signed(lambda g: FILTERED), signed=True),
    Row("search, about 50 rows, signed in", 0.05, signed(lambda g: f"/usulan/?q={g.rare_word}"), signed=True),
    Row("janji dan kenyataan, signed in", 0.06, signed(lambda g: "/janji/"), signed=True),
    Row("forum screen, signed in", 0.05, signed(lambda g: f"/forum/{g.forum}/layar/isi/"), signed=True),
    Row("officers' proposals", 0.03, officers(lambda g: "/petugas/usulan/"), signed=True),
    Row("officers' applications", 0.05, officers(lambda g: "/petugas/permohonan/"), signed=True),
    Row("officers' forum", 0.02, officers(lambda g: f"/petugas/forum/{g.forum}/"), signed=True),
    Row("form step of a service", 0.1, in_turn("forms"), signed=True),
    Row("status of an application", 0.1, in_turn("status"), signed=True),
    Row("send an application", 0.02, applications, signed=True, writes=True),
    Row("post a comment", 0.03, comments, signed=True, writes=True),
    Row("support a proposal", 0.03, supports, signed=True, writes=True),
    Row("cast a ballot", 0.03, ballots, signed=True, writes=True),
]


def database(size: int) -> str:
    """A filled database of its own for each size."""
    url = f"{os.environ['PG_URL']}/bench_{size}"
    bin_folder = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    port = os.environ["PG_URL"].rsplit(":", 1)[1]
    make = [str(bin_folder / "createdb"), "-h", "127.0.0.1", "-p", port, "-U", "postgres", f"bench_{size}"]
    subprocess.run(make, check=True)  # noqa: S603
    manage(url, "migrate", "--verbosity", "0")
    manage(url, "createcachetable")
    manage(url, "seed_demo", "--proposals", str(size))
    return url


def manage(url: str, *words: str) -> str:
    command = [sys.executable, "-W", "ignore", "manage.py", *words]
    env = {**os.environ, "DATABASE_URL": url}
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout  # noqa: S603


def prepare(url: str) -> Any:
    """The ground to measure on and the queries of each page, told by a process of its own."""
    command = f"from script.benchlib.ground import tell; tell({PEOPLE})"
    told = manage(url, "shell", "--verbosity", "0", "--command", command)
    line = next(line for line in told.splitlines() if line.startswith(MARK))
    return SimpleNamespace(**json.loads(line.removeprefix(MARK)))


def measure(address: str, rod: str, row: Row, ground: Any) -> Figure:
    """Short runs on fresh connections, each between two of the bare view; the middle run by its share.

    Machines change their speed from minute to minute, and eight connections spread unevenly over two workers: one
    long run, or a rod measured at another time, would tell of that and not of the page.
    """
    shots = row.shots(ground)
    if not row.writes:
        fire(address, shots, 1)
    before, runs = fire(rod, [Shot("/")], SECONDS).per_second, []
    for run in range(RUNS):
        rate = fire(address, shots[run::RUNS] if row.writes else shots, SECONDS)
        after = fire(rod, [Shot("/")], SECONDS).per_second
        runs.append(Figure(rate, (before + after) / 2, rate.wrong))
        before = after
    middle = sorted(runs, key=lambda figure: figure.share)[RUNS // 2]
    return replace(middle, wrong=sum(figure.wrong for figure in runs))


def main() -> int:
    figures: dict[int, dict[str, Figure]] = {}
    queries: dict[str, int] = {}
    for size in SIZES:
        print(f"Filling a database with {size:,} proposals ...", flush=True)
        url = database(size)
        ground = prepare(url)
        queries = ground.queries
        with serving("script.benchlib.bare", url) as rod, serving("partisipasi.settings", url) as address:
            figures[size] = {}
            for row in ROWS:
                figures[size][row.name] = figure = measure(address, rod, row, ground)
                print(
                    f"  {size:>7,}  {row.name:<38}{figure.rate.per_second:>9.1f}/s  {figure.share:.3f} of bare"
                    f"  {figure.wrong} wrong",
                    flush=True,
                )
    text, good = report(ROWS, figures, queries)
    estimate, quick = waiting.told()
    text, good = f"{text}\n{estimate}", good and quick
    print(text)
    if not QUICK:
        (ROOT / "docs" / "bench.md").write_text(text, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
