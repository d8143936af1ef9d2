"""My data: shown, downloaded, erased without leftovers in any table."""

import json
import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import Rung, Session, User
from accounts.registry import PERSONAL_DATA
from accounts.rules import at_rung, registered
from accounts.services import confirm_residence, erase_person, give_consent, issue_code, sign_up
from accounts.told import tell
from audit.models import Entry
from core.models import SentForm, StoredFile
from dialog.services import post_comment
from notifications.services import create_topic, follow
from tests.conftest import KERTOSARI
from tests.factories import PASSWORD
from wilayah.models import Region

MARKS = ["Zulaikha", "Nurcahyati", "zulaikha.n", "zulaikha@surat.example", "81298765432"]


@pytest.fixture
def zulaikha(citra: User) -> User:
    """A person with a trace in every table of this floor and those below."""
    user = sign_up(
        full_name="Zulaikha Nurcahyati",
        password=PASSWORD,
        home=Region.objects.get(pk=KERTOSARI),
        username="zulaikha.n",
        phone="081298765432",
        rt=3,
        rw=2,
        consents=("partisipasi",),
    )
    EmailAddress.objects.create(user=user, email="zulaikha@surat.example", primary=True, verified=True)
    User.objects.filter(pk=user.pk).update(email="zulaikha@surat.example")
    confirm_residence(by=citra, user=user, paper="ktp")
    issue_code(by=citra, user=user, paper="ktp")
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    StoredFile.objects.create(file="x", original_name="KTP Zulaikha.jpg", content_type="image/jpeg", size=1, owner=user)
    SentForm.objects.create(key="00000000-0000-4000-8000-000000000001", user=user, result="/akun/saya/?q=zulaikha.n")
    log(user, "wagtail.edit")
    user.refresh_from_db()
    return user


def leftovers() -> list[str]:
    """Every text of every row of every table in which one of the marks stands; sessions are opened first."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            for value in row:
                text = str(value)
                found += [f"{model._meta.label}: {mark}" for mark in MARKS if mark.lower() in text.lower()]
    for session in Session.objects.all():
        text = str(session.get_decoded())
        found += [f"session: {mark}" for mark in MARKS if mark.lower() in text.lower()]
    return found


def raw_leftovers() -> list[str]:
    """The same over tables that no model knows (caches, search)."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  names of our own tables
            for row in cursor.fetchall():
                found += [f"{table}: {mark}" for mark in MARKS if mark.lower() in str(row).lower()]
    return found


def test_the_search_for_leftovers_finds_what_is_there(zulaikha: User) -> None:
    tables = {line.split(":")[0] for line in leftovers()}
    assert {
        "accounts.User",
        "account.EmailAddress",
        "core.StoredFile",
        "core.SentForm",
        "wagtailcore.ModelLogEntry",
    } <= tables
    assert any(line.startswith("accounts_user") for line in raw_leftovers())


def test_erasing_leaves_an_empty_shell_and_nothing_else(zulaikha: User) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        client.force_login(zulaikha)
    session = there.session
    session["account_authentication_methods"] = [{"method": "password", "username": "zulaikha.n"}]
    session.save()
    page = here.post("/akun/data/hapus/", {"sure": "on", "password": PASSWORD})
    assert (page.status_code, page["Location"]) == (302, "/")
    assert leftovers() == []
    assert raw_leftovers() == []
    shell = User.objects.get(pk=zulaikha.pk)
    assert (shell.full_name, shell.username, shell.is_active, shell.rung) == (
        "Pengguna yang dihapus",
        f"dihapus-{shell.pk}",
        False,
        Rung.REGISTERED,
    )
    assert (shell.email, shell.phone, shell.home, shell.rt, shell.last_login) == (None, None, None, None, None)
    assert not shell.has_usable_password()
    assert there.get("/akun/saya/").status_code == 302
    assert list(Entry.objects.filter(actor_id=shell.pk).order_by("pk").values_list("verb", flat=True)) == [
        "daftar",
        "hapus_diri",
    ]


