"""The first page of the back office: in Indonesian, without links to foreign sites."""

import re
from typing import Any

from django.test import Client

from accounts.models import Role
from accounts.services import group_for
from tests.factories import desk_login
from tests.installed import installed_site


def test_first_page(editor: Client) -> None:
    text = editor.get("/kelola/").content.decode()
    assert "Isi situs Kecamatan Temanggung" in text
    assert "Mulai dari sini" in text
    assert "Gita Permata" in text
    assert "guide.wagtail.org" not in text
    assert "releases.wagtail.org" not in text
    assert "gravatar" not in text


def test_words_of_the_editor_are_indonesian(editor: Client) -> None:
    from_scripts = editor.get("/kelola/jsi18n/").content.decode()
    assert "Lipat semua" in from_scripts


def test_the_first_page_offers_only_what_this_person_may_write(client: Client, gita: Any, eko: Any, citra: Any) -> None:
    """The moderator checks pages and makes none; a village officer announces. Nobody meets a button that is refused."""
    installed_site()
    offered = {}
    for user, role, code in (
        (gita, Role.EDITOR, "33.23.03"),
        (eko, Role.MODERATOR, "33.23.03"),
        (citra, Role.VILLAGE_OFFICER, "33.23.03.1006"),
    ):
        user.groups.add(group_for(role, code))
        desk_login(client, user)
        page = client.get("/kelola/").content.decode()
        offered[user.username] = re.findall(r"Buat pada ([\w ]+)<", page)
    assert offered == {"gita": ["Rancangan kebijakan", "Pengumuman", "Materi"], "eko": [], "citra": ["Pengumuman"]}
