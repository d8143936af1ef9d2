"""The demo's draft shows something real on every page of the room."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Mandate, Rung, User
from accounts.services import sync_groups
from cms.models import PolicyDraftIndexPage
from konsultasi.models import Batch, Consultation, Guest, Input, Member, Unit
from konsultasi.placing import without_place
from konsultasi.queries import waiting_on
from konsultasi.states import InputState
from partisipasi.demo.consultation import seed_consultation
from partisipasi.demo.timeline import Timeline
from tests.conftest import KERTOSARI
from tests.installed import installed_site


@pytest.fixture
def voters(places: None) -> list[User]:
    return User.objects.bulk_create(
        User(username=f"warga{n:04d}", full_name=f"Warga {n}", password="!", home_id=KERTOSARI, rung=Rung.SEEN)
        for n in range(120)
    )


def test_inputs_come_from_many_sides(
    voters: list[User], ani: Any, budi: Any, gita: Any, joko: Any, hadi: Any, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    installed_site()
    sync_groups(gita)
    Mandate.objects.update(since=date(2020, 1, 1))  # they held their offices when it happened
    timeline, people = Timeline(), {who.username: User.objects.get(pk=who.pk) for who in (ani, budi, gita, joko, hadi)}
    seed_consultation(PolicyDraftIndexPage.objects.get(), people, voters, timeline)
    timeline.run()
    draft = Consultation.objects.get()
    assert draft.guests
    whole = Input.objects.get(state=InputState.DIVIDED)
    first, second = whole.parts.order_by("number")
    assert (first.state, second.state, second.passage.label) == ("dijawab", "terbuka", "Pasal 25 ayat (2)")
    guests = Input.objects.filter(channel="tamu").order_by("number")
    assert [entry.state for entry in guests] == ["dijawab", "terbuka"]
    assert set(Guest.objects.values_list("contact", flat=True)) == {None}  # the demo sends no letters
    batch = Batch.objects.get()
    assert (batch.state, batch.inputs().count()) == ("dibuat", 4)
    assert {entry.giver for entry in batch.inputs()} == {"Musyawarah RW 05 Kelurahan Kertosari"}
    assert Unit.objects.count() == 3
    assert set(Member.objects.filter(unit__name="Seksi Pembangunan").values_list("user", flat=True)) == {
        joko.pk,
        hadi.pk,
    }
    assert waiting_on(draft) > 5
    for version in draft.versions.all():
        assert not without_place(version).exists()
    given = Input.objects.given().shown()
    assert (draft.input_count, draft.answered_count) == (
        given.count(),
        given.filter(state__in=["dijawab", "tuntas"]).count(),
    )
