"""What is counted is whole, what is measured may be a part; every number field says its bounds."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.forms import CountField
from musrenbang import services
from musrenbang.forms.desk import ProgressForm
from musrenbang.models import Proposal, Unit

WHOLE = "harus bilangan bulat"


@pytest.mark.parametrize(
    ("typed", "kept"), [("1.250", 1250), ("1250", 1250), (" 007 ", 7), ("0", 0), ("1.000.000", 1_000_000)]
)
def test_counts_as_people_write_them(typed: str, kept: int) -> None:
    assert CountField().clean(typed) == kept


@pytest.mark.parametrize("typed", ["1,5", "1.5", "12.50", "1.0", "1e3", "²", "١٢", "dua", "1 000", "0x10", "9" * 19])
def test_parts_of_one_and_other_signs_are_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="Tulis bilangan bulat tanpa koma, misalnya 120."):
        CountField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "words"), [("-1", "Isi paling sedikit 0."), ("5.000.001", "Isi paling banyak 5.000.000.")]
)
def test_bounds_are_said(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CountField(max_value=5_000_000).clean(typed)
    assert refused.value.messages == [words]


@pytest.mark.parametrize(("unit", "amount", "fits"), [("m", "12.5", True), ("m³", "0.25", True), ("unit", "2", True)])
def test_measures_may_be_parts(make_draft: Any, ani: Any, unit: str, amount: str, fits: bool) -> None:
    draft = make_draft(ani, unit=None, quantity=None)
    services.save_draft(by=ani, proposal=draft, unit=Unit.objects.get(name=unit), quantity=Decimal(amount))
    assert Proposal.objects.get(pk=draft.pk).quantity == Decimal(amount)


@pytest.mark.parametrize("unit", ["unit", "titik", "orang", "rumah"])
def test_counted_units_stay_whole(make_draft: Any, ani: Any, unit: str) -> None:
    draft = make_draft(ani)
    with pytest.raises(ValidationError, match=WHOLE):
        services.save_draft(by=ani, proposal=draft, unit=Unit.objects.get(name=unit), quantity=Decimal("2.5"))


def test_officers_count_whole_things_too(make_submitted: Any, ani: Any, citra: Any, joko: Any) -> None:
    proposal = make_submitted(ani, unit=Unit.objects.get(name="titik"), quantity=Decimal(24))
    with pytest.raises(ValidationError, match=WHOLE):
        services.verify_village(by=citra, proposal=proposal, quantity=Decimal("22.5"))
    proposal = services.verify_village(by=citra, proposal=proposal, quantity=Decimal(22))
    with pytest.raises(ValidationError, match=WHOLE):
        services.verify_district(by=joko, proposal=proposal, quantity=Decimal("21.5"))


def test_the_sheet_says_it_beside_the_field(client: Any, make_draft: Any, ani: Any) -> None:
    draft = make_draft(ani)
    client.force_login(ani)
    path, key = f"/usulan/draf/{draft.pk}/", {"kunci": "8f0a3c1e-0000-4000-8000-000000000001"}
    sent = key | {"households": "3,5", "people": "1.250"}
    page = client.post(path + "manfaat/", sent)
    assert page.status_code == 200
    assert "Tulis bilangan bulat tanpa koma, misalnya 120." in page.text
    assert 'value="3,5"' in page.text
    assert client.post(path + "manfaat/", sent | {"households": "3"}).status_code == 302
    sent = {"kunci": "8f0a3c1e-0000-4000-8000-000000000002", "quantity": "12,5"}
    sent |= {"unit": str(Unit.objects.get(name="orang").pk)}
    page = client.post(path + "ukuran/", sent)
    assert page.status_code == 200
    assert "Volume dalam satuan “orang” harus bilangan bulat, misalnya 12." in page.text
    assert client.post(path + "ukuran/", sent | {"quantity": "12"}).status_code == 302
    assert Proposal.objects.values_list("quantity", "people").get() == (Decimal(12), 1250)


def test_percent_is_whole_and_at_most_a_hundred(make_in_state: Any) -> None:
    form = ProgressForm({"percent": "101", "spent": "0"}, proposal=make_in_state("dilaksanakan"))
    assert form.errors["percent"] == ["Isi paling banyak 100."]
    form = ProgressForm({"percent": "12,5", "spent": "0"}, proposal=form.proposal)
    assert form.errors["percent"] == ["Tulis bilangan bulat tanpa koma, misalnya 120."]
