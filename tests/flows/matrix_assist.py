"""The rows of helping people to take part (see matrix.py)."""

from typing import Any

from tests.flows.matrix import COUNTER, NO, PUBLIC, Row, desk, members

HELP = ("indra", "citra", "joko", "fajar")  # who help, each in the own place
SEES = {"ani": 200, "fajar": 200, "eko": 200, "hadi": 200}  # the person, who helped her, who oversees


def receipt(rest: str = "") -> Any:
    return lambda w: f"/akun/bantuan/{w.help.pk}/{rest}"


ASSIST = [
    Row("akun/bantuan/<int:pk>/", receipt(), members(404, **SEES), NO),
    Row("akun/bantuan/<int:pk>/tanda-terima.pdf", receipt("tanda-terima.pdf"), members(404, **SEES), NO),
    Row("akun/bantuan/<int:pk>/sanggah/", receipt("sanggah/"), NO, members(404, ani=302)),
    Row("petugas/bantuan/", "/petugas/bantuan/", desk(200, *HELP), NO),
    Row("petugas/bantuan/baru/", "/petugas/bantuan/baru/", desk(200, *HELP), desk(200, *HELP)),
    # Nobody has said yet whom she helps, and no help is going on: back to where it begins.
    *[
        Row(f"petugas/bantuan/{step}/", f"/petugas/bantuan/{step}/", desk(302, *HELP), desk(302, *HELP))
        for step in ("persetujuan", "bacakan")
    ],
    Row("petugas/bantuan/kerja/", "/petugas/bantuan/kerja/", desk(302, *HELP), NO),
    Row("petugas/bantuan/selesai/", "/petugas/bantuan/selesai/", NO, desk(302, *HELP)),
    Row("petugas/bantuan/periksa/", "/petugas/bantuan/periksa/", desk(200, "eko", "hadi"), NO),
    Row(
        "petugas/bantuan/<int:pk>/periksa/",
        lambda w: f"/petugas/bantuan/{w.help.pk}/periksa/",
        desk(200, "eko", "hadi"),
        desk(200, "eko", "hadi"),
    ),
    Row("usulan/formulir/", "/usulan/formulir/", PUBLIC, NO),
    Row("usulan/formulir/formulir-usulan.pdf", "/usulan/formulir/formulir-usulan.pdf", PUBLIC, NO),
    Row(
        "usulan/<int:year>/<str:region>/<str:sequence>/kartu.png",
        lambda w: f"/usulan/{w.submitted.number}/kartu.png",
        PUBLIC,
        NO,
    ),
    Row("rancangan/<slug:slug>/kartu.png", "/rancangan/sampah/kartu.png", PUBLIC, NO),
    Row("petugas/warga/bantuan/", "/petugas/warga/bantuan/", desk(200, *COUNTER), desk(200, *COUNTER)),
]
