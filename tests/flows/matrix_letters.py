"""The rows of applications at the desk, of letters and the public board (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, desk


def case(rest: str = "") -> Any:
    return lambda w: f"/petugas/permohonan/{w.case.pk}/" + rest.format(paper=w.case_paper.pk, letter=w.letter.pk)


def register(rest: str = "") -> Any:
    return lambda w: f"/petugas/surat/{w.letter.entry.register_id}/{rest}"


WORK = desk(200, "joko")  # whose office applications are; nobody else is let in
LETTERS = [
    Row("cek/", "/cek/", PUBLIC, PUBLIC),
    Row("cek/kunci.pem", "/cek/kunci.pem", PUBLIC, NO),
    Row("cek/<slug:token>/", lambda w: w.letter.get_absolute_url(), PUBLIC, NO),
    Row("layanan/janji/", "/layanan/janji/", PUBLIC, NO),
    Row("layanan/janji/janji.csv", "/layanan/janji/janji.csv", PUBLIC, NO),
    Row("layanan/janji/angka.csv", "/layanan/janji/angka.csv", PUBLIC, NO),
    Row("petugas/permohonan/", "/petugas/permohonan/", WORK, NO),
    Row("petugas/permohonan/<int:pk>/", case(), WORK, NO),
    Row("petugas/permohonan/<int:pk>/akses/", case("akses/"), WORK, NO),
    Row("petugas/permohonan/<int:pk>/berkas/<int:file>/", case("berkas/{paper}/"), WORK, NO),
    Row("petugas/permohonan/<int:pk>/berkas/<int:file>/<slug:size>/", case("berkas/{paper}/kecil/"), WORK, NO),
    Row("petugas/permohonan/<int:pk>/surat/<int:letter>/<slug:which>.pdf", case("surat/{letter}/surat.pdf"), WORK, NO),
    # Only who signs may take a letter back: to other officers the page does not exist.
    Row("petugas/permohonan/<int:pk>/surat/<slug:name>/", case("surat/cabut/"), desk(404, "joko"), desk(404, "joko")),
    Row("petugas/permohonan/<int:pk>/<slug:name>/", case("catatan/"), NO, WORK),
    Row("petugas/surat/", "/petugas/surat/", WORK, NO),
    Row("petugas/surat/<int:pk>/", register(), WORK, WORK),
    Row("petugas/surat/<int:pk>/agenda.csv", register("agenda.csv"), WORK, NO),
]
