"""What leaves the screen: pictures of shared links, the link to WhatsApp, the sheet to fill in by hand."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image

from core.cards import LIMIT, Card, draw, picture, sweep_cards
from musrenbang.paper_form import ON_SCREEN, paper_steps
from musrenbang.services import hide_proposal
from musrenbang.views.drafts import STEPS
from tests.flows.clients import again
from tests.flows.world import SECRET

pytestmark = pytest.mark.django_db
LONG = "Pembangunan drainase dan perbaikan talud di sepanjang Jalan Melati dari RT 02 sampai RT 05 " * 3
WORDS = ["", "Drainase", LONG, "x" * 400, "🏳️‍🌈 日本語 \u202etxt", "W" * 160]


def page(w: Any, url: str) -> Any:
    return again("").get(url)


@pytest.mark.parametrize("title", WORDS, ids=range(len(WORDS)))
def test_any_title_is_drawn_small(title: str) -> None:
    drawn = draw(Card(title or "Partisipasi", title, title, title))
    assert len(drawn) < LIMIT
    assert Image.open(io.BytesIO(drawn)).size == (1200, 630)


def test_other_words_other_pixels_and_a_long_title_ends_with_an_ellipsis() -> None:
    short, long = (draw(Card("Partisipasi", "Usulan", title, "Diajukan")) for title in ("Drainase", LONG))
    assert short != long
    assert draw(Card("Partisipasi", "Usulan", LONG + "lagi", "Diajukan")) == long  # what does not fit is not drawn


def test_a_card_is_kept_and_swept() -> None:
    card = Card("Partisipasi", "Usulan", "Sapuan kartu", "Diajukan")
    storage = storages["private"]
    storage.delete(card.name)
    first = picture(card)
    assert storage.exists(card.name)
    assert picture(card) == first
    sweep_cards()
    assert storage.exists(card.name)
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        sweep_cards()
    assert not storage.exists(card.name)


def test_pages_name_their_picture_and_the_way_to_whatsapp(w: Any) -> None:
    for url in (f"/usulan/{w.submitted.number}/", "/rancangan/sampah/"):
        body = page(w, url).content.decode()
        assert f'property="og:image" content="http://127.0.0.1:8000{url}kartu.png' in body, url
        assert 'href="https://wa.me/?text=' in body, url
        assert url.replace("/", "%2F") in body, url
        answer = page(w, f"{url}kartu.png")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert len(answer.content) < LIMIT


def test_what_is_hidden_is_on_no_card(w: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Card] = []
    monkeypatch.setattr("musrenbang.views.paper.picture", lambda card: seen.append(card) or b"x")
    page(w, f"/usulan/{w.submitted.number}/kartu.png")
    page(w, f"/usulan/{w.hidden.number}/kartu.png")
    assert [card.title for card in seen] == ["Drainase Jalan Melati", "Usulan disembunyikan"]
    assert SECRET not in str(seen)
    assert "RT" in seen[0].kind
    assert "RT" not in seen[1].kind
    hide_proposal(by=w.eko, proposal=w.submitted, reason="data_pribadi")
    assert "wa.me" not in page(w, f"/usulan/{w.submitted.number}/").content.decode()
    for url in ("/usulan/2028/33.23.03/9999/kartu.png", f"/rancangan/dicabut-{SECRET}/kartu.png"):
        assert page(w, url).status_code == 404


def test_the_sheet_has_every_field_of_the_form(w: Any) -> None:
    body = page(w, "/usulan/formulir/").content.decode()
    for step in STEPS.values():
        assert step.title in body
        for name, given in step.form.base_fields.items():
            assert (name in ON_SCREEN) or str(given.label) in body, name
    printed = {line.name for _, lines in paper_steps(STEPS) for line in lines}
    assert printed >= {"title", "problem", "kind", "category", "region", "rt", "rw", "landmark", "quantity", "unit"}
    assert not printed & ON_SCREEN
    boxes = {line.name: line.boxes for _, lines in paper_steps(STEPS) for line in lines}
    assert "Prasarana" in " ".join(boxes["category"])
    assert len(boxes["kind"]) == 2


def test_the_sheet_is_a_document(w: Any) -> None:
    answer = page(w, "/usulan/formulir/formulir-usulan.pdf")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")
    assert len(answer.content) < 100_000  # no font is carried along for a box
    assert "/usulan/formulir/" in page(w, "/usulan/").content.decode()
