"""Recommendations, checks, rulings, deadlines, merging and its undoing, many at once."""

import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.states import StateError
from dialog.services import support
from musrenbang import services
from musrenbang.models import Agency, Check, Proposal, Recommendation, Ruling
from musrenbang.queries.work import waiting_for
from musrenbang.services.lapses import run_deadlines
from notifications.models import Follow, Notification, Topic
from notifications.services import follow
from tests.musrenbang.conftest import NOTE
from tests.musrenbang.test_desk import at_desk

pytestmark = pytest.mark.django_db


def test_no_refusal_without_a_ruling_even_by_hand(make_in_state: Any, joko: Any) -> None:
    """The database itself refuses: a refused state without its row, a row without code or words."""
    proposal = make_in_state("diverifikasi_kecamatan")
    for state in ("tidak_disepakati", "tidak_diakomodasi", "dialihkan", "dikembalikan"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=proposal.pk).update(state=state)
    for reason, note in (("", NOTE), ("sesukanya", NOTE), ("melebihi_pagu", ""), ("melebihi_pagu", "singkat")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ruling.objects.create(proposal=proposal, verb="decline", reason=reason, note=note, by=joko)
    declined = services.decline_proposal(by=joko, proposal=proposal, reason="melebihi_pagu", note=NOTE)
    assert (declined.ruling.reason, declined.ruling.note, declined.ruling.by) == ("melebihi_pagu", NOTE, joko)


def test_a_corrected_proposal_has_no_ruling_any_more(make_in_state: Any, ani: Any) -> None:
    proposal = make_in_state("dikembalikan")
    assert proposal.ruling.verb == "return"
    again = services.resubmit_proposal(by=ani, proposal=proposal)
    assert (again.ruling, Ruling.objects.count()) == (None, 1)


def test_levels_stand_beside_the_original(client: Any, make_in_state: Any, citra: Any, joko: Any, dewi: Any) -> None:
    proposal = make_in_state("diajukan")
    proposal = services.verify_village(
        by=citra, proposal=proposal, wording="Saluran U-ditch Jalan Melati", quantity=Decimal(220)
    )
    services.recommend(
        by=dewi, proposal=proposal, level="pd", budget=Decimal(250_000_000), note="Tahap pertama dahulu."
    )
    html = client.get(proposal.get_absolute_url()).text
    for words in (
        "Drainase Jalan Melati",
        "240 m",
        "Saluran U-ditch Jalan Melati",
        "220 m",
        "Rp250.000.000",
        "Tahap pe",
    ):
        assert words in html, words
    proposal.refresh_from_db()
    assert (proposal.title, proposal.quantity) == ("Drainase Jalan Melati", 240)
    with pytest.raises(PermissionDenied):
        services.recommend(by=citra, proposal=proposal, level="tapd", note="Bukan tingkat saya.")
    with pytest.raises(ValidationError, match="paling sedikit satu"):
        services.recommend(by=dewi, proposal=proposal, level="tapd")
    for wrong in ({"quantity": 0}, {"budget": 0}, {"level": "presiden"}, {"wording": ""}):
        values: dict[str, Any] = {"level": "pd", "wording": "kata" if wrong != {"wording": ""} else ""} | wrong
        with pytest.raises(IntegrityError), transaction.atomic():
            Recommendation.objects.create(proposal=proposal, by=joko, **values)


def test_a_problem_stops_verification_until_mended(client: Any, make_in_state: Any, citra: Any, indra: Any) -> None:
    proposal = make_in_state("diajukan")
    with pytest.raises(PermissionDenied):
        services.record_checks(by=indra, proposal=proposal, checks={"lahan": ("sesuai", "")})
    with pytest.raises(ValidationError):
        services.record_checks(by=citra, proposal=proposal, checks={"lahan": ("masalah", "")})
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.create(proposal=proposal, topic="lahan", verdict="masalah", by=citra)
    services.record_checks(by=citra, proposal=proposal, checks={"lahan": ("masalah", "lahan_belum_jelas")})
    assert "Status lahan belum jelas" in client.get(proposal.get_absolute_url()).text
    with pytest.raises(ValidationError, match="masih bermasalah"):
        services.verify_village(by=citra, proposal=proposal)
    services.record_checks(by=citra, proposal=proposal, checks={"lahan": ("sesuai", ""), "rtrw": ("sesuai", "")})
    done = services.verify_village(by=citra, proposal=proposal)
    assert (Check.objects.count(), done.spatial_fit) == (3, "sesuai")


def test_another_agency_keeps_the_first(client: Any, make_in_state: Any, dewi: Any, citra: Any) -> None:
    proposal = make_in_state("rkpd")
    other = Agency.objects.get(code="1.04")
    with pytest.raises(PermissionDenied):
        services.reroute_agency(by=citra, proposal=proposal, agency=other, reason="salah_pd", note=NOTE)
    done = services.reroute_agency(by=dewi, proposal=proposal, agency=other, reason="salah_pd", note=NOTE)
    assert (done.agency_first.code, done.agency_final.code) == ("1.03", "1.04")
    html = client.get(proposal.get_absolute_url()).text
    assert "Semula Dinas Pekerjaan Umum dan Penataan Ruang" in html
    assert "Salah perangkat daerah" in html


def test_a_passed_deadline_comes_back_to_the_office(make_in_state: Any, ani: Any, citra: Any) -> None:
    proposal = make_in_state("dikembalikan")
    assert not waiting_for(citra).filter(pk=proposal.pk).exists()
    with pytest.raises(PermissionDenied):
        services.lapse_proposal(by=citra, proposal=proposal, reason="data_kurang", note=NOTE)
    Proposal.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert waiting_for(citra).filter(pk=proposal.pk).exists()
    run_deadlines()
    run_deadlines()
    assert Notification.objects.filter(user=ani, kind="usulan_batas").count() == 1
    later = services.extend_deadline(by=citra, proposal=proposal, days=5)
    assert later.due_on > timezone.localdate()
    Proposal.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    closed = services.lapse_proposal(by=citra, proposal=proposal, reason="data_kurang", note=NOTE)
    assert (closed.state, closed.ruling.verb) == ("tidak_disepakati", "lapse")
    with pytest.raises(ValidationError):
        services.return_proposal(by=citra, proposal=make_in_state("diajukan"), reason="lainnya", note=NOTE, days=99)


def test_merging_takes_people_along_and_is_undone(
    client: Any, make_in_state: Any, make_submitted: Any, ani: Any, budi: Any, fajar: Any, joko: Any
) -> None:
    proposal, target = make_in_state("dikembalikan"), make_submitted(budi)
    support(by=fajar, topic=proposal.topic)
    follow(by=fajar, topic=proposal.topic)
    support(by=budi, topic=proposal.topic)  # he proposed the other: nobody supports the own one
    merged = services.merge_proposal(by=joko, proposal=proposal, into=target)
    assert Topic.objects.get(pk=target.topic_id).support_count == 1
    assert Follow.objects.filter(user=fajar, topic=target.topic).exists()
    assert "Usulan yang digabung ke sini" in client.get(target.get_absolute_url()).text
    assert Notification.objects.filter(user=budi, topic=target.topic).exists()
    assert Notification.objects.filter(user=ani, topic=proposal.topic, text__contains="Digabung").exists()
    back = services.unmerge_proposal(by=joko, proposal=merged)
    assert (back.state, back.merged_into, back.ruling.verb) == ("dikembalikan", None, "return")
    assert Topic.objects.get(pk=target.topic_id).support_count == 0
    assert not Follow.objects.filter(user=fajar, topic=target.topic).exists()
    assert back.topic.comments_until is None
    with pytest.raises(StateError):
        services.unmerge_proposal(by=joko, proposal=back)


def test_a_merge_stands_when_the_kept_one_is_decided_or_the_stage_is_over(
    make_in_state: Any, fajar: Any, joko: Any
) -> None:
    one, other, target = make_in_state("diajukan"), make_in_state("diajukan"), make_in_state("diverifikasi_kecamatan")
    one = services.merge_proposal(by=joko, proposal=one, into=target)
    one.mergers_away.update(undo_until=timezone.now())
    with pytest.raises(StateError):
        services.unmerge_proposal(by=joko, proposal=one)
    other = services.merge_proposal(by=joko, proposal=other, into=target)
    services.reserve_proposal(by=joko, proposal=target)
    with pytest.raises(StateError):
        services.unmerge_proposal(by=joko, proposal=other)


def test_side_by_side(make_in_state: Any, make_submitted: Any, budi: Any, joko: Any) -> None:
    one, other = make_in_state("diajukan"), make_submitted(budi, title="Drainase di Jalan Melati")
    desk = at_desk(joko)
    url = f"/petugas/usulan/{one.pk}/banding/{other.pk}/"
    html = desk.get(url).text
    assert "kata judul sama" in html
    assert "kelurahan atau desa sama, bidang sama" in html
    key = {"kunci": str(uuid.uuid4())}
    assert desk.post(url, key)["Location"] == f"/petugas/usulan/{one.pk}/"
    assert desk.post(url, key)["Location"] == f"/petugas/usulan/{one.pk}/"
    one.refresh_from_db()
    assert one.merged_into_id == other.pk


def test_many_at_once_say_first_what_will_happen(
    make_in_state: Any, citra: Any, django_assert_num_queries: Any
) -> None:
    good, problem, gone = make_in_state("diajukan"), make_in_state("diajukan"), make_in_state("ditarik")
    services.record_checks(by=citra, proposal=problem, checks={"lahan": ("masalah", "lahan_belum_jelas")})
    desk, rows = at_desk(citra), [good, problem, gone]
    asked = {"langkah": "verify_village", "pilih": [str(row.pk) for row in rows]}
    html = desk.get("/petugas/usulan/banyak/", asked).text
    for words in ("1 dari 3 usulan akan diproses", "Pemeriksaan masih bermasalah", "Tidak dapat pada status"):
        assert words in html, words
    sent = asked | {"kunci": str(uuid.uuid4()), "keadaan": "diajukan"}
    for _ in range(2):
        assert desk.post("/petugas/usulan/banyak/", sent)["Location"] == "/petugas/usulan/"
    states = list(Proposal.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["diverifikasi_desa", "diajukan", "ditarik"]
    assert desk.get("/petugas/usulan/banyak/", {"langkah": "hapus", "pilih": "1"}).status_code == 302