def test_words_and_news_in_the_rooms_go_too(zulaikha: User, budi: User) -> None:
    topic = create_topic(
        kind="usulan", title="Talud Jalan Melati", url="/usulan/1/", region=KERTOSARI, asks_stance=True
    )
    follow(by=zulaikha, topic=topic)
    mine = post_comment(by=zulaikha, topic=topic, body="Saya Zulaikha, nomor saya 081298765432, rumah dekat talud.")
    post_comment(by=budi, topic=topic, body="Setuju dengan Ibu, air masuk tiap hujan.", parent=mine)
    his = post_comment(by=budi, topic=topic, body="Saluran depan masjid juga mampet.")
    post_comment(by=zulaikha, topic=topic, body="Betul, Nurcahyati mendukung.", parent=his)
    assert {line.split(":")[0] for line in leftovers()} >= {"dialog.Comment"}
    erase_person(by=zulaikha)
    assert leftovers() == []
    assert raw_leftovers() == []


def test_the_name_and_number_are_free_again(zulaikha: User) -> None:
    erase_person(by=zulaikha)
    again = sign_up(
        full_name="Zulaikha",
        password=PASSWORD,
        home=Region.objects.get(pk=KERTOSARI),
        username="zulaikha.n",
        phone="081298765432",
    )
    assert again.pk != zulaikha.pk


def test_the_counter_does_not_show_the_shell(citra: User, zulaikha: User, client: Any) -> None:
    from tests.factories import desk_login  # noqa: PLC0415

    erase_person(by=zulaikha)
    desk_login(client, citra)
    assert client.get(f"/petugas/warga/{zulaikha.pk}/").status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"sure": "on"}, {"sure": "on", "password": "salah-sekali-1"}, {"password": PASSWORD}]
)
def test_erasing_needs_a_mark_and_the_password(client: Any, ani: User, data: dict[str, str]) -> None:
    client.force_login(ani)
    assert client.post("/akun/data/hapus/", data).status_code == 200
    assert User.objects.get(pk=ani.pk).erased_at is None


def test_who_holds_an_office_ends_it_first(client: Any, joko: User) -> None:
    with pytest.raises(ValidationError, match="mandat"):
        erase_person(by=joko)
    client.force_login(joko)
    assert (
        "masih memegang mandat"
        in client.post("/akun/data/hapus/", {"sure": "on", "password": PASSWORD}).content.decode()
    )


def test_a_failing_holder_leaves_everything_as_it_was(zulaikha: User) -> None:
    def fail(user: Any) -> None:
        raise RuntimeError

    PERSONAL_DATA.register("uji", collect=lambda user: {}, erase=fail)
    try:
        with pytest.raises(RuntimeError):
            erase_person(by=zulaikha)
    finally:
        PERSONAL_DATA.rooms.pop("uji")
    assert User.objects.get(pk=zulaikha.pk).full_name == "Zulaikha Nurcahyati"


