"""A draft of 300 passages with 10,000 inputs at work: its next version, and its matrix as every kind of file."""

import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from accounts.models import User
from konsultasi.models import Consultation, Input, Passage, Response, Standing, Version
from konsultasi.passages import PassageText
from konsultasi.placing import carry_inputs
from konsultasi.record.files import FORMATS, SHEET, sheet_rows
from konsultasi.record.matrix import Matrix
from konsultasi.services import publish_version
from konsultasi.states import Disposition, InputState
from partisipasi.demo.measuring import long_draft

URL = "/rancangan/rancangan-panjang/"
LIMITS = {"versi": (10.0, 300), **dict.fromkeys(("csv", "xlsx", "docx", "pdf"), (60.0, 300))}  # seconds, MB


def ready() -> Consultation:
    """The long draft, made where there is none; every second input has its answer."""
    if not Consultation.objects.filter(url=URL).exists():
        long_draft()
        _answer_half(Consultation.objects.get(url=URL))
    return Consultation.objects.get(url=URL)


def _answer_half(draft: Consultation) -> None:
    officer = User.objects.filter(mandates__isnull=False).order_by("pk").first()
    entries = Input.objects.filter(consultation=draft, number__gt=0)
    half = [entry for entry in entries.only("pk", "number") if entry.number % 2]
    why = "Jadwal layanan disesuaikan dengan jam kerja warga pada versi berikutnya, setelah dibahas bersama."
    kinds = list(Disposition)
    Response.objects.bulk_create(
        [
            Response(
                input=entry, disposition=kinds[entry.number % len(kinds)], explanation=why, by=officer, role="petugas"
            )
            for entry in half
        ],
        batch_size=1000,
    )
    for at in range(0, len(half), 500):
        Input.objects.filter(pk__in=[entry.pk for entry in half[at : at + 500]]).update(state=InputState.ANSWERED)
    Consultation.objects.filter(pk=draft.pk).update(answered_count=len(half))


def next_text(version: Version) -> list[PassageText]:
    """The text of a version as an office changes it: every third passage reworded, some out, some moved, one new."""
    rows = [
        PassageText(row.block_id, row.kind, row.number, row.text) for row in Passage.objects.filter(version=version)
    ]
    rows = [
        replace(row, text=row.text.replace("menurut jadwal", f"menurut jadwal versi {version.number + 1}"))
        if number % 3 == 0
        else row
        for number, row in enumerate(rows)
        if number % 60 != 7
    ]
    return [*rows[20:], *rows[:20], PassageText(f"baru-{version.number}", "pasal", "Pasal 99", "Penutup.")]


def publish_next() -> int:
    """Publish the next version and give every input its place; how many there are."""
    draft = ready()
    last = draft.versions.order_by("-number")[0]
    version = publish_version(consultation=draft, passages=next_text(last), by=None)
    assert version is not None
    carry_inputs(version=version)
    return Standing.objects.filter(version=version).count()


def export(kind: str) -> int:
    """Write the whole matrix as a file; how many rows it has."""
    matrix, seen = Matrix(ready()), [0]

    def progress(done: int) -> None:
        seen[0] = done

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"matriks.{kind}"
        if kind == "csv":
            with path.open("w", encoding="utf-8") as out:
                out.writelines(_lines(sheet_rows(matrix)))
        else:
            FORMATS[kind].write(str(path), matrix, "f4", progress)
        assert path.stat().st_size
    return max(seen[0], matrix.inputs().count())


def _lines(rows: Iterable[list[Any]]) -> Iterator[str]:
    yield ",".join(SHEET) + "\n"
    for row in rows:
        yield ",".join(str(cell) for cell in row) + "\n"


def peak_mb() -> int:
    """Most memory this process ever held. Not getrusage: that remembers the process which started this one."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) // 1024 if found else 0


def measured(name: str) -> dict[str, Any]:
    """Do one thing in this process: how long it took and how much memory the process had at most."""
    deed: Callable[[], int] = publish_next if name == "versi" else lambda: export(name)
    began, worked = time.monotonic(), time.process_time()
    rows = deed()
    seconds, cpu = time.monotonic() - began, time.process_time() - worked
    peak = peak_mb()
    most, memory = LIMITS[name]
    good = seconds < most and peak < memory
    return {
        "what": name,
        "seconds": round(seconds, 2),
        "cpu": round(cpu, 2),
        "peak_mb": peak,
        "rows": rows,
        "good": good,
    }
