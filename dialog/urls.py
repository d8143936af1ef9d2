from django.urls import path

from dialog import views

app_name = "dialog"
urlpatterns = [
    path("topik/<int:pk>/komentar/", views.comment, name="comment"),
    path("topik/<int:pk>/dukung/", views.support, name="support"),
    path("komentar/<int:pk>/", views.show, name="show"),
    path("komentar/<int:pk>/ubah/", views.edit, name="edit"),
    path("komentar/<int:pk>/tarik/", views.withdraw, name="withdraw"),
    path("komentar/<int:pk>/lapor/", views.report, name="report"),
    path("lapor/<slug:room>/<int:pk>/", views.report_thing, name="report_thing"),
    path("petugas/moderasi/", views.queue, name="queue"),
    path("petugas/moderasi/<int:pk>/", views.decide, name="decide"),
]
