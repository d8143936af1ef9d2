"""Two officers at the money of one promise at the same moment: no sum is lost, none goes over."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from musrenbang.models import Commitment, CommitmentFigure
from musrenbang.services.commitments import record_contract, record_payment, set_ceiling
from tests.flows.test_races import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite lets one writer in at a time; this race is PostgreSQL's"
    ),
]


def fresh() -> Commitment:
    """As each officer's page read it."""
    return Commitment.objects.select_related("proposal", "agency").get()


def test_two_payments_at_once(make_in_state: Any, dewi: Any, joko: Any) -> None:
    make_in_state("dilaksanakan")
    today = timezone.localdate()
    record_contract(by=dewi, commitment=fresh(), amount=Decimal(200_000_000), on=today, contractor="CV Maju")

    def pay(by: Any) -> Commitment:
        return record_payment(by=by, commitment=fresh(), amount=Decimal(60_000_000), on=today)

    def total() -> tuple[int, int]:
        rows = CommitmentFigure.objects.filter(kind="bayar")
        return int(fresh().paid), int(rows.aggregate(n=Sum("amount"))["n"] or 0)

    first = at_once([lambda: pay(dewi), lambda: pay(joko)])
    assert [isinstance(one, Commitment) for one in first] == [True, True], first
    assert total() == (120_000_000, 120_000_000)
    second = at_once([lambda: pay(dewi), lambda: pay(joko)])
    refused = [one for one in second if isinstance(one, ValidationError)]
    assert len(refused) == 1, second
    assert "melebihi Rp200.000.000" in refused[0].messages[0]
    assert total() == (180_000_000, 180_000_000)


def test_a_contract_and_a_smaller_ceiling_at_once(make_in_state: Any, dewi: Any, joko: Any) -> None:
    make_in_state("dilaksanakan")
    today, why = timezone.localdate(), "Pagu dikurangi karena pergeseran anggaran."
    contract, ceiling = Decimal(220_000_000), Decimal(150_000_000)
    results = at_once(
        [
            lambda: record_contract(by=dewi, commitment=fresh(), amount=contract, on=today, contractor="CV Maju"),
            lambda: set_ceiling(by=joko, commitment=fresh(), amount=ceiling, on=today, note=why),
        ]
    )
    assert sum(isinstance(one, ValidationError) for one in results) == 1, results
    kept = fresh()
    assert (kept.contract, kept.ceiling) in {(contract, Decimal(230_000_000)), (Decimal(0), ceiling)}
