"""Addresses of the queue: /antrean/ for everybody and the waiting room, /petugas/antrean/ for the counters."""

from django.urls import path

from layanan.views import queue_desk, queue_devices, queue_figures, queue_public, queue_screens, queue_voices

app_name = "antrean"
urlpatterns = [
    path("antrean/", queue_public.home, name="home"),
    path("antrean/ambil/<slug:slug>/", queue_public.take, name="take"),
    path("antrean/janji/<slug:slug>/", queue_public.book, name="book"),
    path("antrean/angka/<slug:slug>/", queue_figures.figures, name="figures"),
    path("antrean/angka/<slug:slug>/angka.csv", queue_figures.figures_csv, name="figures_csv"),
    path("antrean/t/<slug:token>/", queue_public.ticket, name="ticket"),
    path("antrean/t/<slug:token>/kini/", queue_public.ticket_part, name="ticket_part"),
    path("antrean/t/<slug:token>/cetak/", queue_screens.slip, name="slip"),
    path("antrean/t/<slug:token>/<slug:deed>/", queue_public.ticket_deed, name="ticket_deed"),
    path("antrean/papan/<slug:slug>/", queue_screens.board, name="board"),
    path("antrean/papan/<slug:slug>/kini/", queue_screens.board_part, name="board_part"),
    path("antrean/kios/<slug:slug>/", queue_screens.kiosk, name="kiosk"),
    path("antrean/perangkat/bekal/", queue_devices.lease, name="lease"),
    path("antrean/perangkat/kirim/", queue_devices.send, name="send"),
    path("antrean/suara/<slug:slug>/<slug:word>.wav", queue_voices.sound, name="sound"),
    path("petugas/antrean/suara/<slug:slug>/", queue_voices.voices, name="voices"),
    path("petugas/antrean/suara/<slug:slug>/hapus/", queue_voices.drop, name="voices_drop"),
    path("petugas/antrean/", queue_desk.desk_list, name="desk_list"),
    path("petugas/antrean/angka/<slug:slug>/", queue_figures.desk_figures, name="desk_figures"),
    path("petugas/antrean/coba/<slug:slug>/", queue_figures.try_plan, name="what_if"),
    path("petugas/antrean/kertas/<slug:slug>/", queue_desk.paper, name="paper"),
    path("petugas/antrean/kios/<slug:slug>/", queue_screens.enrol, name="enrol"),
    path("petugas/antrean/perangkat/<slug:slug>/", queue_devices.device_list, name="devices"),
    path("petugas/antrean/perangkat/<slug:slug>/<int:pk>/cabut/", queue_devices.revoke, name="revoke"),
    path("petugas/antrean/loket/<int:pk>/luring/", queue_devices.enrol_counter, name="enrol_counter"),
    path("petugas/antrean/loket/<int:pk>/", queue_desk.counter, name="counter"),
    path("petugas/antrean/loket/<int:pk>/panggil/", queue_desk.call_next, name="call"),
    path("petugas/antrean/loket/<int:pk>/tutup/", queue_desk.leave, name="leave"),
    path("petugas/antrean/loket/<int:pk>/tutup-hari/", queue_desk.close_day, name="close_day"),
    path("petugas/antrean/loket/<int:pk>/<int:number>/alihkan/", queue_desk.send_on, name="transfer"),
    path("petugas/antrean/loket/<int:pk>/<int:number>/<slug:name>/", queue_desk.deed, name="deed"),
]
