"""The officers' desk: work from all rooms by due date, filters, figures, tools; doors for citizens' rungs."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.guards import citizen_required, needs_rung
from accounts.models import Rung, User
from accounts.registry import DESK, PERSONAL_DATA, DeskItem, MyThing
from accounts.rules import DEEDS, rung_for
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import desk_login, make_user
from wilayah.models import Region


@pytest.fixture
def work(monkeypatch: Any) -> list[DeskItem]:
    """A desk whose only room is this test."""
    today = timezone.localdate()
    items = [
        DeskItem("Tanpa tenggat", "/c/", "Jawab", where="Guntur"),
        DeskItem("Bulan depan", "/b/", "Verifikasi", where="Kertosari", due=today + timedelta(days=30)),
        DeskItem(
            "Besok", "/d/", "Verifikasi", where="Kertosari", due=today + timedelta(days=1), detail="2027/33.23.03/0001"
        ),
        DeskItem(
            "<b>Lewat</b>", "/a/", "Jawab", step="Jawab", who="Sri", where="Guntur", due=today - timedelta(days=1)
        ),
    ]
    monkeypatch.setattr(DESK, "rooms", {})
    DESK.register("uji", title="Uji", queue=lambda user: items, tools=lambda user: [("Cetak", "/petugas/cetak/")])
    return items


def titles(page: Any) -> list[str]:
    return [item.title for item in page.context["page"]]


def test_work_stands_by_due_date_with_its_figures(client: Any, joko: User, work: Any) -> None:
    desk_login(client, joko)
    page = client.get("/petugas/")
    text = page.content.decode()
    assert titles(page) == ["<b>Lewat</b>", "Besok", "Bulan depan", "Tanpa tenggat"]
    assert "&lt;b&gt;Lewat&lt;/b&gt;" in text
    for figure in ("1 terlambat", "1 jatuh tempo minggu ini", "4 menunggu", "Verifikasi 2", "Jawab 2"):
        assert figure in text
    assert 'href="/petugas/cetak/"' in text
    assert 'class="desk"' in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jenis=Jawab", ["<b>Lewat</b>", "Tanpa tenggat"]),
        ("wilayah=Kertosari", ["Besok", "Bulan depan"]),
        ("tenggat=terlambat", ["<b>Lewat</b>"]),
        ("tenggat=minggu", ["Besok"]),
        ("q=0001", ["Besok"]),
        ("q=sri", ["<b>Lewat</b>"]),
        ("q=tidak+ada", []),
        ("tenggat=raja", ["<b>Lewat</b>", "Besok", "Bulan depan", "Tanpa tenggat"]),
        ("user__password__startswith=a&sort=x", ["<b>Lewat</b>", "Besok", "Bulan depan", "Tanpa tenggat"]),
        ("halaman=99999999999", ["<b>Lewat</b>", "Besok", "Bulan depan", "Tanpa tenggat"]),
    ],
)
def test_filters(client: Any, joko: User, work: Any, query: str, expected: list[str]) -> None:
    desk_login(client, joko)
    assert titles(client.get(f"/petugas/?{query}")) == expected


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", "\x00", "x" * 10_000, "🙂", "\u202e"])
def test_hostile_filters_are_escaped(client: Any, joko: User, work: Any, value: str) -> None:
    desk_login(client, joko)
    page = client.get("/petugas/", {"q": value, "jenis": value, "wilayah": value, "tenggat": value})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_an_empty_desk_says_what_will_be_there(client: Any, fajar: User, monkeypatch: Any) -> None:
    monkeypatch.setattr(DESK, "rooms", {})
    desk_login(client, fajar)
    assert "Tidak ada pekerjaan menunggu" in client.get("/petugas/").content.decode()


@pytest.mark.parametrize(
    ("who", "counter", "register", "office"),
    [
        ("citra", True, False, False),
        ("joko", True, False, False),
        ("hadi", True, True, True),
        ("eko", False, False, True),
        ("gita", False, False, True),
        ("fajar", False, False, False),
        ("dewi", False, False, False),
    ],
)
def test_tools_by_role(client: Any, who: str, counter: bool, register: bool, office: bool, request: Any) -> None:
    from accounts.services import sync_groups  # noqa: PLC0415

    user = request.getfixturevalue(who)
    sync_groups(user)
    desk_login(client, user)
    text = client.get("/petugas/").content.decode()
    assert ("/petugas/warga/" in text, "/petugas/mandat/" in text, 'href="/kelola/"' in text) == (
        counter,
        register,
        office,
    )


def test_the_real_desk_opens_for_every_officer_within_a_few_queries(
    client: Any, joko: User, django_assert_max_num_queries: Any
) -> None:
    desk_login(client, joko)
    client.get("/petugas/")
    with django_assert_max_num_queries(40):
        assert client.get("/petugas/").status_code == 200


# --- Rungs --------------------------------------------------------------------------------------


def ask(view: Any, user: Any) -> HttpResponse:
    request = RequestFactory().get("/suara/")
    request.user = user
    request.session = {}
    return view(request)


@needs_rung(Rung.SEEN, deed="memberi suara")
def vote(request: Any) -> HttpResponse:
    return HttpResponse("ok")


def test_a_rung_too_low_is_explained(places: None) -> None:
    for rung in Rung:
        user = make_user(f"r{rung}", "Orang", home=KERTOSARI, rung=rung)
        answer = ask(vote, user)
        assert answer.status_code == (200 if rung >= Rung.SEEN else 403)
        if rung < Rung.SEEN:
            text = answer.content.decode()
            assert "Untuk memberi suara" in text
            assert "Tunjukkan KTP atau KK" in text


def test_strangers_are_sent_to_log_in_and_back() -> None:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

    for view in (vote, citizen_required(lambda request: HttpResponse("ok"))):
        assert ask(view, AnonymousUser())["Location"] == "/akun/masuk/?next=%2Fsuara%2F"


def test_deeds_ask_for_their_rung() -> None:
    assert {deed: int(rung) for deed, rung in DEEDS.items()} == {
        "follow": 0,
        "comment": 0,
        "support": 0,
        "answer": 0,
        "propose": 1,
        "vote": 2,
    }

    class Stage:
        rungs = {"support": Rung.SEEN}

    assert (rung_for("support"), rung_for("support", Stage()), rung_for("vote", Stage())) == (0, 2, 2)


@pytest.mark.parametrize(
    ("who", "place", "may"),
    [
        ("citra", KERTOSARI, True),
        ("citra", GUNTUR, False),
        ("citra", DISTRICT, False),
        ("joko", GUNTUR, True),
        ("joko", "33.23", False),
        ("ani", KERTOSARI, False),
    ],
)
def test_predicates_ask_role_and_place(who: str, place: str, may: bool, request: Any) -> None:
    user = request.getfixturevalue(who)
    assert user.has_perm("accounts.confirm_residence", Region.objects.get(pk=place)) is may
    assert user.has_perm("accounts.confirm_residence", None) is False
    assert user.has_perm("accounts.confirm_residence") is False


def test_an_inactive_officer_may_nothing(citra: User) -> None:
    citra.is_active = False
    citra.save()
    assert not User.objects.get(pk=citra.pk).has_perm("accounts.confirm_residence", Region.objects.get(pk=KERTOSARI))


# --- My things ----------------------------------------------------------------------------------


def test_my_account_shows_what_waits_for_me_first(client: Any, ani: User, monkeypatch: Any) -> None:
    things = [
        MyThing("Drainase RT 02", "/usulan/1/", "info", "Diajukan", "Usulan 2027/0001"),
        MyThing(
            "Jalan <i>rusak</i>",
            "/usulan/2/",
            "warn",
            "Usulan Anda dikembalikan",
            detail="belum memuat ukuran.",
            asks=True,
        ),
    ]
    monkeypatch.setattr(PERSONAL_DATA, "rooms", {})
    PERSONAL_DATA.register("uji", collect=lambda user: {}, erase=lambda user: None, mine=lambda user: things)
    client.force_login(ani)
    text = client.get("/akun/saya/").content.decode()
    assert text.index("Perlu tindakan Anda") < text.index("Usulan Anda dikembalikan") < text.index("Drainase RT 02")
    assert "<i>rusak" not in text
    assert "Kelurahan Kertosari" in text
