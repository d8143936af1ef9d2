"""Figures counted beforehand are those of a plain recount, after whatever happened; the page shows them."""

import random
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core.states import StateError
from musrenbang import services
from musrenbang.models import Agency, Category, Commitment, Cycle, CycleFigure, FixAnswer, Proposal, StageTime
from musrenbang.queries.janji import median
from musrenbang.services import commitments
from musrenbang.services.figures import count_nightly
from tests.conftest import GUNTUR
from tests.musrenbang.conftest import NOTE, bring_to
from wilayah.models import Region

pytestmark = pytest.mark.django_db
AGREED = {"prioritas", "rkpd", "apbd", "dilaksanakan", "selesai", "dibuka_lagi"}
BUDGETED = {"apbd", "dilaksanakan", "selesai", "dibuka_lagi"}
REFUSED = {"tidak_disepakati", "tidak_diakomodasi", "dialihkan"}
Figures = dict[tuple[Any, ...], tuple[int, Decimal]]


def plainly() -> Figures:
    """The same figures by going through every row, one after the other."""
    found: dict[tuple[Any, ...], list[Any]] = defaultdict(lambda: [0, Decimal(0)])

    def add(
        one: Proposal, measure: str, amount: Any = 0, number: int = 1, bucket: int = 0, whole: bool = False
    ) -> None:
        fields = {None} if whole else {one.category_id, None}
        bodies = {None} if whole else {one.agency_final_id, None}
        for key in ((one.cycle_id, one.region_id, f, b, measure, bucket) for f in fields for b in bodies):
            found[key][0] += number
            found[key][1] += amount or 0

    for one in Proposal.objects.exclude(state="draf").select_related("ruling"):
        add(one, "usulan", one.estimated_cost)
        if one.rank or one.rkpd_amount or one.state in AGREED:
            add(one, "prioritas")
        if one.rkpd_amount or one.state in BUDGETED | {"rkpd"}:
            add(one, "rkpd", one.rkpd_amount)
        if one.apbd_amount or one.state in BUDGETED:
            add(one, "apbd", one.apbd_amount)
        names = {"dilaksanakan": "berjalan", "selesai": "selesai", "dibuka_lagi": "dibuka_lagi"}
        if one.state in names:
            add(one, names[one.state])
        if one.state in REFUSED:
            add(one, "ditolak")
            assert one.ruling is not None
            add(one, f"alasan:{one.ruling.reason}")
        promises = list(one.commitments.all())
        carried = {row.carried_from_id for row in promises}
        sums = {
            "pagu": [(row, row.paid if row.pk in carried else row.ceiling) for row in promises],
            "kontrak": [(row, row.paid if row.pk in carried else row.contract) for row in promises if row.contract],
            "bayar": [(row, row.paid) for row in promises if row.paid],
        }
        for measure, rows in sums.items():
            if rows:
                add(one, measure, sum(amount for _, amount in rows))
        for time in StageTime.objects.filter(proposal=one, days__isnull=False).exclude(left__in=["", "draf"]):
            add(one, f"hari:{time.left}", bucket=time.days or 0, whole=True)
        for answer in FixAnswer.objects.filter(question__proposal=one, question__closed_at__isnull=True):
            add(one, f"jawab:{answer.verdict}")
    return {key: (number, amount) for key, (number, amount) in found.items()}


def kept() -> Figures:
    """The rows as they are."""
    return {
        (r.cycle_id, r.region_id, r.category_id, r.agency_id, r.measure, r.bucket): (r.number, r.amount)
        for r in CycleFigure.objects.all()
    }


