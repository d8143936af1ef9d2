"""Every kind of question beyond its edges; identity numbers; groups."""

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError

from layanan.asking.pages import PageForm, check_all
from layanan.identity import clean_kk, hints, lock, mask, unlock
from layanan.reading import told
from layanan.schema import compile_form
from tests.factories import make_region
from tests.layanan.services_world import NIK, q


def page_of(*fields: dict[str, Any]) -> dict[str, Any]:
    form = compile_form([{"title": "Satu", "fields": list(fields)}])
    return next(page for page in form["pages"] if page["title"] == "Satu")


def typed(field: dict[str, Any], value: Any) -> PageForm:
    name = f"j-{field['slug']}"
    return PageForm({} if value is None else {name: value}, page=page_of(field), answers={})


CASES: list[tuple[str, dict[str, Any], Any, Any]] = [
    ("text", {"max": 5}, "abcde", "abcde"),
    ("text", {"max": 5}, "abcdef", None),
    ("text", {"max": 5}, "", None),
    ("text", {}, "a\u202eb\x00c", "abc"),
    ("text", {"required": False}, "   ", ""),
    ("number", {"min": 1, "max": 10}, "10", 10),
    ("number", {"min": 1, "max": 10}, "0", None),
    ("number", {"min": 1, "max": 10}, "11", None),
    ("number", {}, "1.250", 1250),
    ("number", {}, "1,5", None),
    ("number", {}, "1e9", None),
    ("number", {}, "-1", None),
    ("number", {"whole": False, "max": 100}, "1,5", "1.5"),
    ("number", {"whole": False, "max": 100}, "NaN", None),
    ("number", {"whole": False, "max": 100}, "100,1", None),
    ("money", {}, "Rp1.250.000", 1250000),
    ("money", {"max": 1000}, "1.001", None),
    ("money", {}, "seribu", None),
    ("date", {}, "17/08/1990", "1990-08-17"),
    ("date", {}, "31/02/1990", None),
    ("date", {}, "0001-01-01", None),
    ("date", {"when": "past"}, "2026-11-25", "2026-11-25"),
    ("date", {"when": "past"}, "2026-11-26", None),
    ("date", {"when": "future"}, "2026-11-24", None),
    ("choice", {"choices": ["Ya", "Tidak"]}, "ya", "ya"),
    ("choice", {"choices": ["Ya", "Tidak"]}, "mungkin", None),
    ("several", {"choices": ["Satu", "Dua"]}, ["satu", "dua"], ["satu", "dua"]),
    ("several", {"choices": ["Satu", "Dua"]}, ["satu", "tiga"], None),
    ("nik", {}, NIK, NIK),
    ("nik", {}, "3323 0345 0890 0001", NIK),
    ("nik", {}, NIK[:15], None),
    ("nik", {}, "3323033208900001", None),
    ("nik", {}, "3323037208900001", None),
    ("nik", {}, "3323034513900001", None),
    ("nik", {}, "3323034508900000", None),
    ("nik", {}, "３３２３０３４５０８９００００１", None),
    ("kk", {}, "3323030508100001", "3323030508100001"),
    ("kk", {}, "3323034508100001", None),
    ("phone", {}, "0812-3456 7890", "+6281234567890"),
    ("phone", {}, "021 555", None),
    ("point", {}, "-7,3165 dan 110,1748", {"lat": -7.3165, "lng": 110.1748}),
    ("point", {}, "-7.3165, 110.1748", {"lat": -7.3165, "lng": 110.1748}),
    ("point", {}, "110.1748, -7.3165", None),
    ("point", {}, "di rumah", None),
    ("declaration", {}, "on", True),
    ("declaration", {}, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "more", "value", "kept"), CASES)
def test_a_kind_at_its_edges(kind: str, more: dict[str, Any], value: Any, kept: Any) -> None:
    field = q(kind, "Isian", slug="isian", **more)
    with time_machine.travel("2026-11-25 05:00:00+00:00", tick=False):
        form = typed(field, value)
        assert form.is_valid() == (kept is not None), form.errors
    if kept is not None:
        assert form.answers().get("isian", "") == kept


