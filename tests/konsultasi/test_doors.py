"""The short way to a draft shows what the page tree shows, costs little and leaks nothing."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import LegalKind, PolicyDraftIndexPage, PolicyDraftPage
from konsultasi.models import Consultation, Input
from konsultasi.services import PassageText, publish_version, submit_input
from tests.installed import installed_site
from tests.konsultasi.conftest import TEXTS

PATHS = ["", "pasal/p2a1/", "masukan/", "masukan/1/", "jawab/", "masukan/?unduh=csv", "masukan/?unduh=atom",
         "matriks/", "matriks/?unduh=csv", "data/", "data/masukan.json"]  # fmt: skip


@pytest.fixture
def published(places: None, ani: Any) -> PolicyDraftPage:
    """A draft published in Wagtail, with one input."""
    installed_site()
    page = PolicyDraftPage(
        title="Pengelolaan Sampah",
        slug="sampah",
        legal_kind=LegalKind.objects.all()[0],
        initiator="Dinas Lingkungan Hidup",
        summary="Rumah tangga memilah sampah.",
        opens_at=timezone.now() - timedelta(days=1),
        closes_at=timezone.now() + timedelta(days=10),
        body=[(p.kind, {"number": p.number, "text": p.text}) for p in TEXTS],
    )
    for block, text in zip(page.body, TEXTS, strict=True):
        block.id = text.block_id
    PolicyDraftIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    page = PolicyDraftPage.objects.get()
    passage = page.consultation.versions.get().passages.select_related("version").get(block_id="p2a1")
    submit_input(by=ani, consultation=page.consultation, passage=passage, kind="saran", body="Tolong dipertegas.")
    return page


def test_every_door_opens(published: PolicyDraftPage, client: Client) -> None:
    for path in PATHS:
        response = client.get("/rancangan/sampah/" + path)
        assert response.status_code == 200, path
        assert "Tolong dipertegas." in response.getvalue().decode() or path in ("jawab/", "data/")


@pytest.mark.parametrize("how", ["unpublished", "restricted", "moved"])
def test_what_left_the_public_is_behind_no_door(
    published: PolicyDraftPage, client: Client, ani: Any, how: str, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        if how == "unpublished":
            published.unpublish()
        elif how == "restricted":
            kind = PageViewRestriction.PASSWORD
            PageViewRestriction.objects.create(page=published, restriction_type=kind, password="x")
        else:
            published.slug = "lain"
            published.save_revision().publish()
    for person in (None, ani):
        if person:
            client.force_login(person)
        for path in PATHS:
            response = client.get("/rancangan/sampah/" + path)
            text = response.getvalue().decode()
            assert "Tolong dipertegas." not in text, path
            assert "memilah sampah" not in text, path
            assert how == "restricted" or response.status_code in (301, 302, 404), path


def test_unknown_addresses_are_not_found(published: PolicyDraftPage, client: Client) -> None:
    for path in ("tidak-ada/", "sampah/pasal/xyz/", "sampah/masukan/99/", "sampah/lain/", "tidak-ada/masukan/"):
        assert client.get("/rancangan/" + path).status_code == 404


@pytest.mark.parametrize(
    ("path", "own"), [("", 0), ("pasal/p2a1/", 2), ("masukan/", 4), ("masukan/1/", 4), ("jawab/", 2)]
)
def test_no_page_costs_more_than_twelve_queries(
    published: PolicyDraftPage, ani: Any, path: str, own: int, django_assert_max_num_queries: Any
) -> None:
    """The consultation with its Wagtail page is kept by content version; the rest are the page's own lists."""
    for person in (None, ani):
        client = Client()
        if person:
            client.force_login(person)
        client.get(f"/rancangan/sampah/{path}")
        asked = f"/rancangan/sampah/{path}?tanpa=simpanan"  # another address, so not the page kept just now
        with django_assert_max_num_queries(12) as captured:
            client.get(asked)
        assert sum("konsultasi_" in query["sql"] for query in captured) == own


def test_a_citizen_answers_through_the_address(published: PolicyDraftPage, client: Client, budi: Any) -> None:
    client.force_login(budi)
    data = {"kunci": str(uuid.uuid4()), "kind": "keberatan", "body": "Desa kami belum punya wadah."}
    response = client.post("/rancangan/sampah/pasal/p2a1/", data)
    assert response.headers["Location"] == "/rancangan/sampah/masukan/2/"
    assert Input.objects.filter(author=budi, block_id="p2a1").count() == 1
    assert Consultation.objects.get().input_count == 2
    html = client.get("/rancangan/sampah/masukan/2/").content.decode()
    assert "Desa kami belum punya wadah." in html
    assert "Tarik masukan" in html
    assert client.put("/rancangan/sampah/").status_code == 405


def test_an_answer_stays_tied_to_the_words_that_were_read(
    published: PolicyDraftPage, client: Client, budi: Any, joko: Any
) -> None:
    client.force_login(budi)
    url = "/rancangan/sampah/pasal/p2a1/"
    read = client.get(url).context["form"]["naskah"].initial
    assert f'name="naskah" value="{read}"' in client.get(url).content.decode()
    changed = [PassageText("p2a1", "ayat", "1", "Rumah tangga boleh.") if p.block_id == "p2a1" else p for p in TEXTS]
    publish_version(consultation=published.consultation, passages=changed, by=joko)
    sent = {"kunci": str(uuid.uuid4()), "naskah": read, "kind": "setuju", "body": "", "quote": "wajib memilah sampah"}
    assert client.post(url, sent).status_code == 302
    entry = Input.objects.get(author=budi)
    assert (entry.version.number, entry.passage_id, entry.quote) == (1, read, "wajib memilah sampah")


@pytest.mark.parametrize("naskah", ["", "0", "-5", "9" * 30, "kata"])
def test_no_other_passage_can_be_named(published: PolicyDraftPage, client: Client, budi: Any, naskah: str) -> None:
    client.force_login(budi)
    sent = {"kunci": str(uuid.uuid4()), "naskah": naskah, "kind": "setuju", "body": ""}
    client.post("/rancangan/sampah/pasal/p2a1/", sent)
    assert {entry.block_id for entry in Input.objects.filter(author=budi)} <= {"p2a1"}
