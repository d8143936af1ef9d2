"""The register of offices: found by name, role, state and place; sorted; in pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Mandate, Role, User
from tests.conftest import DISTRICT, GUNTUR, KERTOSARI
from tests.factories import desk_login, make_officer

LIST = "/petugas/mandat/"


@pytest.fixture
def register(client: Any, hadi: User, citra: User, indra: User, gita: User, dewi: User) -> Any:
    """Hadi's client, and an office that is over and one that begins next week."""
    today = timezone.localdate()
    Mandate.objects.filter(user=indra).update(ended_at=timezone.now(), title="Kaur Perencanaan")
    Mandate.objects.filter(user=gita).update(since=today + timedelta(days=7))
    desk_login(client, hadi)
    return client


def names(client: Any, query: str = "") -> list[str]:
    """Who stands in the list."""
    return [mandate.user.full_name for mandate in client.get(f"{LIST}?{query}").context["page"]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Hadi Wijaya", "Gita Permata", "Citra Dewanti", "Indra Gunawan"]),
        ("q=citra", ["Citra Dewanti"]),
        ("q=GUNAWAN+indra", ["Indra Gunawan"]),
        ("q=perencanaan", ["Indra Gunawan"]),
        ("q=dewi", []),  # the kabupaten's officer is not this administrator's
        ("peran=village_officer", ["Citra Dewanti", "Indra Gunawan"]),
        (f"wilayah={KERTOSARI}", ["Citra Dewanti"]),
        (f"wilayah={GUNTUR}&peran=editor", []),
        (f"wilayah={DISTRICT}", ["Hadi Wijaya", "Gita Permata", "Citra Dewanti", "Indra Gunawan"]),
        ("keadaan=berlaku", ["Hadi Wijaya", "Citra Dewanti"]),
        ("keadaan=berakhir", ["Indra Gunawan"]),
        ("keadaan=akan", ["Gita Permata"]),
        ("urut=nama", ["Citra Dewanti", "Gita Permata", "Hadi Wijaya", "Indra Gunawan"]),
        ("peran=raja&keadaan=%00&wilayah=x&urut=user__password&user__username=hadi&q=%00", None),
    ],
)
def test_search_and_filters(register: Any, query: str, found: list[str] | None) -> None:
    everybody = ["Hadi Wijaya", "Gita Permata", "Citra Dewanti", "Indra Gunawan"]
    assert sorted(names(register, query)) == sorted(everybody if found is None else found)
    if "urut" in query and found:
        assert names(register, query) == found


def test_an_office_past_its_last_day_counts_as_over(register: Any, citra: User) -> None:
    today = timezone.localdate()
    Mandate.objects.filter(user=citra).update(since=today - timedelta(days=9), until=today - timedelta(days=1))
    assert sorted(names(register, "keadaan=berakhir")) == ["Citra Dewanti", "Indra Gunawan"]
    assert "Berakhir" in register.get(f"{LIST}?q=citra").text


def test_what_was_asked_stays_and_nothing_found_says_so(register: Any) -> None:
    page = register.get(f"{LIST}?q=%22%3Cb%3Etidak+ada&peran=editor").text
    assert 'value="&quot;&lt;b&gt;tidak ada"' in page
    assert '<option value="editor" selected>' in page
    assert "Tidak ada mandat yang cocok" in page
    assert f'<a href="{LIST}">Hapus saringan</a>' in page


def test_pages_keep_the_filter(register: Any) -> None:
    for n in range(25):
        make_officer(f"f{n:02d}", f"Fasilitator {n:02d}", Role.FACILITATOR, KERTOSARI)
    page = register.get(f"{LIST}?peran=facilitator&urut=nama").text
    assert page.count("Fasilitator 0") >= 10
    assert "?peran=facilitator&amp;urut=nama&amp;halaman=2" in page
    assert names(register, "peran=facilitator&urut=nama&halaman=2") == [f"Fasilitator {n}" for n in range(20, 25)]
