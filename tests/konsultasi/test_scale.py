"""A draft of 300 passages with 10,000 inputs: pages ask no more than with ten, the worker says how far it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as project
from django.test import Client

from core import pagecache
from konsultasi import placing, views
from konsultasi.models import Consultation, Input, Passage, Standing, Version
from konsultasi.queries.desk import carried
from konsultasi.services import PassageText, open_consultation, publish_version
from konsultasi.states import Fate
from tests.factories import desk_login
from tests.konsultasi.conftest import NOW, FakePage
from tests.konsultasi.test_pages import ask, own_queries
from wilayah.models import Region

QUEUE = 9  # questions of the officers' list, whatever its length
TEXTS = [
    PassageText(
        f"u{n}",
        "ayat" if n % 5 else "pasal",
        str(n % 5 or n // 5 + 1),
        f"Ketentuan nomor {n} diumumkan." if n % 5 else "",
    )
    for n in range(300)
]


@pytest.fixture
def long_draft(joko: Any, ani: Any, request: Any) -> Consultation:
    """Open now, with as many inputs as asked for."""
    draft = open_consultation(
        title="Rancangan panjang",
        url="/rancangan/panjang/",
        region=Region.objects.get(pk=joko.mandates.get().region_id),
        opens_at=NOW - timedelta(days=7),
        closes_at=NOW + timedelta(days=14),
        by=joko,
    )
    version = publish_version(consultation=draft, passages=TEXTS, by=joko)
    assert version is not None
    fill(draft, version, ani, request.param)
    return draft


def fill(draft: Consultation, version: Version, author: Any, amount: int) -> None:
    passages = [row for row in Passage.objects.filter(version=version) if row.text]
    entries = Input.objects.bulk_create(
        [
            Input(
                consultation=draft, number=n, version=version, passage=(at := passages[n * 7 % len(passages)]),
                block_id=at.block_id, kind="keberatan", body=f"Masukan nomor {n}: mohon disesuaikan.", author=author,
                quote=at.text, due_on=NOW.date() + timedelta(days=14),
            )
            for n in range(1, amount + 1)
        ],
        batch_size=1000,
    )  # fmt: skip
    places = [Standing(input=e, version=version, passage_id=e.passage_id, fate=Fate.ORIGIN) for e in entries]
    Standing.objects.bulk_create(places, batch_size=1000)
    Consultation.objects.filter(pk=draft.pk).update(last_number=amount, input_count=amount)


@pytest.mark.slow
@pytest.mark.parametrize("long_draft", [10_000], indirect=True)
def test_the_worker_says_how_far_it_is(long_draft: Consultation, joko: Any, monkeypatch: Any) -> None:
    """While it works the desk can see it; at the end everybody has her place and nothing is shown any more."""
    seen: list[tuple[int, int]] = []
    first = placing.place

    def watched(entries: list[Input], version: Version, carrier: Any) -> None:
        first(entries, version, carrier)
        version.refresh_from_db()
        seen.append(carried(version))  # type: ignore[arg-type]

    monkeypatch.setattr(placing, "place", watched)
    texts = [
        replace(row, text=row.text.replace("diumumkan", "disiarkan")) if n % 3 else row for n, row in enumerate(TEXTS)
    ]
    version = publish_version(consultation=long_draft, passages=texts[20:], by=joko)
    assert version is not None
    assert seen == [(done, 10_000) for done in range(1000, 10_001, 1000)]
    version.refresh_from_db()
    assert carried(version) is None
    assert Standing.objects.filter(version=version).count() == 10_000


@pytest.mark.parametrize("long_draft", [10, pytest.param(10_000, marks=pytest.mark.slow)], indirect=True)
def test_the_queue_costs_the_same(long_draft: Consultation, joko: Any, django_assert_num_queries: Any) -> None:
    client = Client(secure=project.SECURE_SSL_REDIRECT)
    desk_login(client, joko)
    client.get("/petugas/masukan/")
    with django_assert_num_queries(QUEUE):
        assert client.get(f"/petugas/masukan/?rancangan={long_draft.pk}").status_code == 200


@pytest.mark.parametrize("long_draft", [10, pytest.param(10_000, marks=pytest.mark.slow)], indirect=True)
def test_public_pages_cost_the_same(long_draft: Consultation, leaf: FakePage) -> None:
    page_of_inputs = {"halaman": "200"} if long_draft.input_count > 1000 else {}
    asked = "/x?" + "&".join(f"{name}={value}" for name, value in page_of_inputs.items())
    for cost, work in (
        (4, lambda: views.show_draft(ask("/x"), long_draft, leaf)),
        (5, lambda: views.list_inputs(ask(asked), long_draft, leaf)),
        (2, lambda: views.show_passage(ask("/x"), long_draft, leaf, "u7")),
        (4, lambda: views.show_input(ask("/x"), long_draft, leaf, 7)),
    ):
        pagecache.clear()
        assert own_queries(work) == cost
