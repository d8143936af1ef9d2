"""Setting up the site: what stands there afterwards, and that a second run changes nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from wagtail.models import GroupPagePermission, Page, Site, Workflow

from accounts.services import group_for
from cms.models import HomePage, LegalKind
from cms.services.install import install_site


def counts() -> tuple[int, ...]:
    return (
        Page.objects.count(),
        GroupPagePermission.objects.count(),
        Group.objects.count(),
        LegalKind.objects.count(),
        Workflow.objects.count(),
    )


def test_second_run_changes_nothing(home: HomePage) -> None:
    privacy = Page.objects.get(slug="privasi")
    privacy.title = "Judul dari editor"
    privacy.save()
    before = counts()
    assert install_site() == home
    assert counts() == before
    assert Page.objects.get(slug="privasi").title == "Judul dari editor"


def test_site_stands_at_home_without_wagtails_welcome(home: HomePage) -> None:
    assert Site.objects.get().root_page_id == home.pk
    assert list(Page.objects.filter(depth=2).values_list("slug", flat=True)) == ["beranda"]


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/", "Suara Anda sampai, jawabannya kembali"),
        ("/rancangan/", "Rancangan kebijakan"),
        ("/pengumuman/", "Pengumuman"),
        ("/materi/", "Materi"),
        ("/privasi/", "Pelindungan data pribadi"),
        ("/aturan/", "Aturan berkomentar"),
        ("/aksesibilitas/", "Pernyataan aksesibilitas"),
        ("/kontak/", "Kontak kantor"),
        ("/ikut-serta/", "Cara ikut serta"),
    ],
)
def test_pages_answer(home: HomePage, client: Client, address: str, heading: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert f"<h1>{heading}</h1>" in answer.content.decode()


def test_pages_take_no_posts(home: HomePage, client: Client) -> None:
    assert client.post("/privasi/").status_code == 405


def test_pages_name_the_place(home: HomePage, client: Client) -> None:
    assert "Kantor Kecamatan Temanggung adalah pengendali" in client.get("/privasi/").content.decode()


def test_village_officers_write_announcements_only(home: HomePage) -> None:
    group = group_for("village_officer", "33.23.03.1006")
    rights = GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename")
    assert sorted(rights) == [("pengumuman", "add_page"), ("pengumuman", "change_page")]


def test_rights_removed_from_the_table_are_taken_away(home: HomePage) -> None:
    group = group_for("moderator", "33.23.03")
    extra = GroupPagePermission.objects.get(group=group, permission__codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(slug="privasi"), permission=extra.permission)
    install_site()
    rights = GroupPagePermission.objects.filter(group=group).values_list("page__slug", "permission__codename")
    assert sorted(rights) == [
        ("beranda", "change_page"),
        ("beranda", "lock_page"),
        ("beranda", "publish_page"),
        ("beranda", "unlock_page"),
    ]


def test_wagtails_own_groups_and_workflow_are_gone(home: HomePage) -> None:
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert list(Workflow.objects.active().values_list("name", flat=True)) == ["Pemeriksaan sebelum terbit"]


def test_command(places: Any, capsys: Any) -> None:
    call_command("install_site")
    assert "Beranda" in capsys.readouterr().out