def test_the_page_shows_and_the_file_holds_everything(client: Any, zulaikha: User) -> None:
    client.post("/akun/masuk/", {"login": "zulaikha.n", "password": PASSWORD})
    client.force_login(zulaikha)
    page = client.get("/akun/data/").content.decode()
    for text in ("Zulaikha Nurcahyati", "zulaikha@surat.example", "+6281298765432", "KTP-el", "RT 003/RW 002"):
        assert text in page
    assert client.get("/akun/data/unduh/")["Location"].startswith("/akun/masuk/ulang/")
    client.post("/akun/masuk/ulang/", {"password": PASSWORD})
    answer = client.get("/akun/data/unduh/")
    if answer.status_code == 302:  # the account has a second factor: either proof will do
        pytest.fail(answer["Location"])
    held = json.loads(answer.content)["Akun"]
    assert (held["nama lengkap"], held["nomor ponsel"]) == ("Zulaikha Nurcahyati", "+6281298765432")
    assert [row["perbuatan"] for row in held["jejak perbuatan"]] == ["daftar"]
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_page_speaks_in_words_and_dates(client: Any, zulaikha: User) -> None:
    topic = create_topic(kind="usulan", title="Talud Jalan Melati", url="/usulan/1/", region=zulaikha.home)
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        post_comment(by=zulaikha, topic=topic, body="Mohon segera\ndiperbaiki.")
        follow(by=zulaikha, topic=topic)
    client.force_login(zulaikha)
    page = client.get("/akun/data/").content.decode()
    assert "<summary>Komentar (1)</summary>" in page
    assert "<h3>Talud Jalan Melati</h3>" in page
    assert "<dt>Isi</dt><dd>Mohon segera<br>diperbaiki.</dd>" in page
    assert "<dt>Ditulis</dt><dd>24\xa0November\xa02026 09.00\xa0WIB</dd>" in page
    assert "<h3>Menulis komentar</h3>" in page
    assert "<h3>Mendaftar sendiri</h3>" in page
    assert "<dt>Dukungan</dt><dd>Tidak ada</dd>" in page
    assert f'<dt>Alamat</dt><dd><a href="{StoredFile.objects.get().get_absolute_url()}">Buka</a></dd>' in page
    assert not re.search(r"\d{4}-\d\d-\d\dT", page)


def test_what_rooms_hand_over_is_told_in_words() -> None:
    [section] = tell(
        {
            "Masukan": {
                "nama_ditampilkan": False,
                "sejak": "2026-11-24T02:00:00+00:00",
                "tahun": "2026-11",
                "titik": ["-7.32", "110.17"],
                "masukan": [{"bagian": "Pasal 5", "ukuran": 2048, "isi": "", "alamat": "/usulan/1/"}],
                "laporan": [],
            }
        }
    )
    assert [(line.name, line.text, line.url) for line in section.lines] == [
        ("Nama ditampilkan", "Tidak", ""),
        ("Sejak", "24\xa0November\xa02026 09.00\xa0WIB", ""),
        ("Tahun", "2026-11", ""),
        ("Titik", "-7.32, 110.17", ""),
        ("Laporan", "Tidak ada", ""),
    ]
    [(name, [record])] = section.lists
    assert (name, record.title) == ("Masukan", "Pasal 5")
    assert [(line.name, line.url) for line in record.lines] == [("Ukuran", ""), ("Alamat", "/usulan/1/")]


def test_consent_is_withdrawn_by_its_owner_alone(client: Any, ani: User, budi: User) -> None:
    consent = give_consent(user=ani, purpose="partisipasi")
    client.force_login(budi)
    assert client.post(f"/akun/data/persetujuan/{consent.pk}/tarik/").status_code == 404
    client.force_login(ani)
    assert "Tarik persetujuan" in client.get("/akun/data/").content.decode()
    client.post(f"/akun/data/persetujuan/{consent.pk}/tarik/")
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert timezone.now() >= consent.withdrawn_at
    ani.refresh_from_db()
    assert not registered(ani)
    assert not at_rung(Rung.SEEN)(ani)
    page = client.get("/akun/data/").content.decode()
    assert "Tarik persetujuan" not in page
    assert "Setujui lagi" in page
    client.post("/akun/data/persetujuan/beri/")
    assert registered(User.objects.get(pk=ani.pk))
    assert [row.withdrawn_at is None for row in ani.consents.order_by("pk")] == [False, True]


def test_every_floor_that_points_to_people_is_a_holder() -> None:
    rooms = {
        relation.related_model._meta.app_label
        for relation in User._meta.related_objects
        if relation.related_model._meta.app_label in {"notifications", "dialog", "konsultasi", "musrenbang"}
    }
    assert rooms <= set(PERSONAL_DATA.rooms), f"not registered: {rooms - set(PERSONAL_DATA.rooms)}"
