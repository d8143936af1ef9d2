"""The rows of SIPD and of tables of proposals (see matrix.py)."""

from tests.conftest import KERTOSARI
from tests.flows.matrix import NO, Row, desk

TOLD = ("joko", "dewi")  # who deal with SIPD
LOADERS = ("indra", "citra", "joko")  # who load a village's sheet
SHEETS = "petugas/lembar-usulan/"

SIPD = [
    Row("petugas/sipd/", "/petugas/sipd/", desk(200, *TOLD), desk(200, *TOLD)),
    # A file that is not there; whose file is whose stands in tests/musrenbang/test_sipd_pages.py.
    Row("petugas/sipd/<int:pk>/", "/petugas/sipd/0/", desk(404, *TOLD), desk(404, *TOLD)),
    Row("petugas/sipd/ekspor/<int:year>.<slug:kind>", "/petugas/sipd/ekspor/2028.csv", desk(200, *TOLD), NO),
    Row(SHEETS, f"/{SHEETS}", desk(200, *LOADERS), NO),
    Row(SHEETS + "lama/", f"/{SHEETS}lama/", desk(200, "joko"), desk(200, "joko")),
    Row(SHEETS + "desa/", f"/{SHEETS}desa/", desk(200, *LOADERS), desk(200, *LOADERS)),
    Row(
        SHEETS + "templat/<int:cycle_id>/<str:code>.xlsx",
        lambda w: f"/{SHEETS}templat/{w.cycle.pk}/{KERTOSARI}.xlsx",
        desk(200, "citra", "joko", indra=404),
        NO,
    ),
    Row(SHEETS + "<int:pk>/", f"/{SHEETS}0/", desk(404, *LOADERS), desk(404, *LOADERS)),
]
