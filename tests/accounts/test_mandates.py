"""Offices: given and ended by administrators of the region only, with the back office's groups in step."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Mandate, Role, User
from accounts.services import (
    end_expired_mandates,
    end_mandate,
    give_mandate,
    group_for,
    reset_second_factor,
    sync_groups,
)
from audit.models import Entry
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI, REGENCY
from tests.factories import desk_login
from wilayah.models import Region


def region(code: str) -> Region:
    return Region.objects.get(pk=code)


def groups(user: User) -> set[str]:
    return set(user.groups.values_list("name", flat=True))


def test_giving_and_ending_keeps_the_group_and_writes_the_trail(hadi: User, budi: User) -> None:
    mandate = give_mandate(by=hadi, user=budi, role=Role.EDITOR, region=region(DISTRICT), title="Staf humas")
    assert groups(budi) == {"editor 33.23.03"}
    assert User.objects.get(pk=budi.pk).has_perm("wagtailadmin.access_admin")
    assert budi.is_staff
    end_mandate(by=hadi, mandate=mandate)
    assert groups(budi) == set()
    fresh = User.objects.get(pk=budi.pk)
    assert not fresh.is_staff
    assert not fresh.has_perm("wagtailadmin.access_admin")
    facts = {"user": budi.pk, "role": "editor", "region": DISTRICT}
    assert [(e.verb, e.actor_id, e.role, e.data) for e in Entry.objects.order_by("pk")] == [
        ("beri_mandat", hadi.pk, "administrator", facts),
        ("akhiri_mandat", hadi.pk, "administrator", facts),
    ]


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "indra", "joko"])
def test_only_administrators_give_and_end(hadi: User, ani: User, who: str, request: Any) -> None:
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        give_mandate(by=by, user=ani, role=Role.EDITOR, region=region(DISTRICT))
    with pytest.raises(PermissionDenied):
        end_mandate(by=by, mandate=Mandate.objects.get(user=hadi))
    assert not ani.mandates.exists()


def test_an_administrator_stays_within_the_region(hadi: User, ani: User, dewi: User) -> None:
    with pytest.raises(PermissionDenied):
        give_mandate(by=hadi, user=ani, role=Role.PLANNER, region=region(REGENCY))
    with pytest.raises(PermissionDenied):
        end_mandate(by=hadi, mandate=Mandate.objects.get(user=dewi))


@pytest.mark.parametrize(
    ("role", "code"), [(Role.VILLAGE_OFFICER, DISTRICT), (Role.OFFICER, KERTOSARI), (Role.CAMAT, KERTOSARI)]
)
def test_roles_fit_the_level(hadi: User, ani: User, role: Role, code: str) -> None:
    with pytest.raises(ValidationError, match="tingkat"):
        give_mandate(by=hadi, user=ani, role=role, region=region(code))


def test_the_same_office_is_held_once_and_may_be_held_again(hadi: User, ani: User) -> None:
    mandate = give_mandate(by=hadi, user=ani, role=Role.VILLAGE_OFFICER, region=region(GUNTUR))
    with pytest.raises(ValidationError, match="sudah memegang"):
        give_mandate(by=hadi, user=ani, role=Role.VILLAGE_OFFICER, region=region(GUNTUR))
    end_mandate(by=hadi, mandate=mandate)
    give_mandate(by=hadi, user=ani, role=Role.VILLAGE_OFFICER, region=region(GUNTUR))
    assert ani.mandates.count() == 2
    assert groups(ani) == {"village_officer 33.23.03"}


def test_the_last_administrator_stays(hadi: User, gita: User) -> None:
    own = Mandate.objects.get(user=hadi)
    with pytest.raises(ValidationError, match="administrator terakhir"):
        end_mandate(by=hadi, mandate=own)
    give_mandate(by=hadi, user=gita, role=Role.ADMINISTRATOR, region=region(DISTRICT))
    end_mandate(by=hadi, mandate=own)
    assert not User.objects.get(pk=hadi.pk).is_staff


def test_expired_offices_leave_their_groups_and_begun_ones_enter(hadi: User, ani: User, budi: User) -> None:
    today = timezone.localdate()
    give_mandate(by=hadi, user=ani, role=Role.EDITOR, region=region(DISTRICT), until=today)
    give_mandate(by=hadi, user=budi, role=Role.EDITOR, region=region(DISTRICT), since=today + timedelta(days=1))
    assert (groups(ani), groups(budi)) == ({"editor 33.23.03"}, set())
    assert end_expired_mandates() == 0
    Mandate.objects.filter(user=ani).update(since=today - timedelta(days=5), until=today - timedelta(days=1))
    Mandate.objects.filter(user=budi).update(since=today)
    assert (end_expired_mandates(), end_expired_mandates()) == (1, 0)
    assert (groups(ani), groups(budi)) == (set(), {"editor 33.23.03"})
    assert Entry.objects.filter(verb="mandat_selesai").count() == 1


def test_an_office_cannot_end_before_it_begins(hadi: User, ani: User) -> None:
    with pytest.raises(ValidationError, match="sebelum tanggal mulai"):
        give_mandate(
            by=hadi, user=ani, role=Role.EDITOR, region=region(DISTRICT), until=timezone.localdate() - timedelta(days=1)
        )


def test_one_group_for_a_role_and_kecamatan(db: Any) -> None:
    first = group_for(Role.VILLAGE_OFFICER, KERTOSARI)
    assert group_for(Role.VILLAGE_OFFICER, GUNTUR) == first
    assert first.name == "village_officer 33.23.03"
    assert not first.permissions.exists()
    assert group_for(Role.PLANNER, REGENCY).name == "planner 33.23"
    admin = group_for(Role.ADMINISTRATOR, DISTRICT)
    assert set(admin.permissions.values_list("codename", flat=True)) == {
        "access_admin",
        "add_holiday",
        "change_holiday",
        "delete_holiday",
        "add_levelname",
        "change_levelname",
        "delete_levelname",
    }


def test_other_groups_are_left_alone(ani: User) -> None:
    ani.groups.add(Group.objects.create(name="Penyumbang foto"), group_for(Role.EDITOR, DISTRICT))
    assert sync_groups(ani)
    assert groups(ani) == {"Penyumbang foto"}


def test_the_page_gives_and_ends(client: Any, hadi: User, budi: User) -> None:
    desk_login(client, hadi)
    assert "Hadi Wijaya" in client.get("/petugas/mandat/").content.decode()
    data = {
        "kunci": str(uuid.uuid4()),
        "login": "budi",
        "role": "facilitator",
        "region": DISTRICT,
        "title": "",
        "until": "",
    }
    assert client.post("/petugas/mandat/baru/", data)["Location"] == "/petugas/mandat/"
    assert client.post("/petugas/mandat/baru/", data)["Location"] == "/petugas/mandat/"
    mandate = Mandate.objects.get(user=budi)
    page = client.get(f"/petugas/mandat/{mandate.pk}/").content.decode()
    assert "Ya, akhiri mandat" in page
    assert client.get(f"/petugas/mandat/{mandate.pk}/akhiri/").status_code == 405
    client.post(f"/petugas/mandat/{mandate.pk}/akhiri/")
    mandate.refresh_from_db()
    assert mandate.ended_at is not None


@pytest.mark.parametrize(
    "change",
    [
        {"login": "tidak.ada"},
        {"role": "raja"},
        {"region": REGENCY},
        {"region": "x"},
        {"until": "kemarin"},
        {"until": "1999-01-01"},
        {"login": "x" * 100_000},
    ],
)
def test_wrong_input_comes_back_in_words(client: Any, hadi: User, budi: User, change: dict[str, str]) -> None:
    desk_login(client, hadi)
    data = {
        "kunci": str(uuid.uuid4()),
        "login": "budi",
        "role": "facilitator",
        "region": DISTRICT,
        "title": "Guru",
        "until": "",
        **change,
    }
    page = client.post("/petugas/mandat/baru/", data)
    assert page.status_code == 200
    assert 'class="errors' in page.content.decode()
    assert "Guru" in page.content.decode()
    assert not budi.mandates.exists()


@pytest.mark.parametrize("who", ["citra", "joko", "gita", "dewi"])
def test_the_register_is_shut_for_others(client: Any, hadi: User, who: str, request: Any) -> None:
    desk_login(client, request.getfixturevalue(who))
    pk = Mandate.objects.get(user=hadi).pk
    assert client.get("/petugas/mandat/").status_code == 403
    assert client.get("/petugas/mandat/baru/").status_code == 403
    assert client.get(f"/petugas/mandat/{pk}/").status_code == 403
    assert client.post(f"/petugas/mandat/{pk}/akhiri/").status_code == 403
    assert client.post(f"/petugas/mandat/{pk}/pengaman/").status_code == 403


def test_offices_of_a_wider_region_are_not_found(client: Any, hadi: User, dewi: User) -> None:
    desk_login(client, hadi)
    assert client.get(f"/petugas/mandat/{Mandate.objects.get(user=dewi).pk}/").status_code == 404
    assert "Dewi" not in client.get("/petugas/mandat/").content.decode()


def test_the_list_costs_the_same_for_many(client: Any, hadi: User, django_assert_num_queries: Any) -> None:
    desk_login(client, hadi)
    client.get("/petugas/mandat/")
    with django_assert_num_queries(5):
        client.get("/petugas/mandat/")
    for n in range(30):
        user = User.objects.create_user(f"p{n}", full_name=f"Petugas {n}")
        Mandate.objects.create(user=user, role=Role.FACILITATOR, region_id=KERTOSARI)
    with django_assert_num_queries(5):
        client.get("/petugas/mandat/")


def test_a_lost_factor_is_reset_by_another_administrator_and_ends_sessions(
    client: Any, hadi: User, gita: User, dewi: User
) -> None:
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from allauth.mfa.totp.internal.auth import TOTP  # noqa: PLC0415

    TOTP.activate(gita, "JBSWY3DPEHPK3PXP")
    desk_login(client, gita)
    reset_second_factor(by=hadi, mandate=Mandate.objects.get(user=gita))
    assert not Authenticator.objects.filter(user=gita).exists()
    assert client.get("/petugas/")["Location"].startswith("/akun/masuk/")
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=hadi, mandate=Mandate.objects.get(user=hadi))
    give_mandate(by=None, user=gita, role=Role.PLANNER, region=region(REGENCY))
    with pytest.raises(PermissionDenied):
        reset_second_factor(by=hadi, mandate=Mandate.objects.get(user=gita, role=Role.EDITOR))
