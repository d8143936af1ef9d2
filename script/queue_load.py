#!/usr/bin/env python3
"""Five hundred phones and twenty boards follow one office while its counters call: how late does each hear of a call?

Usage: DATABASE_URL=postgres://... SECRET_KEY=... script/queue_load.py [SECONDS]. The database is a filled demo of its
own; gunicorn (2 workers, 4 threads) is started here. Prints one line of JSON: p95 from the press to boards, to the
staff page and to the phone called, wrong answers, bytes of an unchanged poll.
"""

import asyncio
import json
import os
import random
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partisipasi.settings")

PHONES, BOARDS, PRESS_EVERY, START_WITHIN = 500, 20, 3.0, 30.0


class Listener:
    """One screen: polls its address as antre.js does, with the version it knows; remembers when it saw what."""

    def __init__(self, port: int, path: str, again: Callable[[str], float]) -> None:
        self.port, self.path, self.again = port, path, again
        self.tag, self.text = "", ""
        self.seen: list[tuple[float, str]] = []
        self.wrong, self.empty = 0, 0

    async def ask(self) -> None:
        """One poll over a connection of its own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        known = f"If-None-Match: {self.tag}\r\n" if self.tag else ""
        writer.write(f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{known}Connection: close\r\n\r\n".encode())
        raw = await asyncio.wait_for(reader.read(), 20)
        writer.close()
        head, _, body = raw.partition(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if status == 304:
            self.empty = max(self.empty, len(raw))
        elif status == 200:
            self.tag = next((h[6:].strip() for h in head.decode().split("\r\n") if h.lower().startswith("etag:")), "")
            self.text = body.decode("utf-8", "replace")
            self.seen.append((time.monotonic(), self.text))
        else:
            self.wrong += 1

    async def live(self, until: float) -> None:
        await asyncio.sleep(random.uniform(0, START_WITHIN))  # noqa: S311
        while time.monotonic() < until:
            try:
                await self.ask()
            except (OSError, TimeoutError, IndexError, ValueError):
                self.wrong += 1
            await asyncio.sleep(self.again(self.text) * random.uniform(0.8, 1.2))  # noqa: S311


def phone_again(text: str) -> float:
    """As the page says (data-lagi)."""
    _, _, rest = text.partition('data-lagi="')
    return float(rest.split('"', 1)[0] or 10) if rest else 10.0


def p95(values: list[float]) -> float | None:
    return round(sorted(values)[-(-95 * len(values) // 100) - 1], 2) if values else None


def ground() -> tuple[Any, Any, list[Any]]:
    """An office with five hundred waiting phones and its counters."""
    from django.utils import timezone  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from layanan.models import QueueOffice, Ticket  # noqa: PLC0415
    from layanan.services.log import day_of  # noqa: PLC0415
    from layanan.services.tickets import Wish, made_ticket  # noqa: PLC0415

    office = QueueOffice.objects.get(slug="kecamatan")
    held, service = day_of(office), office.services.first()
    now, first = timezone.now(), held.tickets.count() + 1000
    for number in range(first, first + PHONES):
        made_ticket(held, Wish(office=office, service=service, key=uuid.uuid4(), channel="kios"), number, now)
    waiting = list(Ticket.objects.filter(queue_day=held).waiting())
    return User.objects.get(username="joko"), office, waiting


async def play(port: int, seconds: float) -> dict[str, Any]:
    from asgiref.sync import sync_to_async  # noqa: PLC0415

    from layanan.services.calling import call_next  # noqa: PLC0415

    by, office, waiting = await sync_to_async(ground)()
    until = time.monotonic() + START_WITHIN + seconds
    boards = [Listener(port, f"/antrean/papan/{office.slug}/kini/", lambda _: 2.0) for _ in range(BOARDS)]
    phones = {t.label: Listener(port, f"/antrean/t/{t.token}/kini/", phone_again) for t in waiting[-PHONES:]}
    tasks = [asyncio.create_task(one.live(until)) for one in (*boards, *phones.values())]
    counters = await sync_to_async(list)(office.counters.all())
    await asyncio.sleep(START_WITHIN)
    calls: list[tuple[float, str]] = []
    while time.monotonic() < until - 8:
        called = await sync_to_async(call_next)(by=by, counter=counters[len(calls) % len(counters)])
        calls.append((time.monotonic(), called.label))
        await asyncio.sleep(PRESS_EVERY)
    await asyncio.gather(*tasks)
    return told(boards, phones, calls)


def told(boards: list[Listener], phones: dict[str, Listener], calls: list[tuple[float, str]]) -> dict[str, Any]:
    def late(one: Listener, at: float, word: str) -> float | None:
        return next((seen - at for seen, text in one.seen if seen >= at and word in text), None)

    board = [gone for at, label in calls for one in boards if (gone := late(one, at, label)) is not None]
    called = [late(phones[label], at, "Silakan menuju") for at, label in calls if label in phones]
    everyone = [*boards, *phones.values()]
    return {
        "calls": len(calls),
        "board_p95": p95(board),
        "phone_p95": p95([gone for gone in called if gone is not None]),
        "wrong": sum(one.wrong for one in everyone),
        "unchanged_bytes": max(one.empty for one in everyone),
    }


def main() -> int:
    import django  # noqa: PLC0415

    django.setup()
    from script.benchlib.server import serving  # noqa: PLC0415

    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with serving("partisipasi.settings", os.environ["DATABASE_URL"]) as address:
        sys.stdout.write(json.dumps(asyncio.run(play(int(address.rsplit(":", 1)[1].strip("/")), seconds))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
