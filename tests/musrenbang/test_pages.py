"""The public pages: what shows, what never shows, how many queries, odd parameters."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core import pagecache
from musrenbang import services
from musrenbang.models import Proposal
from tests.conftest import GUNTUR
from tests.musrenbang.conftest import NOTE

pytestmark = pytest.mark.django_db
SECRET = "Rahasiakutersimpan"


def text_of(response: Any) -> str:
    return b"".join(response).decode() if response.streaming else response.content.decode()


@pytest.fixture
def three(make_submitted: Any, make_in_state: Any, ani: Any, budi: Any) -> list[Proposal]:
    """One in process in each village, one declined."""
    here = make_submitted(ani, title="Memperbaiki jalan berlubang", lat=Decimal("-7.31"), lng=Decimal("110.17"))
    there = make_submitted(
        budi, title="Pelatihan menjahit", kind="nonfisik", region_id=GUNTUR, estimated_cost=Decimal(18_500_000)
    )
    declined = make_in_state("tidak_disepakati", title="Pelebaran gang", estimated_cost=None)
    return [here, there, declined]


def test_the_list_shows_all_that_was_submitted_and_no_draft(client: Any, three: Any, make_draft: Any, ani: Any) -> None:
    make_draft(ani, title=SECRET)
    html = client.get("/usulan/").content.decode()
    for proposal in three:
        assert proposal.title in html
        assert proposal.number in html
    assert "3 usulan" in html
    assert SECRET not in html
    assert "csrfmiddlewaretoken" not in html


DOORS = ["/usulan/", "/usulan/?q=" + SECRET, "/usulan/peta/", "/usulan/peta.json", "/usulan/ekspor.csv"]


@pytest.mark.parametrize("door", DOORS)
def test_a_draft_leaks_at_no_door(client: Any, make_draft: Any, ani: Any, door: str) -> None:
    draft = make_draft(ani, lat=Decimal("-7.3"), lng=Decimal("110.2"))
    services.save_draft(by=ani, proposal=draft, title=SECRET + " drainase")
    for login in (False, True):
        if login:
            client.force_login(ani)
        text = text_of(client.get(door))
        assert "drainase" not in text.lower()


def test_drafts_open_for_their_author_alone(client: Any, make_draft: Any, ani: Any, budi: Any, citra: Any) -> None:
    draft = make_draft(ani)
    paths = [
        f"/usulan/draf/{draft.pk}/",
        *(f"/usulan/draf/{draft.pk}/{step}/" for step in ("masalah", "lokasi", "foto")),
    ]
    paths += [f"/usulan/draf/{draft.pk}/pengusul/", f"/usulan/draf/{draft.pk}/hapus/"]
    for path in paths:
        client.logout()
        assert client.get(path).status_code == 302
        client.force_login(budi)
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404
        client.force_login(ani)
        assert client.get(path).status_code == 200
    assert Proposal.objects.filter(pk=draft.pk).exists()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("q=perbaikan jalan", ["Memperbaiki jalan berlubang"]),
        ("q=PERBAIKAN+JALAN+lobang", ["Memperbaiki jalan berlubang"]),
        ("q=jembatan", []),
        ("q=' OR 1=1 --", []),
        ("q=%00", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("q=!!!", []),
        (f"wilayah={GUNTUR}", ["Pelatihan menjahit"]),
        ("jenis=nonfisik", ["Pelatihan menjahit"]),
        ("status=tidak", ["Pelebaran gang"]),
        ("status=tidak&status=proses", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("tahun=2028&bidang=prasarana", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("bidang=ekonomi", []),
        # what is not offered does not count
        ("tahun=1999", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("proposer__password__startswith=p", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("urut=proposer__password", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("state__in=draf&status=draf", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("wilayah=33.23.03.1006' OR '1", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
        ("halaman=abc", ["Memperbaiki jalan berlubang", "Pelatihan menjahit", "Pelebaran gang"]),
    ],
)
def test_search_and_filters(client: Any, three: Any, query: str, titles: list[str]) -> None:
    response = client.get("/usulan/?" + query)
    assert response.status_code == 200
    html = response.content.decode()
    assert [title for title in (p.title for p in three) if f">{title}</a>" in html] == titles


def test_search_by_number(client: Any, three: Any) -> None:
    html = client.get("/usulan/?q=" + three[1].number).content.decode()
    assert three[1].title in html
    assert three[0].title not in html


def positions(client: Any, query: str, three: list[Proposal]) -> list[int]:
    html = client.get("/usulan/?" + query).content.decode()
    return sorted(range(3), key=lambda n: html.index(f">{three[n].title}</a>"))


def test_sorts(client: Any, three: Any) -> None:
    three[2].topic.support_count = 7
    three[2].topic.save()
    assert positions(client, "", three) == [2, 1, 0]
    assert positions(client, "urut=dukungan", three)[0] == 2
    assert positions(client, "urut=biaya", three) == [0, 1, 2]


def cost(client: Any, path: str) -> int:
    """Queries of a page whose own content is built anew, in a process that knows the names of places."""
    client.get(path)
    pagecache.bump("usulan")
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["anonymous", "ani"])
@pytest.mark.parametrize("path", ["/usulan/", "/usulan/?q=drainase&wilayah=33.23.03.1006", "/usulan/peta/"])
def test_the_list_costs_the_same_at_any_length(client: Any, make_submitted: Any, ani: Any, who: str, path: str) -> None:
    make_submitted(ani)
    if who == "ani":
        client.force_login(ani)
    client.get(path)
    one = cost(client, path)
    for _ in range(29):
        make_submitted(ani)
    assert cost(client, path) == one
    assert one <= {"anonymous": 7, "ani": 11}[who]


def test_the_proposal_page_costs_the_same_with_a_long_road(
    client: Any, make_in_state: Any, dewi: Any, ani: Any
) -> None:
    proposal = make_in_state("dilaksanakan")
    path = proposal.get_absolute_url()
    client.get(path)
    for login, most in ((False, 8), (True, 12)):
        if login:
            client.force_login(ani)
        services.post_progress(by=dewi, proposal=proposal, percent=5, spent=Decimal(1))
        one = cost(client, path)
        for percent in range(10, 40):
            services.post_progress(by=dewi, proposal=proposal, percent=percent, spent=Decimal(percent))
        assert cost(client, path) == one
        assert one <= most


def test_the_page_of_a_proposal_tells_the_whole_road(client: Any, make_in_state: Any, dewi: Any) -> None:
    proposal = make_in_state("dilaksanakan")
    services.post_progress(by=dewi, proposal=proposal, percent=80, spent=Decimal(174_760_000), note="Hujan 12 hari.")
    html = client.get(proposal.get_absolute_url()).content.decode()
    for words in [
        "Diajukan warga",
        "Citra Dewanti, Petugas kelurahan/desa",
        "Rekomendasi anggaran Rp286.000.000",
        "Menjadi prioritas kecamatan nomor",
        "Dinas Pekerjaan Umum",
        "Anggaran Rp230.000.000",
        "fisik 80%",
        "Rp174.760.000",
        "Hujan 12 hari.",
        "240 m",
        "RT 02, 03 RW 04",
    ]:
        assert words in html, words
    assert "Ani Lestari" not in html


def test_a_refusal_shows_its_reason(client: Any, make_in_state: Any) -> None:
    html = client.get(make_in_state("tidak_disepakati").get_absolute_url()).content.decode()
    assert "Melebihi pagu" in html
    assert NOTE in html


def test_the_page_is_fresh_after_every_step(client: Any, make_submitted: Any, ani: Any, citra: Any) -> None:
    proposal = make_submitted(ani)
    assert "Diverifikasi kelurahan/desa" not in client.get(proposal.get_absolute_url()).content.decode()
    services.verify_village(by=citra, proposal=proposal)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert html.count("Diverifikasi kelurahan/desa") >= 2


def test_late_is_said_in_public(client: Any, make_submitted: Any, ani: Any) -> None:
    proposal = make_submitted(ani)
    Proposal.objects.filter(pk=proposal.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    pagecache.clear()
    assert "Terlambat sejak" in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize("path", ["2028/33.23.03/9999", "2027/33.23.03/0001", "2028/33.23.04/0001", "2028/x/<script>"])
def test_unknown_proposals_are_404(client: Any, three: Any, path: str) -> None:
    assert client.get(f"/usulan/{path}/").status_code == 404


def test_hostile_words_are_shown_as_words(client: Any, make_submitted: Any, ani: Any) -> None:
    bad = "<script>alert(1)</script>"
    proposal = make_submitted(ani, title=bad, problem=bad, landmark=bad, proposer_kind="kelompok", group_name=bad)
    for path in ("/usulan/", proposal.get_absolute_url(), "/usulan/peta/", f"/usulan/?q={bad}"):
        assert bad not in client.get(path).content.decode()


def test_names_show_only_with_consent(client: Any, make_submitted: Any, ani: Any) -> None:
    hidden, shown = make_submitted(ani), make_submitted(ani, name_public=True)
    group = make_submitted(ani, proposer_kind="kelompok", group_name="Paguyuban RW 04")
    assert "Ani Lestari" not in client.get(hidden.get_absolute_url()).content.decode()
    assert "Ani Lestari" in client.get(shown.get_absolute_url()).content.decode()
    assert "Diajukan Paguyuban RW 04" in client.get(group.get_absolute_url()).content.decode()


def test_the_map_holds_the_points_of_the_list(client: Any, three: Any) -> None:
    response = client.get("/usulan/peta.json")
    data = json.loads(response.content)
    assert response["Content-Type"] == "application/geo+json"
    assert [f["properties"]["url"] for f in data["features"]] == [three[0].get_absolute_url()]
    assert data["features"][0]["geometry"] == {"type": "Point", "coordinates": [110.17, -7.31]}
    assert data["villages"] == [{"nama": "Kelurahan Kertosari", "jumlah": 1, "titik": [110.17, -7.31]}]
    assert json.loads(client.get(f"/usulan/peta.json?wilayah={GUNTUR}").content)["features"] == []


def test_the_table_to_take_away(client: Any, three: Any) -> None:
    Proposal.objects.filter(pk=three[0].pk).update(title="=1+1")
    lines = text_of(client.get("/usulan/ekspor.csv")).splitlines()
    assert lines[0].lstrip("\ufeff").startswith("nomor,judul,kode_wilayah")
    assert len(lines) == 4
    assert "'=1+1" in "\n".join(lines)
    assert len(text_of(client.get("/usulan/ekspor.csv?jenis=nonfisik")).splitlines()) == 2
    assert client.get("/usulan/ekspor.xlsx").status_code == 200


def test_an_empty_list_says_what_to_do(client: Any, cycle: Any) -> None:
    html = client.get("/usulan/").content.decode()
    assert "Belum ada usulan" in html
    assert 'href="/usulan/baru/"' in html
