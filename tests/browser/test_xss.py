"""A hostile string in everything a citizen can write, and in every parameter, stays text on every page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as project
from playwright.sync_api import Page

from accounts.models import User
from dialog import services as dialog
from konsultasi import services as konsultasi
from musrenbang.models import Proposal, ProposalPhoto
from notifications.models import Topic
from tests.flows import clients, world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTILE = "\"'><script>window.__xss=1;alert(1)</script><img src=x onerror=window.__xss=1 onload=window.__xss=1>"
HOSTILE += "</title></textarea></style><svg/onload=window.__xss=1>{{7*7}}<a href=javascript:window.__xss=1>klik</a>"
SHORT = '"><img src=x onerror=window.__xss=1>'


@pytest.fixture
def w(transactional_db: Any) -> Any:
    """The world with the string in every field of citizens: name, proposal, photo, input, comment, group."""
    made = world.build()
    passage = made.consultation.versions.first().passages.select_related("version").get(block_id="p2a1")
    konsultasi.submit_input(
        by=made.ani, consultation=made.consultation, passage=passage, kind="usul", body=HOSTILE, proposed=HOSTILE
    )
    made.bad_input = konsultasi.submit_input(
        by=made.ani, consultation=made.consultation, kind="saran", body=HOSTILE, show_name=True
    )
    made.bad_comment = dialog.post_comment(by=made.ani, topic=made.topic, body=HOSTILE)
    dialog.post_comment(by=made.ani, topic=made.topic, body=HOSTILE + " balas", parent=made.said)
    dialog.report_comment(by=made.budi, comment=made.bad_comment, reason="iklan")
    User.objects.filter(pk=made.ani.pk).update(full_name="Ani " + SHORT)
    texts = {"title": HOSTILE[:160], "problem": HOSTILE, "benefit": HOSTILE, "landmark": HOSTILE[:200]}
    texts |= {"group_name": SHORT, "proposer_kind": "kelompok", "lat": "-7.31", "lng": "110.17", "place_text": SHORT}
    Proposal.objects.filter(proposer=made.ani).update(**texts)
    ProposalPhoto.objects.update(caption=SHORT)
    Topic.objects.filter(proposal__isnull=False).update(title=HOSTILE[:160])
    made.round.options.update(title=HOSTILE[:160], summary=HOSTILE[:200])
    return made


def public(w: Any) -> list[str]:
    return [
        "/",
        "/usulan/",
        "/usulan/peta/",
        f"/usulan/{w.submitted.number}/",
        f"/usulan/{w.ongoing.number}/",
        "/rancangan/sampah/",
        "/rancangan/sampah/masukan/",
        f"/rancangan/sampah/masukan/{w.bad_input.number}/",
        "/rancangan/sampah/pasal/p2a1/",
        "/rancangan/sampah/jawab/",
        "/rancangan/sampah/bandingkan/",
        "/rancangan/sampah/perubahan/",
        f"/pemungutan/{w.round.pk}/",
        "/cari/?q=script",
    ]


def reflected() -> list[str]:
    bad = quote(SHORT)
    return [
        f"/usulan/?q={bad}&wilayah={bad}&bidang={bad}&status={bad}&urut={bad}&halaman={bad}",
        f"/usulan/peta/?q={bad}",
        f"/cari/?q={bad}&jenis={bad}",
        f"/rancangan/sampah/masukan/?bagian={bad}&jenis={bad}&urut={bad}",
        f"/rancangan/sampah/?versi={bad}",
        f"/akun/masuk/?next={bad}",
        "/akun/masuk/?next=javascript:window.__xss=1",
        f"/{bad}/",
        f"/usulan/2028/{bad}/0001/",
    ]


def own(w: Any) -> list[str]:
    return [
        "/akun/saya/",
        "/akun/saya/ubah/",
        "/akun/data/",
        "/pemberitahuan/",
        "/pemberitahuan/atur/",
        f"/usulan/draf/{w.draft.pk}/",
        f"/usulan/draf/{w.draft.pk}/masalah/",
        f"/usulan/draf/{w.draft.pk}/lokasi/",
        f"/usulan/draf/{w.draft.pk}/ukuran/",
        f"/usulan/draf/{w.draft.pk}/manfaat/",
        f"/usulan/draf/{w.draft.pk}/foto/",
        f"/usulan/draf/{w.draft.pk}/pengusul/",
        f"/usulan/draf/{w.draft.pk}/hapus/",
        f"/topik/{w.topic.pk}/komentar/?balas={w.bad_comment.pk}",
        f"/topik/{w.topic.pk}/dukung/",
        f"/topik/{w.topic.pk}/ikuti/",
        f"/komentar/{w.bad_comment.pk}/ubah/",
        f"/komentar/{w.bad_comment.pk}/tarik/",
        f"/masukan/{w.bad_input.pk}/perbaiki/",
        f"/masukan/{w.bad_input.pk}/tarik/",
    ]


def desks(w: Any) -> dict[str, list[str]]:
    return {
        "joko": [
            "/petugas/",
            "/petugas/warga/?q=Ani",
            f"/petugas/warga/{w.ani.pk}/",
            "/petugas/usulan/?semua=1",
            f"/petugas/usulan/{w.submitted.pk}/",
            "/petugas/masukan/",
            f"/petugas/masukan/{w.bad_input.pk}/",
            f"/petugas/rancangan/{w.consultation.pk}/catat/",
            f"/petugas/pemungutan/{w.round.pk}/",
            f"/petugas/pemungutan/{w.round_draft.pk}/ubah/",
        ],
        "eko": [
            "/petugas/moderasi/",
            "/petugas/moderasi/?tampil=terbaru",
            f"/petugas/moderasi/{w.bad_comment.pk}/",
            f"/petugas/masukan/{w.bad_input.pk}/moderasi/",
            "/kelola/",
        ],
        "hadi": ["/petugas/mandat/", "/kelola/", "/kelola/reports/site-history/"],
    }


def walk(page: Page, base: str, name: str, w: Any, addresses: list[str]) -> int:
    """Look at all of them as one person; how many showed the string as text."""
    dialogs: list[str] = []
    page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    if name != "anon":
        enter = clients.citizen_client if name in world.CITIZENS else clients.staff_client
        session = clients.session_of(enter(getattr(w, name)))
        page.context.add_cookies([{"name": project.SESSION_COOKIE_NAME, "value": session, "url": base}])
    seen = 0
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status < 500, address
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.wait_for_timeout(30)
        assert page.evaluate("window.__xss") is None, address
        assert dialogs == [], address
        assert page.locator("img[src=x], svg[onload], a[href^='javascript:']").count() == 0, address
        said = [line for line in page.said if "Content Security Policy" in line or "Refused" in line]  # type: ignore[attr-defined]
        assert said == [], address
        seen += "onerror=window.__xss" in page.inner_text("body")
    return seen


def test_what_citizens_wrote_never_runs(w: Any, open_page: Callable[..., Page], live_server: Any) -> None:
    assert walk(open_page(), live_server.url, "anon", w, public(w)) >= 8
    assert walk(open_page(), live_server.url, "ani", w, [*public(w), *own(w)]) >= 14
    for name, addresses in desks(w).items():
        assert walk(open_page(1280), live_server.url, name, w, addresses) >= (3 if name != "hadi" else 0), name


def test_what_an_address_says_never_runs(w: Any, open_page: Callable[..., Page], live_server: Any) -> None:
    walk(open_page(), live_server.url, "anon", w, reflected())
    walk(open_page(), live_server.url, "ani", w, reflected())
    walk(open_page(), live_server.url, "joko", w, [f"/petugas/usulan/?q={quote(SHORT)}&wilayah={quote(SHORT)}"])


def test_a_popup_on_the_map_is_text(w: Any, open_page: Callable[..., Page], live_server: Any) -> None:
    """The map's script builds its words from what citizens wrote."""
    page = open_page(1280)
    page.goto(live_server.url + "/usulan/peta/")
    page.wait_for_timeout(800)
    pins = page.locator(".leaflet-interactive, .leaflet-marker-icon")
    assert pins.count() >= 1
    pins.first.click(force=True)
    page.wait_for_timeout(200)
    assert page.evaluate("window.__xss") is None
    assert page.locator("img[src=x]").count() == 0
