"""Promises: who writes them, sums that are only added, delays, going on in another year, and what everybody reads."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from core.states import StateError
from musrenbang import services
from musrenbang.models import Agency, Commitment, CommitmentFigure, Delay, Proposal, StageTime
from musrenbang.services import commitments
from musrenbang.services.delivery import report_work
from tests.factories import desk_login
from tests.flows.world import photo

pytestmark = pytest.mark.django_db
DAY = date(2027, 3, 1)
WHY = "Hujan lebat menunda pengecoran selama tiga minggu."
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]


@pytest.fixture
def promise(make_in_state: Any) -> Commitment:
    """The promise that the budget made, of a work that goes on."""
    make_in_state("dilaksanakan")
    return at_hand(Commitment.objects.get())


def at_hand(promise: Commitment) -> Commitment:
    """As a view reads it."""
    return Commitment.objects.select_related("proposal", "agency").get(pk=promise.pk)


def test_the_budget_makes_the_first_promise(make_in_state: Any, dewi: Any) -> None:
    proposal = make_in_state("apbd")
    promise = Commitment.objects.get()
    assert (promise.proposal_id, promise.year, promise.source, promise.ceiling) == (
        proposal.pk,
        2028,
        "apbd",
        230000000,
    )
    assert promise.agency == proposal.agency_final
    assert list(promise.figures.values_list("kind", "amount", "by")) == [("pagu", 230000000, dewi.pk)]


def test_the_whole_way_of_the_money(promise: Commitment, dewi: Any) -> None:
    """Contract, payments, a correction: sums follow, every row stays, the trail has it all."""
    commitments.record_contract(
        by=dewi, commitment=promise, amount=Decimal(220000000), on=DAY, contractor="CV Maju Jaya"
    )
    for amount, note in ((Decimal(100000000), ""), (Decimal(-20000000), "Salah ketik"), (Decimal(50000000), "")):
        commitments.record_payment(by=dewi, commitment=at_hand(promise), amount=amount, on=DAY, note=note)
    fresh = at_hand(promise)
    assert (fresh.ceiling, fresh.contract, fresh.paid, fresh.contractor) == (
        230000000,
        220000000,
        130000000,
        "CV Maju Jaya",
    )
    assert fresh.paid_percent == 59
    assert [(row.kind, int(row.amount)) for row in fresh.figures.all()] == [
        ("pagu", 230000000),
        ("kontrak", 220000000),
        ("bayar", 100000000),
        ("bayar", -20000000),
        ("bayar", 50000000),
    ]
    verbs = Entry.objects.filter(target_id=str(promise.proposal_id)).order_by("id").values_list("verb", flat=True)
    assert list(verbs)[-4:] == ["contract", "pay", "pay", "pay"]


def test_sums_that_make_no_sense_are_refused(promise: Commitment, dewi: Any) -> None:
    def refused(verb: Any, field: str, **values: Any) -> None:
        with pytest.raises(ValidationError) as error:
            verb(by=dewi, commitment=at_hand(promise), on=DAY, **values)
        assert list(error.value.message_dict) == [field]

    refused(commitments.record_contract, "amount", amount=Decimal(230000001), contractor="CV Maju")
    refused(commitments.record_contract, "contractor", amount=Decimal(1000), contractor=" ")
    refused(commitments.record_payment, "amount", amount=Decimal(230000001))
    refused(commitments.record_payment, "amount", amount=Decimal(0))
    refused(commitments.record_payment, "note", amount=Decimal(-1))
    refused(commitments.record_payment, "amount", amount=Decimal(-1), note="Salah ketik")
    refused(commitments.set_ceiling, "amount", amount=Decimal(10**15), note="Naik")
    assert CommitmentFigure.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentFigure.objects.create(commitment=promise, kind="kontrak", amount=-5, on=DAY)


def test_only_the_planning_offices_write_promises(promise: Commitment, request: Any) -> None:
    """Everybody else of the cast is refused, and a village may only where its own money pays."""
    own = Commitment(proposal=promise.proposal, source="desa", year=2028)
    may = {name for name in CAST if request.getfixturevalue(name).has_perm("musrenbang.commit", promise)}
    assert may == {"dewi", "joko"}
    assert {name for name in CAST if request.getfixturevalue(name).has_perm("musrenbang.commit", own)} == {
        "citra",
        "dewi",
        "joko",
    }
    for name in set(CAST) - may:
        with pytest.raises(PermissionDenied):
            commitments.record_payment(by=request.getfixturevalue(name), commitment=promise, amount=Decimal(5), on=DAY)


def test_a_delay_says_why_and_moves_the_day(promise: Commitment, dewi: Any, ani: Any) -> None:
    due = timezone.localdate() - timedelta(days=3)
    commitments.describe_commitment(by=dewi, commitment=promise, due_on=due, program="Penataan permukiman")
    late = at_hand(promise)
    assert late.overdue
    with pytest.raises(ValidationError):
        commitments.describe_commitment(by=dewi, commitment=late, due_on=due + timedelta(days=90))
    for wrong in ({"reason": "", "note": WHY}, {"reason": "cuaca", "note": "hujan"}):
        with pytest.raises(ValidationError):
            commitments.delay_commitment(by=dewi, commitment=late, until=due + timedelta(days=90), **wrong)
    commitments.delay_commitment(by=dewi, commitment=late, reason="cuaca", note=WHY, until=due + timedelta(days=90))
    row = Delay.objects.get()
    assert (row.was_due_on, row.until) == (due, due + timedelta(days=90))
    assert not at_hand(promise).overdue
    assert ani.notifications.filter(kind="usulan_keadaan", text__contains="terlambat dari janji").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Delay.objects.create(commitment=promise, reason="cuaca", note="pendek", until=DAY)


def test_going_on_in_another_year(promise: Commitment, dewi: Any, joko: Any) -> None:
    commitments.record_payment(by=dewi, commitment=promise, amount=Decimal(90000000), on=DAY)
    values: dict[str, Any] = {"source": "apbd_p", "ceiling": Decimal(140000000)}
    with pytest.raises(ValidationError):
        commitments.carry_commitment(by=dewi, commitment=at_hand(promise), year=2028, **values)
    following = commitments.carry_commitment(by=dewi, commitment=at_hand(promise), year=2029, **values)
    old = at_hand(promise)
    assert (following.carried_from, old.carried_to, old.ended_on) == (old, following, timezone.localdate())
    with pytest.raises(StateError):
        commitments.carry_commitment(by=joko, commitment=at_hand(promise), year=2030, **values)
    services.post_progress(by=joko, proposal=fresh(promise), percent=70, spent=Decimal(150000000))
    assert [(one.year, one.percent, int(one.paid)) for one in Commitment.objects.order_by("year")] == [
        (2028, 0, 90000000),
        (2029, 70, 60000000),
    ]
    services.finish_work(by=joko, proposal=fresh(promise), spent=Decimal(220000000))
    ended = Commitment.objects.get(year=2029)
    assert (ended.percent, ended.paid, ended.ended_on) == (100, 130000000, timezone.localdate())


def fresh(promise: Commitment) -> Proposal:
    return Proposal.objects.get(pk=promise.proposal_id)


def test_milestones_are_planned_and_come_once(promise: Commitment, dewi: Any) -> None:
    made = commitments.add_milestone(by=dewi, commitment=promise, label="Mulai", planned_on=DAY)
    with pytest.raises(ValidationError):
        commitments.add_milestone(by=dewi, commitment=promise, label="Mulai", planned_on=DAY)
    with pytest.raises(ValidationError):
        commitments.reach_milestone(by=dewi, milestone=made, real_on=timezone.localdate() + timedelta(days=1))
    commitments.reach_milestone(by=dewi, milestone=made, real_on=timezone.localdate())
    with pytest.raises(StateError):
        commitments.reach_milestone(by=dewi, milestone=made, real_on=timezone.localdate())


def test_a_village_builds_with_its_own_money(make_in_state: Any, citra: Any, indra: Any) -> None:
    """What was handed over to the village is promised, reported and ended by the village; not by another one."""
    proposal = make_in_state("dialihkan")
    values: dict[str, Any] = {"proposal": proposal, "year": 2028, "ceiling": Decimal(40000000)}
    for by, source in ((citra, "apbd"), (indra, "desa")):
        with pytest.raises(PermissionDenied):
            commitments.make_commitment(by=by, source=source, **values)
    promise = commitments.make_commitment(by=citra, source="desa", **values)
    with pytest.raises(ValidationError):
        commitments.make_commitment(by=citra, source="desa", **values)
    report_work(by=citra, commitment=at_hand(promise), percent=100, photo=photo())
    done = at_hand(promise)
    assert (done.percent, done.ended_on, done.photos.get().phase) == (100, timezone.localdate(), "sesudah")
    assert done.photos.get().file.public


def test_no_promise_before_the_plan(make_in_state: Any, dewi: Any) -> None:
    proposal = make_in_state("prioritas")
    with pytest.raises(StateError):
        commitments.make_commitment(by=dewi, proposal=proposal, year=2028, source="apbd", ceiling=Decimal(5000))


def test_every_state_leaves_its_time(make_in_state: Any) -> None:
    proposal = make_in_state("dilaksanakan")
    rows = list(StageTime.objects.filter(proposal=proposal).values_list("left", "state", "days"))
    assert rows[0] == ("draf", "diajukan", None)
    assert rows[1:3] == [("diajukan", "diverifikasi_desa", 0), ("diverifikasi_desa", "diverifikasi_kecamatan", 0)]


def test_the_page_tells_the_whole_story(promise: Commitment, dewi: Any, client: Client) -> None:
    agency = Agency.objects.get(pk=promise.agency_id)
    commitments.describe_commitment(by=dewi, commitment=promise, agency=agency, program="Penataan <b>kota</b>")
    commitments.record_contract(
        by=dewi, commitment=at_hand(promise), amount=Decimal(220000000), on=DAY, contractor="CV Maju Jaya"
    )
    commitments.record_payment(by=dewi, commitment=at_hand(promise), amount=Decimal(110000000), on=DAY)
    commitments.add_milestone(by=dewi, commitment=at_hand(promise), label="Pondasi", planned_on=DAY)
    commitments.add_work_photo(by=dewi, commitment=at_hand(promise), phase="selama", photo=photo())
    address = promise.proposal.get_absolute_url()
    page = client.get(address).content.decode()
    assert "Dari kontrak Rp220.000.000 sudah dibayar Rp110.000.000 (50%). Kontrak 95% dari pagu." in page
    assert "Penataan &lt;b&gt;kota&lt;/b&gt;" in page
    assert "CV Maju Jaya" in page
    assert "Pondasi" in page
    assert "Selama pekerjaan" in page
    assert "Tahun 2028, dibayar Rp110.000.000, seluruhnya dibayar Rp110.000.000." in page
    lines = b"".join(client.get(f"{address}janji.csv").streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1].startswith("2028,APBD,Pagu,230000000,")
    assert lines[2].startswith("2028,APBD,Kontrak,220000000,2027-03-01,CV Maju Jaya,")
    assert lines[3].startswith("2028,APBD,Pembayaran,110000000,2027-03-01,")


def test_at_the_desk(promise: Commitment, dewi: Any, indra: Any, client: Client) -> None:
    """A payment through the form, a mistake that keeps what was typed, and doors shut for other places."""
    desk_login(client, dewi)
    assert promise.proposal.title in client.get("/petugas/janji/").content.decode()
    address = f"/petugas/janji/{promise.pk}/"
    page = client.get(address)
    keys = {name: form["kunci"].value() for name, _, form in page.context["deeds"]}
    sent = {"kunci": keys["bayar"], "amount": "230.000.001", "on": "2027-03-01", "note": ""}
    again = client.post(f"{address}bayar/", sent)
    assert again.status_code == 200
    assert "melebihi Rp230.000.000" in again.content.decode()
    assert 'value="230.000.001"' in again.content.decode()
    assert client.post(f"{address}bayar/", sent | {"amount": "30.000.000"}).status_code == 302
    assert client.post(f"{address}bayar/", sent | {"amount": "30.000.000"}).status_code == 302
    assert at_hand(promise).paid == 30000000  # sent twice, done once
    assert client.get(f"{address}entah/").status_code == 404
    desk_login(client, indra)
    assert client.get(address).status_code == 404
    assert client.get(f"/petugas/janji/baru/{promise.proposal_id}/").status_code == 404
    assert promise.proposal.title not in client.get("/petugas/janji/").content.decode()


def test_the_list_costs_the_same_for_one_and_many(
    promise: Commitment, dewi: Any, client: Client, django_assert_num_queries: Any
) -> None:
    desk_login(client, dewi)
    client.get("/petugas/janji/")
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/petugas/janji/")
    Commitment.objects.bulk_create(
        Commitment(proposal=promise.proposal, year=2000 + n, source="lain", ceiling=5) for n in range(30)
    )
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        client.get("/petugas/janji/")


QUERIES_OF_THE_LIST = 6
