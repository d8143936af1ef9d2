"""The officers' pages: whose work, which deeds, district scoping, lost races told, Wagtail's lists."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.registry import DESK
from audit.models import Entry
from musrenbang import services
from musrenbang.forms.desk import VerifyDistrictForm
from musrenbang.models import Agency, Proposal
from notifications.models import Notification
from tests.conftest import GUNTUR
from tests.factories import desk_login
from tests.musrenbang.conftest import NOTE
from tests.musrenbang.test_sheet import picture

pytestmark = pytest.mark.django_db


def at_desk(user: Any) -> Client:
    client = Client()
    desk_login(client, user)
    return client


def send(user: Any, proposal: Proposal, deed: str, **fields: Any) -> Any:
    seen = fields.pop("keadaan", proposal.state)
    data = {"kunci": str(uuid.uuid4()), "keadaan": seen, **fields}
    return at_desk(user).post(f"/petugas/usulan/{proposal.pk}/{deed}/", data)


def test_only_offices_of_planning_in_their_own_place(client: Any, make_submitted: Any, ani: Any, request: Any) -> None:
    proposal = make_submitted(ani)
    path = f"/petugas/usulan/{proposal.pk}/"
    assert client.get(path).status_code == 302
    expected = {"ani": 403, "citra": 200, "joko": 200, "dewi": 200}
    expected |= {"indra": 404, "eko": 404, "gita": 404, "fajar": 404, "hadi": 404}
    for name, status in expected.items():
        user = request.getfixturevalue(name)
        assert at_desk(user).get(path).status_code == status, name
        wanted = status if status != 200 else (200 if name in ("citra", "joko", "dewi") else 302)
        assert send(user, proposal, "verify_village", note="").status_code in (wanted, 302, 403), name
    proposal.refresh_from_db()
    assert proposal.state == "diverifikasi_desa"  # by Citra alone
    assert [e.role for e in Entry.objects.filter(target_id=str(proposal.pk), verb="verify_village")] == [
        "village_officer"
    ]


def test_the_list_holds_the_own_place_and_what_waits(
    make_submitted: Any, make_in_state: Any, ani: Any, budi: Any, citra: Any, indra: Any, joko: Any
) -> None:
    mine = make_submitted(ani, title="Drainase Melati")
    other = make_submitted(budi, title="Jembatan Guntur", region_id=GUNTUR)
    verified = make_in_state("diverifikasi_desa", title="Lampu jalan")

    def shown(user: Any, query: str = "") -> set[str]:
        html = at_desk(user).get("/petugas/usulan/" + query).content.decode()
        return {p.title for p in (mine, other, verified) if p.title in html}

    assert shown(citra) == {"Drainase Melati"}
    assert shown(indra) == {"Jembatan Guntur"}
    assert shown(joko) == {"Lampu jalan"}
    assert shown(joko, "?semua=1") == {"Drainase Melati", "Jembatan Guntur", "Lampu jalan"}
    assert shown(citra, "?semua=1") == {"Drainase Melati", "Lampu jalan"}
    assert shown(citra, f"?semua=1&wilayah={GUNTUR}") == set()
    assert shown(joko, "?q=jembatan") == {"Jembatan Guntur"}
    assert shown(joko, f"?q={mine.number[-4:]}") == {"Drainase Melati"}
    assert shown(joko, "?semua=1&status=diverifikasi_desa") == {"Lampu jalan"}
    assert shown(joko, "?semua=1&status=draf&state__in=x") == {"Drainase Melati", "Jembatan Guntur", "Lampu jalan"}
    assert shown(joko, "?tenggat=terlambat") == set()
    titles = [item.title for item in DESK.rooms["musrenbang"].queue(citra)]
    assert titles == ["Drainase Melati"]


def test_drafts_never_reach_the_desk(make_draft: Any, ani: Any, citra: Any) -> None:
    draft = make_draft(ani)
    assert at_desk(citra).get(f"/petugas/usulan/{draft.pk}/").status_code == 404
    assert draft.title not in at_desk(citra).get("/petugas/usulan/?semua=1").content.decode()


@pytest.mark.parametrize(
    ("state", "who", "deeds"),
    [
        ("diajukan", "citra", ["verify_village", "return", "transfer", "merge", "record"]),
        ("diajukan", "joko", ["return", "transfer", "merge", "record"]),
        ("diajukan", "dewi", ["record"]),
        ("diverifikasi_desa", "joko", ["verify_district", "return", "transfer", "merge", "record"]),
        ("diverifikasi_kecamatan", "joko", ["prioritize", "reserve", "decline", "transfer", "merge", "record"]),
        ("prioritas", "dewi", ["enter_rkpd", "refuse", "transfer", "record"]),
        ("rkpd", "dewi", ["enter_apbd", "refuse", "record"]),
        ("dilaksanakan", "joko", ["progress", "finish", "record"]),
        ("selesai", "dewi", ["recall"]),
        ("ditarik", "joko", []),
    ],
)
def test_the_page_offers_what_may_be_done_now(
    make_in_state: Any, request: Any, state: str, who: str, deeds: list[str]
) -> None:
    proposal = make_in_state(state)
    response = at_desk(request.getfixturevalue(who)).get(f"/petugas/usulan/{proposal.pk}/")
    besides = {"checks", "extend", "reroute", "recommend"}  # these move nothing: test_levels
    assert [deed.name for deed, _ in response.context["deeds"] if deed.name not in besides] == deeds
    html = response.content.decode()
    assert [f"/petugas/usulan/{proposal.pk}/{deed}/" in html for deed in deeds] == [True] * len(deeds)


def test_the_whole_road_by_the_forms(make_submitted: Any, ani: Any, citra: Any, joko: Any, dewi: Any) -> None:
    proposal = make_submitted(ani)
    agency = str(Agency.objects.get(code="1.03").pk)
    road: list[tuple[Any, str, dict[str, Any]]] = [
        (citra, "verify_village", {"quantity": "240", "cost": "312.000.000"}),
        (joko, "verify_district", {"quantity": "220", "cost": "286.000.000", "agency": agency}),
        (joko, "prioritize", {"rank": "4"}),
        (dewi, "enter_rkpd", {"amount": "Rp234.000.000", "agency": agency}),
        (dewi, "enter_apbd", {"amount": "230000000"}),
        (joko, "start_work", {}),
        (
            joko,
            "progress",
            {"percent": "80", "spent": "174.760.000", "note": "Tinggal ruas timur.", "photo": picture()},
        ),
        (joko, "finish", {"spent": "218.450.000"}),
    ]
    for user, deed, fields in road:
        response = send(user, proposal, deed, **fields)
        assert response.status_code == 302, (deed, response.context and response.context["form"].errors)
        assert response["Location"] == f"/petugas/usulan/{proposal.pk}/"
        proposal.refresh_from_db()
    assert proposal.state == "selesai"
    assert (proposal.rank, proposal.rkpd_amount, proposal.apbd_amount) == (4, 234_000_000, 230_000_000)
    html = Client().get(proposal.get_absolute_url()).content.decode()
    for words in ("220 m", "Rp286.000.000", "Kemajuan 80%", "Tinggal ruas timur.", "Rp218.450.000", "<img"):
        assert words in html, words
    told = Notification.objects.filter(user=ani).order_by("id").values_list("text", flat=True)
    assert len(told) == 8
    assert told[0] == f"Diverifikasi kelurahan/desa: “{proposal.title}”, usulan {proposal.number}"


def test_a_return_needs_reason_and_words(make_submitted: Any, ani: Any, citra: Any) -> None:
    proposal = make_submitted(ani)
    response = send(citra, proposal, "return", reason="", note="pendek")
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"reason", "note"}
    assert ">\npendek</textarea>" in response.content.decode()
    response = send(citra, proposal, "return", reason="data_kurang", note=NOTE, days="99")
    assert "days" in response.context["form"].errors
    assert send(citra, proposal, "return", reason="data_kurang", note=NOTE).status_code == 302


def test_the_slower_officer_is_told(make_submitted: Any, ani: Any, citra: Any, joko: Any) -> None:
    """Joko's page still shows "diajukan" when Citra has verified: his transfer must not fall on the new state."""
    proposal = make_submitted(ani)
    services.verify_village(by=citra, proposal=proposal)
    fields = {"target": "desa", "reason": "bukan_kewenangan", "note": NOTE, "keadaan": "diajukan"}
    response = send(joko, Proposal.objects.get(pk=proposal.pk), "transfer", **fields)
    assert response.status_code == 200
    assert "baru saja diubah orang lain" in response.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "diverifikasi_desa"


