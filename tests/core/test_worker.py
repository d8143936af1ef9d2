"""The one service worker: served from the root, never kept old, with every room's routes and files that exist."""

import json
import re

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client

from core.registry import WORKER_ROUTES


@pytest.mark.django_db
def test_the_worker_names_every_route_and_only_files_that_exist() -> None:
    answer = Client().get("/sw.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    found = re.search(r"^const ROUTES = (\[.*\]);$", answer.content.decode(), re.M)
    assert found is not None
    routes = json.loads(found[1])
    assert [row["prefix"] for row in routes] == [route.prefix for route in WORKER_ROUTES]
    assert {"/antrean/kios/", "/petugas/antrean/loket/", "/antrean/papan/"} <= {row["prefix"] for row in routes}
    assert all(find(file.removeprefix("/static/")) for row in routes for file in row["files"])
