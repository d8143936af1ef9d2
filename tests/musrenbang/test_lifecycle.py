"""Every state x deed x role; the road itself; races; numbers."""

import threading
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, connections, transaction

from accounts.models import Rung
from audit.models import Entry, Note
from core.states import StateError
from musrenbang import services, states
from musrenbang.models import Cycle, Proposal, Stage
from musrenbang.states import PLANNING, State
from tests.musrenbang.conftest import NOTE, bring_to

pytestmark = pytest.mark.django_db

# Who may do a deed to a proposal of Kertosari; everybody else of the cast may not.
ALLOWED = {
    "submit": {"ani"},
    "resubmit": {"ani"},
    "withdraw": {"ani"},
    "verify_village": {"citra"},
    "verify_district": {"joko"},
    "prioritize": {"joko"},
    "reserve": {"joko"},
    "decline": {"joko"},
    "enter_rkpd": {"dewi"},
    "enter_apbd": {"dewi"},
    "refuse": {"dewi"},
    "start_work": {"dewi", "joko"},
    "finish": {"dewi", "joko"},
    "reopen": set(),  # nobody answered "belum": see test_fixed
    "recall": {"dewi", "joko"},
    "close_again": {"dewi", "joko"},
    "enter": {"citra", "joko"},
    "merge": {"citra", "joko"},
    "split": {"citra", "joko"},
    "return:diajukan": {"citra", "joko"},
    "return:diverifikasi_desa": {"joko"},
    "transfer:diajukan": {"citra", "joko"},
    "transfer:diverifikasi_desa": {"citra", "joko"},
    "transfer": {"joko", "dewi"},
    "lapse": set(),  # its day has not passed: see test_levels
}
CAST = ["ani", "budi", "citra", "dewi", "eko", "fajar", "gita", "hadi", "indra", "joko"]
STATES = [state for state in State if state not in (State.MERGED, State.SPLIT)]


@pytest.fixture
def cast(request: Any) -> dict[str, Any]:
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.mark.parametrize("state", STATES)
def test_every_deed_from_every_state_by_every_role(state: str, cast: dict[str, Any], make_draft: Any) -> None:
    """The table and nothing but the table: 15 states x all deeds x ten people."""
    proposal = bring_to(make_draft(cast["ani"]), state, cast)
    for name in {row.name for row in PLANNING}:
        rows = [row for row in PLANNING if row.name == name and state in row.sources]
        if not rows:
            with pytest.raises(StateError):
                proposal.LIFECYCLE.row(name, state)
            continue
        allowed = ALLOWED.get(f"{name}:{state}", ALLOWED.get(name))
        may = {person for person, user in cast.items() if user.has_perm(rows[0].rule, proposal)}
        assert may == allowed, (state, name)


def test_groups_cover_all_states_once() -> None:
    grouped = [state for _, members in states.GROUPS.values() for state in members]
    assert sorted(grouped) == sorted(states.PUBLIC)
    assert set(states.VOICES) == set(State)
    assert states.OPEN | states.CLOSED == states.PUBLIC
    assert not states.OPEN & states.CLOSED


def test_every_state_can_be_reached() -> None:
    assert {row.target for row in PLANNING} | {State.DRAFT} == set(State)


def test_the_whole_road_leaves_its_trail(make_in_state: Any, people: dict[str, Any]) -> None:
    proposal = make_in_state("selesai")
    rows = Entry.objects.filter(target_type="musrenbang.proposal", target_id=str(proposal.pk)).order_by("id")
    assert [(row.verb, row.role, row.from_state, row.to_state) for row in rows] == [
        ("submit", "citizen", "draf", "diajukan"),
        ("verify_village", "village_officer", "diajukan", "diverifikasi_desa"),
        ("verify_district", "officer", "diverifikasi_desa", "diverifikasi_kecamatan"),
        ("prioritize", "officer", "diverifikasi_kecamatan", "prioritas"),
        ("enter_rkpd", "planner", "prioritas", "rkpd"),
        ("enter_apbd", "planner", "rkpd", "apbd"),
        ("start_work", "planner", "apbd", "dilaksanakan"),
        ("finish", "planner", "dilaksanakan", "selesai"),
    ]
    assert rows[0].data == {"quantity": "240.00", "unit": str(proposal.unit_id), "cost": "312000000"}
    assert rows[2].data == {"cost": "286000000"}
    assert rows[5].data == {"amount": "230000000"}
    words = " ".join(str(row.data) for row in rows)
    assert "Melati" not in words
    assert "Ani" not in words


def test_a_return_holds_reason_words_and_date(make_in_state: Any) -> None:
    proposal = make_in_state("dikembalikan")
    entry = Entry.objects.filter(target_id=str(proposal.pk), verb="return").get()
    assert entry.reason == "alamat_tidak_jelas"
    assert Note.objects.get(entry=entry).text == NOTE
    assert proposal.due_on is not None


