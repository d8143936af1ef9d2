"""Wagtail's own pages about people work with one full name."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import Role, User
from accounts.services import group_for, sync_groups
from tests.conftest import DISTRICT
from tests.factories import desk_login


@pytest.fixture
def root(client: Any, places: None) -> User:
    """The keeper of the system, logged in."""
    user = User.objects.create_superuser("akar", "x-1-y-2-z-3", full_name="Akar Rumput")
    desk_login(client, user)
    return user


NEW = {
    "username": "lestari",
    "full_name": "Lestari Ayu",
    "email": "",
    "password1": "mangga-muda-77",
    "password2": "mangga-muda-77",
}


def test_creating_a_user(client: Any, root: User) -> None:
    page = client.get(reverse("wagtailusers_users:add")).content.decode()
    assert 'name="full_name"' in page
    assert "first_name" not in page
    assert client.post(reverse("wagtailusers_users:add"), NEW).status_code == 302
    user = User.objects.get(username="lestari")
    assert (user.full_name, user.email, user.check_password("mangga-muda-77")) == ("Lestari Ayu", None, True)


def test_editing_a_user_keeps_the_groups_of_offices(client: Any, root: User, gita: User) -> None:
    sync_groups(gita)
    extra = Group.objects.create(name="Penyumbang foto")
    url = reverse("wagtailusers_users:edit", args=[gita.pk])
    page = client.get(url).content.decode()
    assert "Penyumbang foto" in page
    assert "editor 33.23.03" not in page
    data = {
        "username": "gita",
        "full_name": "Gita Permata Sari",
        "email": "Gita@Example.org",
        "is_active": "on",
        "groups": [extra.pk],
    }
    assert client.post(url, data).status_code == 302
    gita.refresh_from_db()
    assert (gita.full_name, gita.email) == ("Gita Permata Sari", "gita@example.org")
    assert set(gita.groups.values_list("name", flat=True)) == {"Penyumbang foto", "editor 33.23.03"}


def test_a_role_group_cannot_be_chosen_by_hand(client: Any, root: User, budi: User) -> None:
    group = group_for(Role.ADMINISTRATOR, DISTRICT)
    url = reverse("wagtailusers_users:edit", args=[budi.pk])
    data = {"username": "budi", "full_name": "Budi", "email": "", "is_active": "on", "groups": [group.pk]}
    assert client.post(url, data).status_code == 200
    assert not budi.groups.exists()


@pytest.mark.parametrize(
    "change", [{"username": "0812345678901"}, {"username": "A B"}, {"email": "gita@example.org"}, {"full_name": ""}]
)
def test_bad_input_is_refused(client: Any, root: User, gita: User, change: dict[str, str]) -> None:
    User.objects.filter(pk=gita.pk).update(email="gita@example.org")
    assert client.post(reverse("wagtailusers_users:add"), {**NEW, **change}).status_code == 200
    assert not User.objects.filter(full_name="Lestari Ayu").exists()


def test_the_list_finds_by_full_name(client: Any, root: User, gita: User, ani: User) -> None:
    page = client.get(reverse("wagtailusers_users:index"), {"q": "permata"}).content.decode()
    assert "Gita Permata" in page
    assert "Ani Lestari" not in page


def test_my_account_in_the_back_office(client: Any, gita: User) -> None:
    sync_groups(gita)
    desk_login(client, gita)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert 'name="name_email-full_name"' in page
    data = {
        "name_email-full_name": "Gita P.",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "locale-preferred_language": "",
        "locale-current_time_zone": "",
    }
    assert client.post(reverse("wagtailadmin_account"), data).status_code == 302
    gita.refresh_from_db()
    assert gita.full_name == "Gita P."


def test_administrators_do_not_edit_users_past_their_mandate(client: Any, hadi: User, budi: User) -> None:
    sync_groups(hadi)
    desk_login(client, hadi)
    assert client.get(reverse("wagtailusers_users:edit", args=[budi.pk])).status_code == 302
    assert client.get(reverse("wagtailusers_groups:index")).status_code == 302


def test_there_is_one_door_for_passwords(client: Any, places: None) -> None:
    assert client.get("/kelola/login/")["Location"].startswith("/akun/masuk/")
    assert client.get("/kelola/password_reset/")["Location"].startswith("/akun/masuk/")
