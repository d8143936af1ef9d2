"""Prepares the database to measure on and counts the queries of each public page, cold."""

import json
from dataclasses import asdict

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from musrenbang.bulk import rare_words
from musrenbang.models import Proposal
from partisipasi.demo.measuring import Ground, prepare
from script.benchlib.server import MARK


def tell(people: int) -> None:
    """Prepare, count and print one line of JSON."""
    word = rare_words(Proposal.objects.count())[3]
    ground = prepare(word, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(MARK + json.dumps({**asdict(ground), "queries": count_queries(ground)}))


def count_queries(ground: Ground) -> dict[str, int]:
    """Page -> SQL queries of a first visit after a visit elsewhere, anonymous and signed in."""
    paths = {
        "portal": "/",
        "services": "/layanan/",
        "service": ground.services.page,
        "announcement": ground.announcement,
        "draft": ground.draft,
        "proposal list": "/usulan/",
        "list with filters": "/usulan/?wilayah=33.23.03.1006&bidang=prasarana",
        "list, a word": f"/usulan/?q={ground.rare_word}",
        "search": f"/cari/?q={ground.rare_word}",
        "proposal": ground.proposal,
        "map": "/usulan/peta/",
        "map data": "/usulan/peta.json",
        "round": f"/pemungutan/{ground.round}/",
        "janji": "/janji/",
        "janji of one village": "/janji/?wilayah=33.23.03.1006",
        "forum": f"/forum/{ground.forum}/",
        "forum screen": f"/forum/{ground.forum}/layar/",
        "forum screen, renewed": f"/forum/{ground.forum}/layar/isi/",
    }
    desk = {
        "officers' queue": ground.work,
        "officers' proposals": "/petugas/usulan/",
        "officers' promises": "/petugas/janji/",
        "officers' applications": "/petugas/permohonan/",
        "officers' forum": f"/petugas/forum/{ground.forum}/",
        "officers' score sheet": f"/petugas/forum/{ground.forum}/nilai/",
    }
    counts = {
        name + who: cold(path, ground.sessions[0] if who else "")
        for name, path in paths.items()
        for who in ("", ", signed in")
    }
    return counts | {f"{name}, signed in": cold(path, ground.officers[0]) for name, path in desk.items()}


def cold(path: str, session: str) -> int:
    """SQL queries of a first visit by this session ("" = nobody's)."""
    client = Client(headers={"accept-encoding": "gzip"})
    if session:
        client.cookies["sessionid"] = session
    caches["pages"].clear()
    client.get("/kontak/", headers={"host": "127.0.0.1"})  # warms what every page shares: site, notice bar
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path, headers={"host": "127.0.0.1"})
    assert answer.status_code == 200, (path, answer.status_code)
    assert answer.wsgi_request.user.is_authenticated == bool(session), path
    return len(caught)
