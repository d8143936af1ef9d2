"""The production server on a free port, and the load generator against it."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
CONCURRENCY = 8
MARK = "GROUND "  # before the line of JSON by which ground.tell() answers


@dataclass(frozen=True)
class Shot:
    """One HTTP request: path, cookie header and form body ("" = none)."""

    path: str
    cookie: str = ""
    body: str = ""

    def line(self) -> str:
        return "\t".join(["POST" if self.body else "GET", self.path, self.cookie, self.body])


@dataclass(frozen=True)
class Rate:
    """What a run gave: requests per second, share of wrong answers, 99th percentile in milliseconds."""

    per_second: float
    wrong: int
    p99: float


@dataclass(frozen=True)
class Figure:
    """A run with the bare rate around it; a row is its run of middle share, with the wrong answers of all."""

    rate: Rate
    bare: float
    wrong: int

    @property
    def share(self) -> float:
        return self.rate.per_second / self.bare


@contextmanager
def serving(settings: str, database: str) -> Iterator[str]:
    """Run gunicorn (2 workers x 4 threads, gthread) and give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        *[
            sys.executable,
            "-m",
            "gunicorn",
            "partisipasi.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--log-level",
            "warning",
        ],
        *["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "60"],
    ]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": database, "SITE_URL": address}
    process = subprocess.Popen(command, env=env)  # noqa: S603
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"{address} did not come up")


def fire(address: str, shots: Sequence[Shot], seconds: float) -> Rate:
    """Send the shots round and round from 8 connections for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(shot.line() + "\n" for shot in shots)
        file.flush()
        env = {**os.environ, "BENCH_REQUESTS": file.name, "BENCH_ORIGIN": address}
        command = ["wrk", "-t1", f"-c{CONCURRENCY}", f"-d{seconds:g}s", "-s", str(HERE / "requests.lua"), address]
        answer = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+)", answer)
    if not found:
        raise RuntimeError(answer)
    requests, wrong, duration, p99 = (float(value) for value in found.groups())
    return Rate(requests / duration, int(wrong), p99)
