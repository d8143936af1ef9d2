"""A running cycle and proposals in any state."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from musrenbang import services
from musrenbang.models import Agency, Category, Cycle, Proposal, Stage, Unit
from musrenbang.services.fixed import recall_work
from musrenbang.states import StageKind
from tests.conftest import DISTRICT, KERTOSARI
from wilayah.models import Region

NOTE = "Alamat belum jelas, mohon sebut nama jalan."


@pytest.fixture
def cycle(places: None) -> Cycle:
    """Musrenbang of this year for the plan of 2028, collecting proposals now."""
    services.ensure_reference()
    made = Cycle.objects.create(region_id=DISTRICT, plan_year=2028, deliberation_year=2027)
    now = timezone.now()
    Stage.objects.create(
        cycle=made, kind=StageKind.COLLECT, opens_at=now - timedelta(days=10), closes_at=now + timedelta(days=20)
    )
    return made


def fields(**changes: Any) -> dict[str, Any]:
    """What a complete sheet holds."""
    full = {
        "title": "Drainase Jalan Melati",
        "problem": "Air hujan masuk ke 38 rumah setiap musim hujan.",
        "kind": "fisik",
        "category": Category.objects.get(slug="prasarana"),
        "region_id": KERTOSARI,
        "landmark": "Depan mushala Al Ikhlas",
        "quantity": Decimal("240"),
        "unit": Unit.objects.get(name="m"),
        "estimated_cost": Decimal("312000000"),
    }
    return full | changes


@pytest.fixture
def make_draft(cycle: Cycle) -> Any:
    """Makes a complete draft of a person."""

    def make(by: Any, **changes: Any) -> Proposal:
        values = fields(**changes)

        values["region"] = Region.objects.get(pk=values.pop("region_id"))
        places = values.pop("places", [(2, 4), (3, 4)])
        return services.save_draft(by=by, cycle=cycle, places=places, **values)

    return make


@pytest.fixture
def make_submitted(make_draft: Any) -> Any:
    """Makes a submitted proposal of a person."""

    def make(by: Any, **changes: Any) -> Proposal:
        return services.submit_proposal(by=by, proposal=make_draft(by, **changes))

    return make


@pytest.fixture
def people(ani: Any, citra: Any, joko: Any, dewi: Any) -> dict[str, Any]:
    """Those who bring a proposal forward."""
    return {"ani": ani, "citra": citra, "joko": joko, "dewi": dewi}


@pytest.fixture
def make_in_state(make_draft: Any, people: dict[str, Any]) -> Any:
    """Brings a proposal of Ani to a state by its verbs."""

    def make(state: str, **changes: Any) -> Proposal:
        return bring_to(make_draft(people["ani"], **changes), state, people)

    return make


def bring_to(proposal: Proposal, state: str, people: dict[str, Any]) -> Proposal:
    """Follow the shortest road to a state."""
    ani, citra, joko, dewi = (people[name] for name in ("ani", "citra", "joko", "dewi"))
    public_works = Agency.objects.filter(code="1.03").first()
    refusal = {"reason": "melebihi_pagu", "note": NOTE}
    verbs: dict[str, tuple[Any, Any, dict[str, Any]]] = {
        "diajukan": (services.submit_proposal, ani, {}),
        "dikembalikan": (services.return_proposal, citra, {"reason": "alamat_tidak_jelas", "note": NOTE}),
        "diverifikasi_desa": (services.verify_village, citra, {"quantity": Decimal("240")}),
        "diverifikasi_kecamatan": (services.verify_district, joko, {"cost": Decimal("286000000")}),
        "prioritas": (services.prioritize_proposal, joko, {"rank": proposal.pk % 9000 + 1}),
        "cadangan": (services.reserve_proposal, joko, {}),
        "tidak_disepakati": (services.decline_proposal, joko, refusal),
        "rkpd": (services.enter_rkpd, dewi, {"amount": Decimal("234000000"), "agency": public_works}),
        "apbd": (services.enter_apbd, dewi, {"amount": Decimal("230000000")}),
        "dilaksanakan": (services.start_work, dewi, {}),
        "selesai": (services.finish_work, dewi, {}),
        "dibuka_lagi": (recall_work, dewi, {"note": NOTE}),
        "tidak_diakomodasi": (services.refuse_proposal, dewi, refusal),
        "dialihkan": (services.transfer_proposal, joko, {"target": "desa", **refusal}),
        "ditarik": (services.withdraw_proposal, ani, {}),
    }
    roads = {
        "draf": [],
        "diajukan": ["diajukan"],
        "dikembalikan": ["diajukan", "dikembalikan"],
        "ditarik": ["diajukan", "ditarik"],
        "dialihkan": ["diajukan", "dialihkan"],
        "diverifikasi_desa": ["diajukan", "diverifikasi_desa"],
        "diverifikasi_kecamatan": ["diajukan", "diverifikasi_desa", "diverifikasi_kecamatan"],
    }
    base = roads["diverifikasi_kecamatan"]
    roads |= {"prioritas": [*base, "prioritas"], "cadangan": [*base, "cadangan"]}
    roads |= {"tidak_disepakati": [*base, "tidak_disepakati"], "tidak_diakomodasi": [*base, "prioritas", state]}
    planned = [*base, "prioritas", "rkpd", "apbd", "dilaksanakan", "selesai", "dibuka_lagi"]
    roads |= {name: planned[: planned.index(name) + 1] for name in planned[3:]}
    for name in roads[state]:
        verb, by, extra = verbs[name]
        proposal = verb(by=by, proposal=proposal, **extra)
    return proposal
