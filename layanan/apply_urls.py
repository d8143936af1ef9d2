"""Addresses of the services: /layanan/ the catalogue and the forms, /lacak/ to follow an application."""

from django.urls import path

from layanan.views import applying, service_pages, slips, tracking

app_name = "layanan"
urlpatterns = [
    path("lacak/", tracking.track, name="track"),
    path("lacak/<str:number>/", tracking.status, name="status"),
    path("lacak/<str:number>/lengkapi/", tracking.complete, name="complete"),
    path("lacak/<str:number>/batalkan/", tracking.withdraw, name="withdraw"),
    path("lacak/<str:number>/surat.pdf", tracking.letter, name="letter"),
    path("petugas/tanda-terima/<int:pk>/", slips.new_secret, name="new_secret"),
    path("layanan/", service_pages.index, name="index"),
    path("layanan/<slug:slug>/", service_pages.service, name="service"),
    path("layanan/<slug:slug>/ajukan/", applying.begin, name="begin"),
    path("layanan/<slug:slug>/isi/<uuid:key>/<int:number>/", applying.page, name="page"),
    path("layanan/<slug:slug>/isi/<uuid:key>/periksa/", applying.check, name="check"),
    path("layanan/<slug:slug>/isi/<uuid:key>/terkirim/", applying.receipt, name="receipt"),
    path("layanan/<slug:slug>/isi/<uuid:key>/hapus/", applying.discard, name="discard"),
]
