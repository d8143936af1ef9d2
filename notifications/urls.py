from django.urls import path

from notifications import views

app_name = "notifications"
urlpatterns = [
    path("topik/<int:pk>/ikuti/", views.follow, name="follow"),
    path("pemberitahuan/", views.inbox, name="inbox"),
    path("pemberitahuan/<int:pk>/buka/", views.read, name="read"),
    path("pemberitahuan/dibaca/", views.read_all, name="read_all"),
    path("pemberitahuan/atur/", views.settings, name="settings"),
    path("pemberitahuan/wilayah/", views.follow_region, name="follow_region"),
    path("pemberitahuan/berhenti/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
