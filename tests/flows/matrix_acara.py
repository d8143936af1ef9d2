"""The rows of events (see matrix.py)."""

from typing import Any

from tests.flows.matrix import NO, PUBLIC, Row, desk, members, own

RUN = ("citra", "joko", "hadi")  # who run events in Ani's village
HELP = (*RUN, "fajar")  # who take attendance there
PLANS = ("indra", *RUN)  # who plan events of their own place
WORKS = (*PLANS, "fajar")
# Whose office has nothing to do with events is refused; an event of another place does not exist.
AT = {"indra": 404}


def event(rest: str = "") -> Any:
    return lambda w: f"/acara/{w.event.pk}/{rest}"


def office(rest: str = "") -> Any:
    return lambda w: f"/petugas/acara/{w.event.pk}/" + rest.format(who=w.seat.pk, row=w.came.pk)


def helped(status: int = 200) -> Any:
    return desk(status, *HELP, **AT)


def run(status: int = 200) -> Any:
    return desk(status, *RUN, **AT)


ACARA = [
    Row("acara/", "/acara/", PUBLIC, NO),
    Row("acara/kalender/", "/acara/kalender/", PUBLIC, NO),
    Row("acara/acara.ics", "/acara/acara.ics", PUBLIC, NO),
    Row("acara/atom.xml", "/acara/atom.xml", PUBLIC, NO),
    Row("acara/<int:pk>/", event(), PUBLIC, NO),
    Row("acara/<int:pk>/acara.ics", event("acara.ics"), PUBLIC, NO),
    # Who is registered is led to her ticket.
    Row("acara/<int:pk>/daftar/", event("daftar/"), members(200, ani=302), members(200)),
    Row("acara/<int:pk>/tiket/", event("tiket/"), own(200), NO),
    Row("acara/<int:pk>/tiket/terima/", event("tiket/terima/"), own(200), own(200)),
    Row("acara/<int:pk>/tiket/batal/", event("tiket/batal/"), own(200), own(200)),
    Row("petugas/acara/", "/petugas/acara/", desk(200, *WORKS), NO),
    Row("petugas/acara/baru/", "/petugas/acara/baru/", desk(200, *PLANS), desk(200, *PLANS)),
    Row("petugas/acara/<int:pk>/", office(), helped(), NO),
    Row("petugas/acara/<int:pk>/ubah/", office("ubah/"), run(), run()),
    Row("petugas/acara/<int:pk>/langkah/<slug:deed>/", office("langkah/close/"), run(), run()),
    Row("petugas/acara/<int:pk>/peserta/", office("peserta/"), helped(), NO),
    Row("petugas/acara/<int:pk>/peserta/baru/", office("peserta/baru/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/peserta/<int:who>/", office("peserta/{who}/"), helped(), NO),
    # Without its key the deed is not done: back to the person's page.
    Row("petugas/acara/<int:pk>/peserta/<int:who>/<slug:deed>/", office("peserta/{who}/hubungi/"), NO, helped(302)),
    Row("petugas/acara/<int:pk>/hadir/", office("hadir/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/hadir/baru/", office("hadir/baru/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/hadir/<int:row>/", office("hadir/{row}/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/hadir/<int:row>/batal/", office("hadir/{row}/batal/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/hadir/unduh.<slug:ending>", office("hadir/unduh.csv"), helped(), NO),
    Row("petugas/acara/<int:pk>/lembar/", office("lembar/"), helped(), helped()),
    Row("petugas/acara/<int:pk>/lembar/foto/", office("lembar/foto/"), run(), run()),
    Row("petugas/acara/<int:pk>/lembar/cetak/", office("lembar/cetak/"), helped(), NO),
    Row("petugas/acara/<int:pk>/lembar/daftar-hadir.pdf", office("lembar/daftar-hadir.pdf"), helped(), NO),
    Row("petugas/acara/<int:pk>/luring/", office("luring/"), helped(), NO),
    Row("petugas/acara/<int:pk>/luring/peserta.json", office("luring/peserta.json"), helped(), NO),
    # An empty sending is none.
    Row("petugas/acara/<int:pk>/luring/kirim/", office("luring/kirim/"), NO, helped(400)),
]
