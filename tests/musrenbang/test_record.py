"""The full record: catalogue and price, figures asked back, papers, the office's data, loading the catalogue."""

import io
import uuid
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from core.sheets import template
from core.states import StateError
from musrenbang import services
from musrenbang.catalogue_sheet import columns, load_catalogue
from musrenbang.models import Agency, CatalogueItem, Category, Cycle, Proposal, Unit
from tests.conftest import DISTRICT, REGENCY
from tests.musrenbang.test_sheet import third
from wilayah.models import Region

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def key() -> dict[str, str]:
    return {"kunci": str(uuid.uuid4())}


@pytest.fixture
def item(cycle: Cycle) -> CatalogueItem:
    """Drainage at Rp1.150.000 for a metre."""
    return CatalogueItem.objects.create(
        region_id=REGENCY,
        year=2028,
        affair="Pekerjaan umum",
        work="Saluran drainase",
        category=Category.objects.get(slug="prasarana"),
        unit=Unit.objects.get(name="m"),
        unit_price=1_150_000,
        agency=Agency.objects.get(code="1.03"),
    )


def test_the_catalogue_brings_unit_price_agency_and_cost(
    client: Any, make_draft: Any, ani: Any, item: CatalogueItem
) -> None:
    draft = make_draft(ani, unit=None, quantity=None, estimated_cost=None)
    client.force_login(ani)
    page = f"/usulan/draf/{draft.pk}/ukuran/"
    assert "Saluran drainase, Rp1.150.000 per m" in client.get(page).text
    assert client.post(page, {**key(), "catalogue_item": item.pk, "quantity": "12,5"}).status_code == 302
    draft.refresh_from_db()
    assert (draft.unit, draft.unit_price) == (item.unit, 1_150_000)
    assert (draft.estimated_cost, draft.agency_first) == (Decimal(14_375_000), item.agency)
    # A new quantity with the former reckoned cost in the box: reckoned anew.
    sent = {**key(), "catalogue_item": item.pk, "quantity": "10", "estimated_cost": "14.375.000"}
    assert client.post(page, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.estimated_cost == 11_500_000


def test_another_cost_than_the_catalogues_needs_a_reason(
    client: Any, make_draft: Any, ani: Any, item: CatalogueItem
) -> None:
    draft = make_draft(ani)
    client.force_login(ani)
    page = f"/usulan/draf/{draft.pk}/ukuran/"
    sent = {"catalogue_item": item.pk, "quantity": "10", "estimated_cost": "15.000.000"}
    answer = client.post(page, {**key(), **sent})
    assert answer.status_code == 200
    assert "Menurut kamus biayanya Rp11.500.000." in answer.text
    services.save_draft(by=ani, proposal=draft, catalogue_item=item, quantity=Decimal(10))
    with pytest.raises(ValidationError, match="Tulis alasan mengapa biaya berbeda"):
        services.submit_proposal(by=ani, proposal=draft)
    sent["cost_reason"] = "Material dipikul 300 m dari jalan."
    assert client.post(page, {**key(), **sent}).status_code == 302
    done = services.submit_proposal(by=ani, proposal=draft)
    assert "Biaya lain karena: Material dipikul 300 m dari jalan." in client.get(done.get_absolute_url()).text
    # A locked price admits no other cost.
    CatalogueItem.objects.update(locked=True)
    other = make_draft(ani)
    item.refresh_from_db()
    services.save_draft(by=ani, proposal=other, catalogue_item=item, quantity=Decimal(10), estimated_cost=Decimal(5))
    other.refresh_from_db()
    assert other.estimated_cost == 11_500_000


def test_outside_the_catalogue_is_never_refused(make_submitted: Any, ani: Any, item: CatalogueItem) -> None:
    assert make_submitted(ani).catalogue_item is None


def test_a_work_of_another_year_is_no_choice(make_draft: Any, ani: Any, item: CatalogueItem) -> None:
    CatalogueItem.objects.update(year=2027)
    item.refresh_from_db()
    with pytest.raises(ValidationError, match="kamus usulan tahun ini"):
        services.save_draft(by=ani, proposal=make_draft(ani), catalogue_item=item)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"estimated_cost": "1"}, "Perkiraan biaya Rp1, benar?"),
        ({"estimated_cost": "9.000.000.000.000"}, "Perkiraan biaya Rp9.000.000.000.000, benar?"),
        ({"quantity": "250.000"}, "Volume lebih dari 100.000 m, benar?"),
    ],
)
def test_absurd_figures_are_asked_back_once(
    client: Any, make_draft: Any, ani: Any, changes: dict[str, str], words: str
) -> None:
    draft = make_draft(ani)
    client.force_login(ani)
    page = f"/usulan/draf/{draft.pk}/ukuran/"
    assert "Ya, sudah benar" not in client.get(page).text
    answer = client.post(page, third(**changes))
    assert answer.status_code == 200
    assert words in answer.text
    assert client.post(page, third(benar="on", **changes)).status_code == 302
    assert client.post(page, third(**changes)).status_code == 302  # believed: not asked again


