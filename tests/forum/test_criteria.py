"""The page of criteria: a used version never changes, a new one takes its place for the next forum."""

from typing import Any

import pytest
from django.test import Client

from musrenbang.models import CriteriaSet, Cycle, Forum
from musrenbang.services import ensure_reference
from musrenbang.services.criteria import ensure_criteria
from tests.factories import desk_login

pytestmark = pytest.mark.django_db
HOME = "/petugas/forum/kriteria/"


@pytest.fixture
def desk(client: Client, joko: Any) -> Client:
    desk_login(client, joko)
    return client


def typed(page: Any) -> dict[str, Any]:
    """The form as it stands on the page."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in values.items()}


def test_a_new_version_follows_and_the_used_one_stays(desk: Client, forum: Forum) -> None:
    used = forum.criteria
    before = list(used.criteria.values_list("label", "weight", "ranges"))
    assert "Sudah dipakai, terkunci" in desk.get(HOME).text
    data = typed(desk.get(f"{HOME}{used.pk}/"))
    assert data["ranges_2"] == "9=1; 20=2; 30=3; 40=4; lebih=5"
    data |= {"weight_1": "500", "gates": f"{data['gates']}\nAda surat pengantar", "label_9": "Usulan perempuan"}
    data |= {"weight_9": "100", "guide_9": "1 tidak, 5 ya"}
    assert desk.post(f"{HOME}{used.pk}/", data).status_code == 302
    made = CriteriaSet.objects.get(version=2)
    assert (made.name, made.active, made.frozen) == (used.name, True, False)
    assert made.criteria.get(label="Urgensi").weight == 500
    assert made.criteria.get(label="Usulan perempuan").guide == "1 tidak, 5 ya"
    assert made.criteria.get(label="Keluarga yang terbantu").ranges == [[9, 1], [20, 2], [30, 3], [40, 4], [None, 5]]
    assert [words for _, words in made.gates][-1] == "Ada surat pengantar"
    assert [key for key, _ in made.gates][:4] == ["kewenangan", "lokasi", "duplikat", "lahan"]
    used.refresh_from_db()
    assert not used.active
    assert list(used.criteria.values_list("label", "weight", "ranges")) == before
    assert ensure_criteria() == made


def test_what_makes_no_sense_is_said_and_what_was_typed_stays(desk: Client, forum: Forum) -> None:
    page = f"{HOME}{forum.criteria_id}/"
    data = typed(desk.get(page))
    for change, words in (
        ({"ranges_2": "sepuluh"}, "Tulis batas dan nilai"),
        ({"ranges_2": "10=1; 20=2"}, "harus tanpa batas atas"),
        ({"ranges_2": "20=1; 10=2; lebih=5"}, "harus naik"),
        ({"label_10": "Baru"}, "Isi bobot"),
        ({"weight_10": "5"}, "Isi nama kriteria"),
    ):
        answer = desk.post(page, data | change)
        assert answer.status_code == 200
        assert words in answer.text, change
    assert CriteriaSet.objects.count() == 1


def test_an_unused_version_may_be_taken_back(desk: Client, forum: Forum) -> None:
    data = typed(desk.get(f"{HOME}{forum.criteria_id}/"))
    desk.post(f"{HOME}{forum.criteria_id}/", data)
    made = CriteriaSet.objects.get(version=2)
    key = desk.get(HOME).context["form"]["kunci"].value()
    refused = desk.post(f"{HOME}{forum.criteria_id}/hapus/", {"kunci": key})
    assert "Kriteria ini sudah dipakai" in refused.text
    assert desk.post(f"{HOME}{made.pk}/hapus/", {"kunci": key}).status_code == 302
    assert not CriteriaSet.objects.filter(pk=made.pk).exists()


def test_only_the_kecamatan_writes_criteria(client: Client, citra: Any, forum: Forum) -> None:
    desk_login(client, citra)
    assert client.get(HOME).status_code == 403
    assert client.post(f"{HOME}{forum.criteria_id}/", {}).status_code == 403


def test_looking_writes_nothing(desk: Client, cycle: Cycle) -> None:
    CriteriaSet.objects.all().delete()
    assert "Belum ada kriteria" in desk.get("/petugas/forum/kriteria/").text
    assert desk.get(f"/petugas/forum/baru/{cycle.pk}/").status_code == 200
    assert not CriteriaSet.objects.exists()
    ensure_reference()
    ensure_reference()
    assert str(CriteriaSet.objects.get()) in desk.get(f"/petugas/forum/baru/{cycle.pk}/").text
