"""The public page of the trail's seal."""

from django.urls import path

from audit import views

app_name = "audit"
urlpatterns = [
    path("", views.chain, name="chain"),
    path("jejak.csv", views.download, name="download"),
]