def test_a_point_far_from_the_place_is_asked_back(client: Any, make_submitted: Any, make_draft: Any, ani: Any) -> None:
    for step in range(5):
        make_submitted(ani, lat=Decimal("-7.3") - step * Decimal("0.01"), lng=Decimal("110.17"))
    draft = make_draft(ani)
    client.force_login(ani)
    sent = {"region": draft.region_id, "landmark": "Mushala", "lat": "-6,2", "lng": "106,8"}
    answer = client.post(f"/usulan/draf/{draft.pk}/lokasi/", {**key(), **sent})
    assert answer.status_code == 200
    assert "km dari usulan lain di kecamatan ini, benar?" in answer.text
    sent |= {"lat": "-7,31", "lng": "110,18", "line": "-7,31 110,18\n-7.3105, 110.181"}
    assert client.post(f"/usulan/draf/{draft.pk}/lokasi/", {**key(), **sent}).status_code == 302
    draft.refresh_from_db()
    assert draft.line == [[-7.31, 110.18], [-7.3105, 110.181]]


def test_papers_are_public_with_the_proposal_except_proof_of_land(
    client: Any, make_draft: Any, ani: Any, budi: Any, citra: Any
) -> None:
    draft = make_draft(ani)
    client.force_login(ani)
    page = f"/usulan/draf/{draft.pk}/foto/"
    for kind in ("rab", "lahan"):
        sent = {**key(), "berkas": "1", "kind": kind, "paper": SimpleUploadedFile("a.pdf", PDF)}
        assert client.post(page, sent).status_code == 302
    wrong = {**key(), "berkas": "1", "kind": "rab", "paper": SimpleUploadedFile("a.pdf", b"bukan")}
    assert client.post(page, wrong).status_code == 200
    costs, land = draft.papers.select_related("file")
    client.force_login(budi)
    assert client.get(costs.file.get_absolute_url()).status_code == 404
    done = services.submit_proposal(by=ani, proposal=draft)
    assert client.get(costs.file.get_absolute_url()).status_code == 200
    assert client.get(land.file.get_absolute_url()).status_code == 404
    html = client.get(done.get_absolute_url()).text
    assert costs.file.get_absolute_url() in html
    assert land.file.get_absolute_url() not in html
    client.force_login(citra)
    assert client.get(land.file.get_absolute_url()).status_code == 200


def test_a_paper_is_taken_off_only_from_the_own_sheet(client: Any, make_draft: Any, ani: Any, budi: Any) -> None:
    mine, other = make_draft(ani), make_draft(budi)
    paper = services.add_paper(by=budi, proposal=other, upload=SimpleUploadedFile("a.pdf", PDF), kind="rab")
    client.force_login(ani)
    assert client.post(f"/usulan/draf/{mine.pk}/foto/", {"hapus_berkas": paper.pk}).status_code == 404
    client.force_login(budi)
    assert client.post(f"/usulan/draf/{other.pk}/foto/", {"hapus_berkas": paper.pk}).status_code == 302
    assert not other.papers.exists()


