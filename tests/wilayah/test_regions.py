"""Regions: loading, finding, ancestry from an index, what levels are called, addresses."""

import csv
import gzip
import time
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.conftest import GUNTUR, KERTOSARI
from wilayah.loading import DATA, load_level_names, read_regions
from wilayah.models import LevelName, Region
from wilayah.queries import (
    forget,
    level_name,
    place_names,
    root_region,
    rt_rw,
    search_key,
    search_regions,
    villages,
    within,
)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget()


@pytest.fixture
def regency(db: Any) -> None:
    call_command("load_wilayah", within="33.23", verbosity=0)


def plan(queryset: Any) -> str:
    """The plan that the database chose, without the sequential scans a small table invites."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE wilayah_region")
            cursor.execute("ANALYZE accounts_user")
            cursor.execute("SET LOCAL enable_seqscan = off")
    return str(queryset.explain())


def test_shipped_file_holds_every_code_once() -> None:
    with gzip.open(DATA / "wilayah.csv.gz", "rt", encoding="utf-8") as file:
        codes = [row[0] for row in csv.reader(file)][1:]
    assert len(codes) == 91_599
    assert len(set(codes)) == 91_599
    assert [sum(code.count(".") == level for code in codes) for level in range(4)] == [38, 514, 7285, 83_762]
    known = set(codes)
    assert not [code for code in codes if "." in code and code.rpartition(".")[0] not in known]
    assert (DATA / "LICENSE-wilayah.txt").read_text().startswith("MIT License")


def test_loading_one_regency_brings_it_and_what_is_above(db: Any) -> None:
    start = time.monotonic()
    call_command("load_wilayah", within="33.23", verbosity=0)
    assert time.monotonic() - start < 2
    assert Region.objects.count() == 311
    assert set(Region.objects.filter(level__lte=2).values_list("pk", "name")) == {
        ("33", "Jawa Tengah"),
        ("33.23", "Kabupaten Temanggung"),
    }
    assert villages("33.23.03").count() == 25


def test_loading_twice_changes_nothing_and_mends_what_was_changed(regency: None, capsys: Any) -> None:
    Region.objects.filter(pk=KERTOSARI).update(name="Salah", search="salah")
    LevelName.objects.filter(prefix="11", level=4, kind="2").update(name="Gampong kami")
    call_command("load_wilayah", within="33.23")
    assert "311 wilayah, 1 baru atau berubah, 0 sebutan baru" in capsys.readouterr().out
    assert Region.objects.get(pk=KERTOSARI).name == "Kertosari"
    assert LevelName.objects.get(prefix="11", level=4, kind="2").name == "Gampong kami"


def test_loading_an_unknown_code_says_so(db: Any) -> None:
    with pytest.raises(CommandError, match="99.99"):
        call_command("load_wilayah", within="99.99", verbosity=0)


@pytest.mark.slow
def test_whole_country_loads_within_a_minute(db: Any) -> None:
    start = time.monotonic()
    call_command("load_wilayah", verbosity=0)
    assert Region.objects.count() == 91_599
    assert time.monotonic() - start < 60


@pytest.mark.parametrize("field", ["pk", "home_id"])
def test_within_uses_an_index(regency: None, django_user_model: Any, field: str) -> None:
    model = Region if field == "pk" else django_user_model
    text = plan(model.objects.filter(within(field, "33.23.03")))
    if connection.vendor == "postgresql":
        assert "Index" in text or "Bitmap" in text
        assert "Seq Scan" not in text
        assert "~>=~" in text  # the pattern index of LIKE 'prefix%'
    else:
        assert "SEARCH" in text
        assert "SCAN" not in text.replace("SEARCH", "")


def test_plain_like_would_not_use_the_index_on_sqlite(regency: None) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the range form is only for SQLite")
    assert "SCAN" in plan(Region.objects.filter(code__startswith="33.23.03."))


def test_within_knows_no_neighbours(db: Any) -> None:
    for code in ["33.2", "33.23", "33.230", "33.23.03", "33.23.03.1001", "33.23.031", "33.24", "33.23/"]:
        Region.objects.create(code=code, name=code, level=1, search=code)
    assert set(Region.objects.within("33.23").values_list("pk", flat=True)) == {
        "33.23",
        "33.23.03",
        "33.23.03.1001",
        "33.23.031",
    }
    assert set(Region.objects.within("33.23.03").values_list("pk", flat=True)) == {"33.23.03", "33.23.03.1001"}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("kertosari", KERTOSARI),
        ("  KERTOSARI ", KERTOSARI),
        ("Kabupaten Temanggung", "33.23"),
        ("33.23.03.2017", GUNTUR),
        ("3323032017", GUNTUR),
        ("33 23", "33.23"),
        ("walitelon utara", "33.23.03.1009"),
    ],
)
def test_search_finds_by_name_and_code(regency: None, text: str, first: str) -> None:
    found = search_regions(text, within="33.23.03") if text == "kertosari" else search_regions(text)
    assert found
    if first.startswith("33.23.03.1009"):
        assert found[0].name == "Walitelon Utara"
    else:
        assert found[0].code == first


def test_search_finds_words_inside_after_names_that_begin_so(regency: None) -> None:
    names = [region.name for region in search_regions("utara", within="33.23.03")]
    assert names == ["Walitelon Utara"]
    assert search_regions("temanggung")[0].code == "33.23"


@pytest.mark.parametrize("text", ["", "  ", "%", "_", "'", "\x00", "🙂", "....", "x" * 100_000, "9" * 40])
def test_search_of_nonsense_finds_nothing(regency: None, text: str) -> None:
    assert search_regions(text) == []


def test_prefix_search_uses_an_index(regency: None) -> None:
    from wilayah.querysets import starts  # noqa: PLC0415

    text = plan(Region.objects.filter(starts("search", "kerto")))
    assert "Seq Scan" not in text
    assert "SCAN wilayah" not in text


def test_search_key_puts_the_level_last() -> None:
    assert search_key("Kabupaten Temanggung") == "temanggung kabupaten"
    assert search_key("Kota Jakarta Pusat") == "jakarta pusat kota"
    assert search_key("Sa'dan") == "sa dan"


@pytest.mark.parametrize(
    ("code", "name", "label"),
    [
        ("33.23.03.1006", "Kertosari", "Kelurahan Kertosari"),
        ("33.23.03.2017", "Guntur", "Desa Guntur"),
        ("33.23.03", "Temanggung", "Kecamatan Temanggung"),
        ("33.23", "Kabupaten Temanggung", "Kabupaten Temanggung"),
        ("11.01.01.2001", "Keude Bakongan", "Gampong Keude Bakongan"),
        ("13.01.01.2001", "X", "Nagari X"),
        ("13.77.01.2001", "X", "Desa X"),
        ("34.04.01", "Gamping", "Kapanewon Gamping"),
        ("34.04.01.2001", "X", "Kalurahan X"),
        ("34.71.01", "Tegalrejo", "Kemantren Tegalrejo"),
        ("34.71.01.1001", "X", "Kelurahan X"),
        ("91.71.01", "X", "Distrik X"),
        ("91.71.01.3001", "X", "Desa adat X"),
    ],
)
def test_levels_are_called_as_people_there_call_them(db: Any, code: str, name: str, label: str) -> None:
    load_level_names()
    assert Region(code=code, name=name, level=code.count(".") + 1).label == label


def test_an_own_name_wins_by_the_longest_prefix(db: Any) -> None:
    load_level_names()
    LevelName.objects.create(prefix="33.23", level=4, kind="2", name="Kampung")
    forget()
    region = Region(code=GUNTUR, name="Guntur", level=4)
    assert level_name(region) == "Kampung"
    assert level_name(Region(code="33.24.01.2001", name="X", level=4)) == "Desa"


def test_names_without_the_table_are_the_usual_ones(db: Any) -> None:
    assert Region(code=KERTOSARI, name="Kertosari", level=4).label == "Kelurahan Kertosari"


def test_root_region_stands_in_until_regions_are_loaded(db: Any, settings: Any) -> None:
    assert (root_region().code, root_region()._state.adding) == ("33.23.03", True)
    Region.objects.create(code="33.23.03", name="Temanggung", level=3, search="temanggung")
    forget()
    assert root_region().label == "Kecamatan Temanggung"
    settings.REGION_ROOT = "33.23"
    assert root_region().code == "33.23"


def test_place_names_cost_one_query_for_any_number(regency: None, django_assert_num_queries: Any) -> None:
    rows = list(Region.objects.within("33.23").filter(level=4)[:30])
    place_names(rows[:1])
    with django_assert_num_queries(1):
        names = place_names(rows)
    assert len(names) == 30
    assert place_names([Region.objects.get(pk=KERTOSARI)])[KERTOSARI] == (
        "Kelurahan Kertosari, Kecamatan Temanggung, Kabupaten Temanggung"
    )


def test_addresses_print_three_digits() -> None:
    assert rt_rw(3, 12) == "RT 003/RW 012"
    assert rt_rw(3, None) == "RT 003"
    assert rt_rw(None, None) == ""


def test_every_region_of_the_file_has_a_search_key() -> None:
    assert all(region.search for region in read_regions("33.23"))