def test_a_refusal_without_reason_or_words_is_refused(make_in_state: Any, joko: Any) -> None:
    proposal = make_in_state("diverifikasi_kecamatan")
    with pytest.raises(ValidationError):
        services.decline_proposal(by=joko, proposal=proposal, reason="", note=NOTE)
    with pytest.raises(ValidationError):
        services.decline_proposal(by=joko, proposal=proposal, reason="melebihi_pagu", note="kurang")
    proposal.refresh_from_db()
    assert proposal.state == State.VERIFIED_DISTRICT


def test_returned_keeps_its_number_and_counts_the_revision(make_in_state: Any, ani: Any, citra: Any) -> None:
    proposal = make_in_state("dikembalikan")
    number = proposal.number
    services.save_draft(by=ani, proposal=proposal, landmark="Jalan Melati nomor 3 sampai 17")
    again = services.resubmit_proposal(by=ani, proposal=proposal)
    assert (again.number, again.revision, again.state) == (number, 1, State.SUBMITTED)
    assert again.landmark == "Jalan Melati nomor 3 sampai 17"
    back = services.return_proposal(by=citra, proposal=again, reason="alamat_tidak_jelas", note=NOTE)
    assert services.resubmit_proposal(by=ani, proposal=back).revision == 2


def test_numbers_are_gapless_and_never_reused(make_draft: Any, ani: Any, cycle: Cycle) -> None:
    first = services.submit_proposal(by=ani, proposal=make_draft(ani))
    bad = make_draft(ani, title="")
    with pytest.raises(ValidationError):
        services.submit_proposal(by=ani, proposal=bad)
    services.withdraw_proposal(by=ani, proposal=first)
    second = services.submit_proposal(by=ani, proposal=make_draft(ani))
    assert [first.number, second.number] == ["2028/33.23.03/0001", "2028/33.23.03/0002"]
    assert second.get_absolute_url() == "/usulan/2028/33.23.03/0002/"


def test_submitting_twice_makes_one(make_draft: Any, ani: Any) -> None:
    draft = make_draft(ani)
    services.submit_proposal(by=ani, proposal=draft)
    with pytest.raises(StateError):
        services.submit_proposal(by=ani, proposal=draft)
    assert list(Proposal.objects.values_list("sequence", flat=True)) == [1]


def test_only_citizens_of_the_district_with_a_confirmed_contact_in_time(
    cycle: Cycle, ani: Any, budi: Any, make_draft: Any
) -> None:
    assert budi.has_perm("musrenbang.propose", cycle)  # another village, same kecamatan
    ani.rung = Rung.REGISTERED
    assert not ani.has_perm("musrenbang.propose", cycle)
    ani.rung = Rung.CONTACT
    assert ani.has_perm("musrenbang.propose", cycle)
    Stage.objects.update(min_rung=Rung.SEEN)  # this stage asks for more
    assert not ani.has_perm("musrenbang.propose", cycle)
    Stage.objects.update(min_rung=None)
    draft = make_draft(ani)
    ani.home_id = "33.23.04.2001"
    assert not ani.has_perm("musrenbang.propose", cycle)
    ani.home_id = "33.23.03.1006"
    Stage.objects.update(closes_at="2026-01-01T00:00Z", opens_at="2025-01-01T00:00Z")
    assert not ani.has_perm("musrenbang.propose", cycle)
    with pytest.raises(PermissionDenied):
        services.submit_proposal(by=ani, proposal=draft)


def test_a_proposal_stays_in_its_district(make_draft: Any, ani: Any) -> None:
    from tests.factories import make_region  # noqa: PLC0415

    elsewhere = make_region("33.23.04.2001", "Ngropoh")
    draft = make_draft(ani)
    with pytest.raises(ValidationError):
        services.save_draft(by=ani, proposal=draft, region=elsewhere)


def test_nobody_else_writes_in_a_sheet(make_draft: Any, ani: Any, budi: Any, joko: Any) -> None:
    draft = make_draft(ani)
    for other in (budi, joko):
        with pytest.raises(PermissionDenied):
            services.save_draft(by=other, proposal=draft, title="Diganti")
        with pytest.raises(PermissionDenied):
            services.delete_draft(by=other, proposal=draft)
    with pytest.raises(TypeError):
        services.save_draft(by=ani, proposal=draft, rank=1)


def test_after_submission_the_words_are_fixed(make_submitted: Any, ani: Any) -> None:
    proposal = make_submitted(ani)
    with pytest.raises(PermissionDenied):
        services.save_draft(by=ani, proposal=proposal, title="Diganti")
    with pytest.raises(PermissionDenied):
        services.delete_draft(by=ani, proposal=proposal)