def test_the_office_completes_the_record(client: Any, make_in_state: Any, citra: Any, indra: Any, ani: Any) -> None:
    proposal, other = make_in_state("diajukan"), make_in_state("diajukan")
    for stranger in (ani, indra):
        with pytest.raises(PermissionDenied):
            services.complete_record(by=stranger, proposal=proposal, authority="desa")
    done = services.complete_record(by=citra, proposal=proposal, authority="desa", funding="dana_desa", sipd_id=" 77 ")
    assert (done.authority, done.funding, done.sipd_id) == ("desa", "dana_desa", "77")
    html = client.get(proposal.get_absolute_url()).text
    assert "Dana Desa" in html
    assert "Data dilengkapi petugas" in html
    with pytest.raises(ValidationError, match="ID SIPD ini sudah dipakai"):
        services.complete_record(by=citra, proposal=other, sipd_id="77")
    with pytest.raises(ValidationError):
        services.complete_record(by=citra, proposal=other, authority="bulan")
    gone = services.withdraw_proposal(by=ani, proposal=other)
    with pytest.raises(StateError):
        services.complete_record(by=citra, proposal=gone, authority="desa")


def test_the_database_keeps_numbers_of_sipd_apart(make_in_state: Any) -> None:
    one, other = make_in_state("diajukan"), make_in_state("diajukan")
    Proposal.objects.filter(pk=one.pk).update(sipd_id="9")
    for same in ("9", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Proposal.objects.filter(pk=other.pk).update(sipd_id=same)


# --- the catalogue as a table ----------------------------------------------------------------------


def table(*rows: list[Any]) -> SimpleUploadedFile:
    """The template with these rows."""
    book = openpyxl.load_workbook(io.BytesIO(template(columns())))
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place, value)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("kamus.xlsx", out.getvalue())


ROAD = ["Pekerjaan umum", "Jalan", "Pengaspalan", "Fisik", "Prasarana wilayah", "m²", "215.000", "", "", "ya"]


def test_a_table_is_tried_then_kept_and_again_changes_nothing(cycle: Cycle, dewi: Any, joko: Any) -> None:
    region = Region.objects.get(pk=REGENCY)
    with pytest.raises(PermissionDenied):
        load_catalogue(by=joko, upload=table(ROAD), region=region, year=2028)
    tried = load_catalogue(by=dewi, upload=table(ROAD), region=region, year=2028)
    assert (tried.errors, tried.new, CatalogueItem.objects.count()) == ([], 1, 0)
    load_catalogue(by=dewi, upload=table(ROAD), region=region, year=2028, dry_run=False)
    kept = CatalogueItem.objects.get()
    assert (kept.work, kept.unit.name, kept.unit_price, kept.locked) == ("Pengaspalan", "m²", 215_000, True)
    again = load_catalogue(by=dewi, upload=table(ROAD), region=region, year=2028, dry_run=False)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    dearer = [*ROAD[:6], "220.000", *ROAD[7:]]
    assert load_catalogue(by=dewi, upload=table(dearer), region=region, year=2028, dry_run=False).changed == 1


def test_errors_stand_by_row_and_column_and_nothing_is_kept(client: Any, cycle: Cycle, dewi: Any) -> None:
    bad = [*ROAD[:2], "Talud", "Fisik", "Prasarana wilayah", "depa", "gratis", "", "", ""]
    region = Region.objects.get(pk=REGENCY)
    found = load_catalogue(by=dewi, upload=table(ROAD, bad, ROAD), region=region, year=2028, dry_run=False)
    places = {(error.row, error.column.strip(" *")) for error in found.errors}
    assert places == {(3, "Satuan"), (3, "Harga satuan"), (4, "Pekerjaan")}
    assert not CatalogueItem.objects.exists()
    assert DISTRICT.startswith(REGENCY)