def test_a_deed_sent_twice_is_done_once(make_in_state: Any, dewi: Any) -> None:
    proposal = make_in_state("dilaksanakan")
    data = {"kunci": str(uuid.uuid4()), "keadaan": "dilaksanakan", "percent": "10", "spent": "0"}
    client = at_desk(dewi)
    for _ in range(2):
        assert client.post(f"/petugas/usulan/{proposal.pk}/progress/", data).status_code == 302
    assert proposal.progress.count() == 1


def test_unknown_deeds_and_hostile_words(make_submitted: Any, ani: Any, citra: Any) -> None:
    proposal = make_submitted(ani)
    for deed in ("submit", "withdraw", "hapus", "__init__"):
        assert at_desk(citra).post(f"/petugas/usulan/{proposal.pk}/{deed}/").status_code == 404
    note = "<script>alert(1)</script> mohon alamat"
    assert send(citra, proposal, "return", reason="data_kurang", note=note).status_code == 302
    for path in (proposal.get_absolute_url(), f"/petugas/usulan/{proposal.pk}/"):
        assert "<script>alert" not in at_desk(citra).get(path).content.decode()


def test_merge_by_number(make_submitted: Any, ani: Any, budi: Any, joko: Any) -> None:
    proposal, target = make_submitted(ani), make_submitted(budi)
    assert "into" in send(joko, proposal, "merge", into="2028/33.23.03/9999").context["form"].errors
    assert "into" in send(joko, proposal, "merge", into=proposal.number).context["form"].errors
    assert send(joko, proposal, "merge", into=f" {target.number} ").status_code == 302
    html = Client().get(proposal.get_absolute_url()).content.decode()
    assert target.get_absolute_url() in html


def test_the_desk_costs_the_same_at_any_length(
    make_submitted: Any, ani: Any, citra: Any, django_assert_max_num_queries: Any
) -> None:
    make_submitted(ani)
    client = at_desk(citra)
    client.get("/petugas/usulan/")
    counts = []
    for more in (0, 29):
        for _ in range(more):
            make_submitted(ani)
        with django_assert_max_num_queries(14) as captured:
            client.get("/petugas/usulan/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_kecamatan_starts_from_the_villages_figures(make_submitted: Any, ani: Any, citra: Any) -> None:
    proposal = services.verify_village(by=citra, proposal=make_submitted(ani), quantity=Decimal("200.5"))
    form = VerifyDistrictForm(proposal=proposal)
    assert (form.initial["quantity"], form.initial["cost"]) == ("200,5", "312.000.000")  # no cost recommended: hers
