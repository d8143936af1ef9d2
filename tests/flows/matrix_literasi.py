"""The rows of learning (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, desk, own

RUN = ("citra", "joko", "hadi", "fajar")  # who run sessions in Ani's village
KEEP = ("joko", "hadi", "fajar")  # who keep what all sessions share
AT = {"indra": 404}  # sessions of another place do not exist


def session(rest: str = "", name: str = "session") -> Any:
    return lambda w: f"/sesi/{getattr(w, name).pk}/{rest}"


def office(rest: str = "", name: str = "session") -> Any:
    def address(w: Any) -> str:
        words = {"who": w.learner.pk, "row": w.contribution.pk, "came": w.learned.pk}
        return f"/petugas/sesi/{getattr(w, name).pk}/" + rest.format(**words)

    return address


def paper(rest: str = "") -> Any:
    return lambda w: f"/sertifikat/{w.certificate.token}/{rest}"


def run(status: int = 200) -> Any:
    return desk(status, *RUN, **AT)


KEPT = desk(200, *KEEP)
EVERY = desk(200, *RUN, "indra")
WHEN = "petugas/sesi/<int:pk>/tes/<slug:when>/"
LITERASI = [
    Row("sesi/", "/sesi/", PUBLIC, NO),
    Row("sesi/kalender/", "/sesi/kalender/", PUBLIC, NO),
    Row("sesi/sesi.ics", "/sesi/sesi.ics", PUBLIC, NO),
    Row("sesi/atom.xml", "/sesi/atom.xml", PUBLIC, NO),
    Row("sesi/bahan/", "/sesi/bahan/", PUBLIC, NO),
    Row("sesi/bahan/<slug:name>/", "/sesi/bahan/menjawab-rancangan/", PUBLIC, NO),
    Row("sesi/bahan/<slug:name>.html", "/sesi/bahan/menjawab-rancangan.html", PUBLIC, NO),
    Row("sesi/bahan/<slug:name>.pdf", "/sesi/bahan/menjawab-rancangan.pdf", PUBLIC, NO),
    Row("sesi/laporan/", "/sesi/laporan/", PUBLIC, NO),
    Row("sesi/laporan.csv", "/sesi/laporan.csv", PUBLIC, NO),
    Row("sesi/<int:pk>/", session(), PUBLIC, NO),
    Row("sesi/<int:pk>/bahan.html", session("bahan.html"), PUBLIC, NO),
    Row("sesi/<int:pk>/bahan.pdf", session("bahan.pdf"), PUBLIC, NO),
    Row("sesi/<int:pk>/pendapat/", session("pendapat/", "held"), PUBLIC, PUBLIC),
    Row("sesi/<int:pk>/dipakai/", session("dipakai/", "held"), own(200), own(200)),
    Row("sertifikat/<slug:token>/", paper(), PUBLIC, NO),
    Row("sertifikat/<slug:token>/sertifikat.pdf", paper("sertifikat.pdf"), PUBLIC, NO),
    Row("petugas/sesi/", "/petugas/sesi/", EVERY, NO),
    Row("petugas/sesi/baru/", "/petugas/sesi/baru/", EVERY, EVERY),
    Row("petugas/sesi/saya/", "/petugas/sesi/saya/", EVERY, NO),
    Row("petugas/sesi/laporan/", "/petugas/sesi/laporan/", KEPT, NO),
    Row("petugas/sesi/laporan.pdf", "/petugas/sesi/laporan.pdf", KEPT, NO),
    Row("petugas/sesi/laporan.xlsx", "/petugas/sesi/laporan.xlsx", KEPT, NO),
    Row("petugas/sesi/aparatur/", "/petugas/sesi/aparatur/", KEPT, NO),
    Row("petugas/sesi/penduduk/", "/petugas/sesi/penduduk/", KEPT, KEPT),
    Row("petugas/sesi/soal/", "/petugas/sesi/soal/", KEPT, NO),
    Row("petugas/sesi/soal/baru/", "/petugas/sesi/soal/baru/", KEPT, KEPT),
    Row("petugas/sesi/soal/<int:pk>/", lambda w: f"/petugas/sesi/soal/{w.question.pk}/", KEPT, KEPT),
    Row(
        "petugas/sesi/soal/<int:pk>/henti/",
        lambda w: f"/petugas/sesi/soal/{w.question.pk}/henti/",
        NO,
        desk(302, *KEEP),
    ),
    Row("petugas/sesi/paket/baru/", "/petugas/sesi/paket/baru/", KEPT, KEPT),
    Row("petugas/sesi/paket/<int:pk>/", lambda w: f"/petugas/sesi/paket/{w.quiz.pk}/", KEPT, NO),
    Row("petugas/sesi/<int:pk>/", office(), run(), NO),
    Row("petugas/sesi/<int:pk>/ubah/", office("ubah/"), run(), run()),
    # Without its key the deed is not done: back to the session's page.
    Row("petugas/sesi/<int:pk>/umumkan/", office("umumkan/", "session_plan"), NO, run(302)),
    Row("petugas/sesi/<int:pk>/mitra/", office("mitra/"), run(), run()),
    Row("petugas/sesi/<int:pk>/mitra/<int:row>/hapus/", office("mitra/{row}/hapus/"), NO, run(302)),
    Row(WHEN, office("tes/sebelum/"), run(), NO),
    Row(WHEN + "<int:who>/", office("tes/sebelum/{who}/"), run(), run()),
    Row("petugas/sesi/<int:pk>/lembar/<slug:when>/", office("lembar/sesudah/"), run(), run()),
    Row("petugas/sesi/<int:pk>/lembar.pdf", office("lembar.pdf"), run(), NO),
    Row("petugas/sesi/<int:pk>/hasil/", office("hasil/", "held"), run(), NO),
    Row("petugas/sesi/<int:pk>/dipakai/", office("dipakai/", "held"), run(), NO),
    Row("petugas/sesi/<int:pk>/dipakai/<int:who>/", office("dipakai/{came}/", "held"), run(), run()),
    Row("petugas/sesi/<int:pk>/sertifikat/", office("sertifikat/", "held"), run(), NO),
    Row("petugas/sesi/<int:pk>/sertifikat/<int:who>/", office("sertifikat/{came}/", "held"), NO, run(302)),
    Row("petugas/sesi/<int:pk>/sertifikat.pdf", office("sertifikat.pdf", "held"), run(), NO),
    Row("petugas/sertifikat/<int:pk>/cabut/", lambda w: f"/petugas/sertifikat/{w.certificate.pk}/cabut/", run(), run()),
]
