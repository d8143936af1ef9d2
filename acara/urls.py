"""Addresses of events: /acara/ for everybody, /petugas/acara/ for those who run them and take attendance."""

from django.urls import path
from django.views.decorators.http import require_safe

from acara.views import attendance, desk, offline, own, public

app_name = "acara"
urlpatterns = [
    path("acara/", public.event_list, name="list"),
    path("acara/kalender/", public.calendar, name="calendar"),
    path("acara/acara.ics", public.all_ics, name="all_ics"),
    path("acara/atom.xml", public.EventFeed(), name="feed"),
    path("acara/<int:pk>/", public.show, name="show"),
    path("acara/<int:pk>/acara.ics", public.event_ics, name="ics"),
    path("acara/<int:pk>/daftar/", own.enter, name="register"),
    path("acara/<int:pk>/tiket/", require_safe(own.ticket), name="ticket"),
    path("acara/<int:pk>/tiket/terima/", own.accept, name="accept"),
    path("acara/<int:pk>/tiket/batal/", own.cancel, name="withdraw"),
    path("petugas/acara/", desk.desk_list, name="desk"),
    path("petugas/acara/baru/", desk.new, name="new"),
    path("petugas/acara/<int:pk>/", require_safe(desk.run), name="run"),
    path("petugas/acara/<int:pk>/ubah/", desk.edit, name="edit"),
    path("petugas/acara/<int:pk>/langkah/<slug:deed>/", desk.run, name="step"),
    path("petugas/acara/<int:pk>/peserta/", desk.people, name="people"),
    path("petugas/acara/<int:pk>/peserta/baru/", desk.guest, name="guest"),
    path("petugas/acara/<int:pk>/peserta/<int:who>/", desk.person, name="person"),
    path("petugas/acara/<int:pk>/peserta/<int:who>/<slug:deed>/", desk.person_deed, name="person_deed"),
    path("petugas/acara/<int:pk>/hadir/", attendance.presence, name="presence"),
    path("petugas/acara/<int:pk>/hadir/baru/", attendance.walk_in, name="walk_in"),
    path("petugas/acara/<int:pk>/hadir/<int:row>/", attendance.correct, name="correct"),
    path("petugas/acara/<int:pk>/hadir/<int:row>/batal/", attendance.take_off, name="take_off"),
    path("petugas/acara/<int:pk>/hadir/unduh.<slug:ending>", attendance.export, name="export"),
    path("petugas/acara/<int:pk>/lembar/", attendance.type_sheet, name="type_sheet"),
    path("petugas/acara/<int:pk>/lembar/foto/", attendance.photos, name="photos"),
    path("petugas/acara/<int:pk>/lembar/cetak/", attendance.print_sheet, name="print"),
    path("petugas/acara/<int:pk>/lembar/daftar-hadir.pdf", attendance.sheet_file, name="sheet"),
    path("petugas/acara/<int:pk>/luring/", offline.page, name="offline"),
    path("petugas/acara/<int:pk>/luring/peserta.json", offline.names, name="names"),
    path("petugas/acara/<int:pk>/luring/kirim/", offline.take, name="take"),
]
