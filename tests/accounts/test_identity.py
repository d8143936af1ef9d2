"""NIK: only the hard rules, a keyed hash, a masked text."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from accounts.identity import clean_nik, hash_nik, mask_nik


@pytest.mark.parametrize("nik", ["3323031708950001", "3323 0357 0895 0002", "3323.0371.1299.9999", "9999990101000001"])
def test_possible_numbers_pass(nik: str) -> None:
    assert len(clean_nik(nik)) == 16


@pytest.mark.parametrize(
    "nik",
    [
        "",
        "123",
        "33230317089500011",
        "3323030008950001",
        "3323033208950001",
        "3323034008950001",
        "3323037208950001",
        "3323031700950001",
        "3323031713950001",
        "3323031708950000",
        "332303170895000a",
        "٣٣٢٣٠٣١٧٠٨٩٥٠٠٠١",
    ],
)
def test_impossible_numbers_do_not(nik: str) -> None:
    with pytest.raises(ValidationError) as error:
        clean_nik(nik)
    assert not nik or nik not in str(error.value)


def test_the_hash_needs_its_own_key_and_changes_with_it(settings: object) -> None:
    with pytest.raises(ImproperlyConfigured):
        hash_nik("3323031708950001")
    settings.NIK_KEY = "satu"  # type: ignore[attr-defined]
    first = hash_nik("3323 0317 0895 0001")
    assert first == hash_nik("3323031708950001")
    assert "3323" not in first[:4] or len(first) == 64
    settings.NIK_KEY = "dua"  # type: ignore[attr-defined]
    assert hash_nik("3323031708950001") != first


def test_the_mask_shows_region_and_serial_only() -> None:
    assert mask_nik("3323031708950001") == "3323********0001"