@pytest.mark.usefixtures("places")
def test_a_village_is_one_of_here_and_a_place_anywhere_is_one_there_is() -> None:
    here, anywhere = q("region", "Desa", slug="desa"), q("region", "Tujuan", slug="tujuan", anywhere=True)
    assert typed(here, "33.23.03.1006").is_valid()
    assert not typed(here, "33.23.03").is_valid()
    form = typed(anywhere, "guntur")
    assert form.is_valid()
    assert form.answers() == {"tujuan": "33.23.03.2017"}
    assert not typed(anywhere, "Atlantis").is_valid()
    make_region("33.23.04.2001", "Guntur")
    several = typed(anywhere, "guntur")
    assert not several.is_valid()
    assert "Ada beberapa wilayah" in several.errors["tujuan"][0]


GROUP = q(
    "group", "Ahli waris", slug="waris", min=2, max=3,
    fields=[q("text", "Nama", slug="nama_waris", max=20), q("nik", "NIK", slug="nik_waris", required=False)],
)  # fmt: skip


def rows(*pairs: tuple[str, str]) -> PageForm:
    data = {}
    for at, (name, nik) in enumerate(pairs):
        data |= {f"j-waris-{at}-nama_waris": name, f"j-waris-{at}-nik_waris": nik}
    return PageForm(data, page=page_of(GROUP), answers={})


def test_rows_of_a_group_are_kept_and_empty_ones_left_out() -> None:
    form = rows(("Ani", NIK), ("", ""), ("Budi", ""))
    assert form.is_valid(), form.errors
    assert [row["nama_waris"] for row in form.answers()["waris"]] == ["Ani", "Budi"]


def test_a_group_asks_for_its_least_and_for_what_a_row_lacks() -> None:
    assert "Isi paling sedikit 2 baris" in str(rows(("Ani", ""), ("", "")).errors)
    assert list(rows(("Ani", ""), ("", NIK)).errors) == ["waris-1-nama_waris"]
    assert list(rows(("Ani", "123"), ("Budi", "")).errors) == ["waris-0-nik_waris"]


def test_more_rows_than_allowed_are_not_read() -> None:
    form = rows(*[(f"Orang {at}", "") for at in range(9)])
    assert form.is_valid()
    assert len(form.answers()["waris"]) == 3


@pytest.mark.usefixtures("places")
def test_everything_is_checked_again_and_what_is_not_asked_is_left_out() -> None:
    fields = [q("choice", "Alasan", slug="alasan", choices=["Sakit", "Tugas"])]
    fields += [q("text", "Kota", slug="kota", if_field="alasan", if_values=["Tugas"], max=10)]
    form = compile_form([{"title": "A", "fields": fields}])
    base = {"nama": "Ani", "alasan": "sakit", "kota": "Solo", "asing": "x"}
    found = check_all(form, base, {})
    assert found.answers == {"alasan": "sakit"}
    assert [words for _, words in found.lacks] == ["Pilih desa atau kelurahan tempat tinggal."]
    here = {"wilayah": "33.23.03.1006"}
    assert check_all(form, base | here, {}).answers == {"nama": "Ani", "alasan": "sakit"} | here
    assert any("Kota" in words for _, words in check_all(form, base | {"alasan": "tugas", "kota": "x" * 11}, {}).lacks)


def test_a_number_is_masked_when_read_and_whole_only_where_asked() -> None:
    form = compile_form([{"title": "A", "fields": [q("nik", "NIK", slug="nik")]}])
    assert told(form, {"nik": NIK})[0][1] == [("NIK", "3323********0001")]
    assert told(form, {"nik": NIK}, masked=False)[0][1] == [("NIK", NIK)]
    assert mask("1234567890123456") == "1234********3456"


def test_what_differs_in_a_nik_is_told_and_refused_by_nobody() -> None:
    assert hints(NIK, born="1990-08-05", sex="perempuan", village="33.23.03.1006") == []
    assert len(hints(NIK, born="1991-08-05", sex="laki-laki", village="33.23.04.1001")) == 3


def test_sealed_numbers_open_with_any_key_and_with_no_other(settings: Any) -> None:
    first, second = settings.IDENTITY_KEYS[0], "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktMTIzNDU="
    sealed = lock({"nik": NIK})
    assert NIK.encode() not in sealed
    settings.IDENTITY_KEYS = [second, first]
    assert unlock(sealed) == {"nik": NIK}
    settings.IDENTITY_KEYS = [second]
    assert unlock(sealed) == {}
    settings.IDENTITY_KEYS = []
    assert unlock(sealed) == {}


def test_a_family_card_number_is_sixteen_figures() -> None:
    with pytest.raises(ValidationError):
        clean_kk("332303050810000")