def test_two_officers_one_wins(make_in_state: Any, citra: Any) -> None:
    """Both read the same state; the second is told and nothing of her deed stays."""
    proposal = make_in_state("diajukan")
    stale = Proposal.objects.get(pk=proposal.pk)
    services.verify_village(by=citra, proposal=proposal)
    with pytest.raises(StateError):
        services.return_proposal(by=citra, proposal=stale, reason="data_kurang", note=NOTE)
    assert Entry.objects.filter(target_id=str(proposal.pk), verb="return").count() == 0


def test_merge_leads_on(make_in_state: Any, make_submitted: Any, budi: Any, joko: Any) -> None:
    proposal, target = make_in_state("diajukan"), make_submitted(budi)
    merged = services.merge_proposal(by=joko, proposal=proposal, into=target)
    assert (merged.state, merged.merged_into_id) == (State.MERGED, target.pk)
    assert merged.topic.comments_until is not None
    entry = Entry.objects.get(target_id=str(proposal.pk), verb="merge")
    assert entry.data == {"into": target.number}
    with pytest.raises(ValidationError):
        services.merge_proposal(by=joko, proposal=target, into=merged)
    with pytest.raises(ValidationError):
        services.merge_proposal(by=joko, proposal=target, into=target)


def test_a_rank_is_given_once(make_in_state: Any, joko: Any) -> None:
    one, other = make_in_state("diverifikasi_kecamatan"), make_in_state("diverifikasi_kecamatan")
    services.prioritize_proposal(by=joko, proposal=one, rank=4)
    with pytest.raises(ValidationError, match="Nomor prioritas 4"):
        services.prioritize_proposal(by=joko, proposal=other, rank=4)
    other.refresh_from_db()
    assert other.state == State.VERIFIED_DISTRICT


def test_progress_only_while_work_runs(make_in_state: Any, dewi: Any, joko: Any, citra: Any) -> None:
    planned = make_in_state("apbd")
    with pytest.raises(StateError):
        services.post_progress(by=dewi, proposal=planned, percent=10, spent=Decimal(0))
    running = services.start_work(by=dewi, proposal=planned)
    services.post_progress(by=joko, proposal=running, percent=40, spent=Decimal(90_000_000), note="Galian selesai.")
    with pytest.raises(PermissionDenied):
        services.post_progress(by=citra, proposal=running, percent=50, spent=Decimal(0))
    with pytest.raises(ValidationError):
        services.post_progress(by=dewi, proposal=running, percent=101, spent=Decimal(0))
    entry = Entry.objects.get(target_id=str(running.pk), verb="progress")
    assert (entry.data["percent"], entry.data["spent"], entry.note.text) == (40, "90000000", "Galian selesai.")


def test_the_database_refuses_a_public_draft(make_draft: Any, ani: Any) -> None:
    draft = make_draft(ani)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=draft.pk).update(state="diajukan")


@pytest.mark.parametrize(("lat", "lng"), [("8", "110"), ("-7", "80"), ("-7", None)])
def test_the_database_refuses_points_abroad(make_draft: Any, ani: Any, lat: str, lng: str | None) -> None:
    draft = make_draft(ani)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=draft.pk).update(lat=lat, lng=lng)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
def test_numbers_under_threads(make_draft: Any, ani: Any) -> None:
    """Twelve drafts handed in at once get 1 to 12, none lost, none twice."""
    drafts = [make_draft(ani) for _ in range(12)]
    errors: list[Exception] = []

    def submit(draft: Proposal) -> None:
        try:
            services.submit_proposal(by=ani, proposal=draft)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=submit, args=(draft,)) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(Proposal.objects.values_list("sequence", flat=True)) == list(range(1, 13))


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one after the other")
def test_two_officers_race_in_threads(make_in_state: Any, citra: Any, joko: Any) -> None:
    """Verify and return at the same moment: one holds, the other hears of it."""
    proposal = make_in_state("diajukan")
    outcome: list[str] = []
    barrier = threading.Barrier(2)

    def run(verb: Any, **extra: Any) -> None:
        seen = Proposal.objects.get(pk=proposal.pk)
        barrier.wait()
        try:
            verb(proposal=seen, **extra)
            outcome.append("done")
        except StateError:
            outcome.append("told")
        finally:
            connections.close_all()

    refusal = {"reason": "data_kurang", "note": NOTE}
    threads = [
        threading.Thread(target=run, args=(services.verify_village,), kwargs={"by": citra}),
        threading.Thread(
            target=run, args=(services.transfer_proposal,), kwargs={"by": joko, "target": "desa", **refusal}
        ),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    moves = Entry.objects.filter(target_id=str(proposal.pk), from_state="diajukan").exclude(to_state="diajukan")
    assert moves.count() == 1
    assert sorted(outcome) == ["done", "told"]