def moves(one: Proposal, people: dict[str, Any], dice: random.Random) -> list[Any]:
    """Deeds that somebody might try on a proposal now."""
    citra, joko, dewi = people["citra"], people["joko"], people["dewi"]
    refusal = {"reason": dice.choice(["melebihi_pagu", "lahan_belum_jelas"]), "note": NOTE}
    bodies = list(Agency.objects.all()[:2])
    promise = Commitment.objects.select_related("proposal", "agency").filter(proposal=one).last()
    sum_of = Decimal(dice.randint(1, 9) * 10_000_000)
    deeds = [
        lambda: services.verify_village(by=citra, proposal=one),
        lambda: services.verify_district(by=joko, proposal=one, agency=dice.choice(bodies)),
        lambda: services.prioritize_proposal(by=joko, proposal=one, rank=one.pk % 9000 + 1),
        lambda: services.enter_rkpd(by=dewi, proposal=one, amount=sum_of, agency=dice.choice(bodies)),
        lambda: services.enter_apbd(by=dewi, proposal=one, amount=sum_of),
        lambda: services.start_work(by=joko, proposal=one),
        lambda: services.post_progress(by=joko, proposal=one, percent=dice.randint(0, 99), spent=sum_of),
        lambda: services.finish_work(by=joko, proposal=one),
        lambda: services.decline_proposal(by=joko, proposal=one, **refusal),
        lambda: services.refuse_proposal(by=dewi, proposal=one, **refusal),
        lambda: services.transfer_proposal(by=joko, proposal=one, target="desa", **refusal),
        lambda: services.return_proposal(by=citra, proposal=one, **refusal),
        lambda: services.reroute_agency(by=dewi, proposal=one, agency=dice.choice(bodies), **refusal),
        lambda: services.save_draft(
            by=people["ani"],
            proposal=one,
            region=Region.objects.get(pk=GUNTUR),
            category=dice.choice(list(Category.objects.all())),
            estimated_cost=sum_of,
        ),
        lambda: services.resubmit_proposal(by=people["ani"], proposal=one),
    ]
    if promise is None:
        return deeds
    today = timezone.localdate()
    return deeds + [
        lambda: commitments.record_payment(by=dewi, commitment=promise, amount=sum_of, on=today),
        lambda: commitments.record_contract(by=dewi, commitment=promise, amount=sum_of, on=today, contractor="CV"),
        lambda: commitments.carry_commitment(
            by=dewi, commitment=promise, year=promise.year + 1, source="apbd", ceiling=sum_of
        ),
    ]


def test_the_rows_equal_a_plain_recount_after_random_moves(make_draft: Any, people: dict[str, Any]) -> None:
    dice = random.Random(27)  # noqa: S311
    ends = ["diajukan", "dikembalikan", "diverifikasi_kecamatan", "rkpd", "apbd", "dilaksanakan"]
    for number, end in enumerate(ends):
        bring_to(make_draft(people["ani"], title=f"Usulan {number}"), end, people)
    done = 0
    for _ in range(25):
        one = dice.choice(list(Proposal.objects.select_related("cycle", "topic", "ruling")))
        deeds = moves(one, people, dice)
        for deed in dice.sample(deeds, len(deeds)):
            try:
                deed()
            except (StateError, ValidationError, PermissionDenied):
                continue
            done += 1
            break
    assert done > 15
    assert kept() == plainly()
    out = StringIO()
    call_command("recount_figures", "--json", stdout=out)
    assert '"written": 0' in out.getvalue()


def test_a_recount_mends_what_is_wrong(make_in_state: Any) -> None:
    make_in_state("selesai")
    right = kept()
    CycleFigure.objects.filter(measure="usulan").update(number=77)
    CycleFigure.objects.filter(measure="selesai").delete()
    CycleFigure.objects.filter(measure="rkpd").update(measure="entah")
    assert kept() != right
    call_command("recount_figures", "--year", "2028", stdout=StringIO())
    assert kept() == right
    CycleFigure.objects.filter(measure="usulan").update(number=77)
    count_nightly()
    assert kept() == right
    CycleFigure.objects.filter(measure="usulan").update(number=77)
    assert count_nightly() == {}  # once a day


