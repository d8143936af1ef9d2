"""Cleaning, stems, likeness, rupiah."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, rupiah, similarity, stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("memperbaiki jalan", "perbaikan jalan"),
        ("antrian", "antrean"),
        ("jalan-jalan", "jalan jalan"),
        ("Perijinan Praktek", "perizinan praktik"),
        ("KERUSAKAN", "rusak"),
        ("lobang", "lubang"),
    ],
)
def test_stems_meet(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_stems_keep_different_things_apart() -> None:
    assert stems("jembatan") != stems("jalan")
    assert stems("RT 05") == "rt 05"


def test_clean_keeps_lines_and_cuts_what_reorders() -> None:
    assert clean("  Baris satu\r\nbaris\tdua\u202e\x00\x1b \u2066\n ") == "Baris satu\nbaris dua"
    assert clean("cafe\u0301") == "café"
    assert clean("a\n\n\n\n\n\nb") == "a\n\n\nb"
    assert clean("😀 👩\u200d🌾") == "😀 👩\u200d🌾"
    assert clean("<b>tebal</b>") == "<b>tebal</b>"


@given(st.text(alphabet=st.characters(codec="utf-16", exclude_categories=[]), max_size=300))
def test_clean_is_safe_and_settles(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert once == once.strip()
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} and char != "\n" for char in once)
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    once.encode()


@given(st.text(max_size=200))
def test_stems_never_fail_and_have_no_odd_signs(text: str) -> None:
    assert all(word.isalnum() for word in stems(text).split())


def test_similarity_has_an_order() -> None:
    same = similarity("Perbaikan jalan RT 3", "memperbaiki jalan di RT 3")
    near = similarity("Perbaikan jalan RT 3", "Perbaikan jembatan RT 3")
    far = similarity("Perbaikan jalan RT 3", "Pelatihan menjahit ibu PKK")
    assert same > near > far
    assert similarity("", "x") == 0.0
    assert similarity("jalan rusak", "rusak jalan") == 100.0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1250000, "Rp1.250.000"),
        (0, "Rp0"),
        (Decimal("1234.5"), "Rp1.234,50"),
        (-5000, "-Rp5.000"),
        (Decimal("1250000.00"), "Rp1.250.000"),
        (None, ""),
    ],
)
def test_rupiah(value: object, words: str) -> None:
    assert rupiah(value) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("memilah dipilah pemilahan pilah", "pilah"),
        ("mengolah diolah pengolahan", "olah"),
        ("sekolah bersekolah persekolahan", "sekolah"),
        ("masalah bermasalah", "masalah"),
    ],
)
def test_roots_that_end_like_a_particle_stay_whole(written: str, root: str) -> None:
    assert set(stems(written).split()) == {root}
