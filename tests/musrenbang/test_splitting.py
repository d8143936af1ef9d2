"""One proposal becomes several: people go with each part, the original leads to them, and it can be undone in time."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from audit.models import Entry
from core.states import StateError
from dialog.services import support
from musrenbang import services
from musrenbang.models import Proposal, Split
from musrenbang.services.splitting import Part
from notifications.models import Follow, Notification
from notifications.services import follow
from tests.factories import desk_login

pytestmark = pytest.mark.django_db
PARTS = [
    Part("Drainase Jalan Melati RT 02", "Air masuk ke 20 rumah.", Decimal(120), 150_000_000),
    Part("Talud Jalan Melati RT 03", "Tebing longsor.", Decimal(60), None),
]


def fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_related("topic").get(pk=proposal.pk)


@pytest.fixture
def known(make_in_state: Any, budi: Any, dewi: Any) -> Proposal:
    """Verified by the village; Budi supports, Dewi follows."""
    proposal = make_in_state("diverifikasi_desa")
    support(by=budi, topic=proposal.topic)
    follow(by=dewi, topic=proposal.topic)
    return fresh(proposal)


def test_parts_stand_where_the_original_stood_with_its_people(known: Proposal, joko: Any, ani: Any, budi: Any) -> None:
    made = services.split_proposal(by=joko, proposal=known, parts=PARTS, note="Dua pekerjaan, dua dinas.")
    origin = fresh(known)
    assert origin.state == "dipecah"
    assert [(one.title, one.quantity, one.estimated_cost) for one in made] == [
        ("Drainase Jalan Melati RT 02", Decimal(120), Decimal(150_000_000)),
        ("Talud Jalan Melati RT 03", Decimal(60), None),
    ]
    numbers = [one.number for one in made]
    assert len({origin.number, *numbers}) == 3
    for one in map(fresh, made):
        assert (one.state, one.proposer, one.region_id) == ("diverifikasi_desa", ani, known.region_id)
        assert (one.submitted_at, one.due_on, one.split_from_id) == (known.submitted_at, known.due_on, known.pk)
        assert one.topic.support_count == 1
        assert Follow.objects.filter(topic=one.topic).count() == Follow.objects.filter(topic=known.topic).count()
        assert one.places.count() == known.places.count()
    entry = Entry.objects.get(verb="split", target_id=str(known.pk))
    assert entry.data == {"parts": ", ".join(numbers)}
    told = set(Notification.objects.filter(text__contains="Dipecah").values_list("user__username", flat=True))
    assert {"ani", "dewi"} <= told
    assert services.verify_district(
        by=joko, proposal=made[0], quantity=Decimal(100), cost=Decimal(1_000_000)
    ).state == ("diverifikasi_kecamatan")


def test_refusals(known: Proposal, make_in_state: Any, joko: Any, indra: Any, ani: Any) -> None:
    for by in (indra, ani):
        with pytest.raises(PermissionDenied):
            services.split_proposal(by=by, proposal=known, parts=PARTS)
    for parts in (PARTS[:1], PARTS * 4, [PARTS[0], Part(" ", "x")]):
        with pytest.raises(ValidationError):
            services.split_proposal(by=joko, proposal=known, parts=parts)
    with pytest.raises(StateError):
        services.split_proposal(by=joko, proposal=make_in_state("prioritas"), parts=PARTS)
    assert not Split.objects.exists()


def test_undone_within_the_stage(known: Proposal, joko: Any, budi: Any, citra: Any) -> None:
    made = services.split_proposal(by=joko, proposal=known, parts=PARTS)
    support(by=citra, topic=made[0].topic)
    back = services.unsplit_proposal(by=joko, proposal=fresh(known))
    assert (back.state, fresh(back).topic.support_count) == ("diverifikasi_desa", 2)
    assert {(fresh(one).state, fresh(one).merged_into_id) for one in made} == {("digabung", known.pk)}
    assert fresh(known).topic.comments_until is None
    with pytest.raises(StateError):
        services.unsplit_proposal(by=joko, proposal=fresh(known))


def test_not_undone_when_late_or_a_part_went_on(known: Proposal, joko: Any) -> None:
    made = services.split_proposal(by=joko, proposal=known, parts=PARTS)
    Split.objects.update(undo_until=timezone.now() - timedelta(minutes=1))
    with pytest.raises(StateError):
        services.unsplit_proposal(by=joko, proposal=fresh(known))
    Split.objects.update(undo_until=timezone.now() + timedelta(days=1))
    services.verify_district(by=joko, proposal=made[0])
    with pytest.raises(StateError):
        services.unsplit_proposal(by=joko, proposal=fresh(known))


def test_pages_lead_both_ways(client: Any, known: Proposal, joko: Any) -> None:
    desk_login(client, joko)
    page = f"/petugas/usulan/{known.pk}/pecah/"
    assert page in client.get(f"/petugas/usulan/{known.pk}/").text
    form = client.get(page).context["form"]
    data = {"kunci": form["kunci"].value(), "keadaan": known.state, "title_1": "Bagian satu", "problem_1": "Banjir."}
    bad = client.post(page, data)
    assert bad.status_code == 200
    assert "Bagian satu" in bad.text
    data |= {"title_2": "Bagian dua", "problem_2": "Longsor.", "quantity_2": "12,5", "cost_2": "1.250.000"}
    assert client.post(page, data).status_code == 302
    assert client.post(page, data).status_code == 302, "the same form again"
    parts = list(Proposal.objects.filter(split_from=known).order_by("pk"))
    assert [(one.title, one.quantity) for one in parts] == [("Bagian satu", None), ("Bagian dua", Decimal("12.5"))]
    assert "Batalkan pemecahan" in client.get(f"/petugas/usulan/{known.pk}/").text
    client.logout()
    assert parts[0].get_absolute_url() in client.get(known.get_absolute_url()).text
    public = client.get(parts[0].get_absolute_url()).text
    assert "Usulan ini bagian dari" in public
    assert known.get_absolute_url() in public
