"""Wagtail's lists of planning are the administrator's; what others see of planning through queries."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from core.together import ask
from musrenbang import queries, services
from musrenbang.models import Category, Cycle, Stage
from musrenbang.queries.listing import in_groups
from tests.conftest import DISTRICT
from tests.factories import desk_login

pytestmark = pytest.mark.django_db
LISTS = ["siklus", "tahap", "bidang", "satuan"]


def enter(client: Any, user: Any) -> None:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    desk_login(client, user)


@pytest.mark.parametrize("name", LISTS)
def test_the_administrator_keeps_the_lists_and_nobody_else(
    client: Any, cycle: Cycle, hadi: Any, gita: Any, joko: Any, name: str
) -> None:
    for user, expected in ((hadi, 200), (gita, 302), (joko, 302)):
        enter(client, user)
        for path in (f"/kelola/musrenbang/{name}/", f"/kelola/musrenbang/{name}/new/"):
            assert client.get(path).status_code == expected, (user, path)


def test_a_cycle_is_made_for_a_district_of_the_place(client: Any, places: None, hadi: Any) -> None:
    enter(client, hadi)
    form = {"region": DISTRICT, "plan_year": "2029", "deliberation_year": "2028"}
    assert client.post("/kelola/musrenbang/siklus/new/", {**form, "region": "33"}).status_code == 200
    assert client.post("/kelola/musrenbang/siklus/new/", {**form, "deliberation_year": "2030"}).status_code == 200
    assert not Cycle.objects.exists()
    assert client.post("/kelola/musrenbang/siklus/new/", form).status_code == 302
    assert Cycle.objects.get().plan_year == 2029


def test_what_is_used_is_not_deleted_and_the_refusal_says_so(client: Any, make_in_state: Any, hadi: Any) -> None:
    proposal = make_in_state("diajukan")
    enter(client, hadi)
    for name, row in (("bidang", proposal.category), ("satuan", proposal.unit), ("siklus", proposal.cycle)):
        answer = client.post(f"/kelola/musrenbang/{name}/delete/{row.pk}/", follow=True)
        assert (answer.status_code, "masih dipakai" in answer.content.decode()) == (200, True), name
        assert type(row).objects.filter(pk=row.pk).exists()
    spare = Category.objects.create(slug="cadangan", name="Cadangan", order=9)
    assert client.post(f"/kelola/musrenbang/bidang/delete/{spare.pk}/").status_code == 302
    assert not Category.objects.filter(pk=spare.pk).exists()


def test_reference_can_be_filled_again(cycle: Cycle) -> None:
    Category.objects.filter(slug="ekonomi").update(name="Ekonomi kerakyatan")
    services.ensure_reference()
    assert Category.objects.count() == 4
    assert Category.objects.get(slug="ekonomi").name == "Ekonomi kerakyatan"


def test_what_the_portal_asks(cycle: Cycle, make_in_state: Any, ani: Any, budi: Any) -> None:
    now = timezone.now()
    Stage.objects.create(
        cycle=cycle, kind="musrenbang", opens_at=now + timedelta(days=30), closes_at=now + timedelta(days=31)
    )
    first, second = make_in_state("prioritas"), make_in_state("tidak_disepakati")
    make_in_state("diajukan")
    assert [stage.kind for stage in queries.open_stages(DISTRICT)] == ["usulan"]
    assert queries.open_stages("33.23.99") == []
    assert queries.open_cycle(ani, DISTRICT) == cycle
    assert [p.pk for p in queries.latest_decisions(DISTRICT, 5)] == [second.pk, first.pk]
    assert [p.pk for p in queries.latest_decisions(DISTRICT, 1)] == [second.pk]
    assert queries.latest_decisions("33.23.99", 5) == []
    counts = [("diajukan", 1), ("prioritas", 1), ("tidak_disepakati", 1)]
    assert sorted(ask([queries.figures(DISTRICT)])["usulan"]) == counts
    assert in_groups(dict(counts)) == {"proses": 1, "rencana": 1, "selesai": 0, "tidak": 1}
    assert [p.title for p in queries.search("drainase melati")] == ["Drainase Jalan Melati"] * 3