def test_the_median_is_the_middle() -> None:
    assert [median({5: 1}), median({1: 1, 2: 1, 10: 1}), median({1: 2, 3: 1, 10: 1}), median({0: 9, 90: 9})] == [
        5,
        2,
        2,
        45,
    ]


def csv(client: Client, address: str) -> list[str]:
    """The lines of a table."""
    answer: Any = client.get(address)
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_the_page_tells_the_year(make_in_state: Any, dewi: Any, client: Client) -> None:
    """Funnel, money, villages, reasons, what is late: in words, and as tables to take away."""
    make_in_state("diajukan")
    make_in_state("tidak_disepakati")
    done = make_in_state("selesai")
    ongoing = make_in_state("dilaksanakan", title="Talud Kali Kuas")
    promise = Commitment.objects.select_related("proposal").get(proposal=ongoing)
    Commitment.objects.filter(pk=promise.pk).update(due_on=timezone.localdate() - timedelta(days=9))
    paid = Commitment.objects.select_related("proposal").get(proposal=done)
    commitments.record_payment(by=dewi, commitment=paid, amount=Decimal(117000000), on=timezone.localdate())
    page = client.get("/janji/").content.decode()
    assert "Dari 4 usulan, 2 menjadi prioritas, 2 masuk RKPD, 2 masuk APBD, dan 1 selesai." in page
    assert "Dari Rp468.000.000 yang direncanakan, Rp117.000.000 sudah dibayar (25%)." in page
    assert "1 usulan tidak diakomodasi atau dialihkan. Alasan terbanyak: melebihi pagu." in page
    assert "Pekerjaan yang melewati janji" in page
    assert "Talud Kali Kuas" in page
    assert csv(client, "/janji/corong.csv") == [
        "tahap,usulan",
        "Usulan masuk,4",
        "Prioritas kecamatan,2",
        "Masuk RKPD,2",
        "Masuk APBD,2",
        "Selesai,1",
    ]
    assert csv(client, "/janji/wilayah.csv")[1] == "Kelurahan Kertosari,4,2,2,2,1,468000000,0,117000000"
    late = csv(client, "/janji/terlambat.csv")
    assert [line.split(",")[5] for line in late[1:]] == ["pekerjaan"]
    assert client.get("/janji/entah.csv").status_code == 404
    assert "Belum ada usulan dengan saringan ini" in client.get(f"/janji/?wilayah={GUNTUR}").content.decode()
    assert "Dari 4 usulan" in client.get("/janji/?wilayah=99&bidang=x&pd=-1&tahun=abc&id__gt=0").content.decode()


def test_filters_narrow_every_part(make_in_state: Any, client: Client) -> None:
    make_in_state("selesai")
    other = Category.objects.exclude(slug="prasarana")[0]
    make_in_state("diajukan", category=other)
    body = Agency.objects.get(code="1.03")
    assert "Dari 1 usulan, 0 menjadi" in client.get(f"/janji/?bidang={other.slug}").content.decode()
    assert "Dari 1 usulan, 1 menjadi" in client.get(f"/janji/?pd={body.pk}").content.decode()
    assert csv(client, f"/janji/corong.csv?pd={body.pk}&bidang=prasarana")[1] == "Usulan masuk,1"


def test_twelve_queries_at_most_whatever_the_number(
    make_in_state: Any, ani: Any, client: Client, django_assert_max_num_queries: Any, cycle: Cycle
) -> None:
    make_in_state("selesai")
    client.force_login(ani)
    with django_assert_max_num_queries(12):
        client.get("/janji/")
    for number in range(30):
        Commitment.objects.create(proposal_id=Proposal.objects.get().pk, year=2030 + number, ceiling=5)
    Proposal.objects.update(due_on=timezone.localdate() - timedelta(days=1), updated_at=timezone.now())
    call_command("recount_figures", stdout=StringIO())
    with django_assert_max_num_queries(12):
        assert client.get("/janji/?tahun=2028").status_code == 200
