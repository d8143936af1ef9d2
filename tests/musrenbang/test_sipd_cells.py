"""Cells of SIPD's files as offices fill them: merged, headings twice, money with points, commas and words."""

from pathlib import Path
from typing import Any

import pytest

from musrenbang import sipd
from tests.musrenbang.tables import sipd_rows, xlsx
from tests.musrenbang.test_sipd import known_to_sipd, tried

pytestmark = pytest.mark.django_db


def test_merged_cells_and_headings_that_stand_twice_are_named(tmp_path: Path, make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    rows = sipd_rows({"sipd_id": "990001", "status": "Diterima"}, {"sipd_id": "990002"}, more=["Status Existing"])
    path = tmp_path / "status.xlsx"
    path.write_bytes(xlsx(rows, merged="O2:O3"))
    assert [(e["row"], e["column"], e["message"]) for e in tried(path)["errors"]] == [
        (1, "Status Existing", "Kolom ini ada dua kali. Hapus salah satu."),
        (2, "Status", "Sel di sini digabung. Pisahkan sel gabungan, lalu isi setiap sel. (O2:O3)"),
    ]


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1.250.000,00", 1_250_000), ("Rp 1.250.000", 1_250_000), (1250000.0, 1_250_000)],
)
def test_money_as_offices_type_it(text: Any, amount: int, tmp_path: Path, make_in_state: Any, joko: Any) -> None:
    known_to_sipd(make_in_state("diverifikasi_kecamatan"), joko)
    path = tmp_path / "status.xlsx"
    path.write_bytes(xlsx(sipd_rows({"sipd_id": "990001", "status": "Diterima", "budget": text})))
    assert tried(path)["errors"] == []
    (row,) = sipd.read(path.read_bytes()).rows
    assert row["budget"] == amount
