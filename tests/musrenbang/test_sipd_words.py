"""SIPD's words, figures and likenesses, without a database."""

from decimal import Decimal
from typing import Any

import pytest

from musrenbang.sipd.matching import Asked, Known, candidates, quantity_of
from musrenbang.sipd.statuses import meaning, reason_for


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("Disetujui TAPD", "rkpd"),
        ("Diakomodir", "rkpd"),
        ("Tidak Diakomodir", "ditolak"),
        ("DITOLAK oleh SKPD", "ditolak"),
        ("Dikembalikan ke Kelurahan", "dikembalikan"),
        ("Masuk DPA 2028", "apbd"),
        ("Menunggu Verifikasi TAPD", ""),
        ("Belum disetujui TAPD", ""),
        ("Disetujui Mitra Bappeda", ""),
        ("", ""),
    ],
)
def test_what_sipds_words_mean(status: str, means: str) -> None:
    assert meaning(status) == means


def test_reasons_follow_sipds_words() -> None:
    assert reason_for("Status tanah belum jelas") == "lahan_belum_jelas"
    assert reason_for("Sudah dikerjakan tahun 2025") == "sudah_ditangani"
    assert reason_for("Lain-lain") == "lainnya"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("240 m", 240),
        ("1.250", 1250),
        ("1,5", Decimal("1.5")),
        ("12.50", Decimal("12.5")),
        ("m 3", None),
        ("1.2.3", None),
    ],
)
def test_quantities_as_sipd_writes_them(text: str, number: Any) -> None:
    assert quantity_of(text) == number


def test_candidates_say_why_and_the_likest_stands_first() -> None:
    def one(pk: int, words: str, village: str = "kertosari", cost: int = 100) -> Known:
        return Known(words, words, village, frozenset(), Decimal(cost), Decimal(10), pk)

    asked = Asked("drainase jalan mawar", "drainase jalan mawar", "kertosari", frozenset(), Decimal(110), Decimal(10))
    known = [one(1, "drainase jalan mawar", "guntur", 900), one(2, "drainase jalan mawar"), one(3, "latih jahit")]
    found = candidates(asked, known)
    assert [(c.pk, c.why) for c in found] == [
        (2, "kata sama 100%, kelurahan atau desa sama, biaya berbeda 9%, volume sama"),
        (1, "kata sama 100%, kelurahan atau desa berbeda, volume sama"),
    ]
