"""Addresses of the site outside Wagtail's tree. Included at the root, before Wagtail's catch-all."""

from django.urls import path

from cms import feeds, views

app_name = "cms"
urlpatterns = [
    path("cari/", views.search, name="search"),
    path("bantuan/", views.guide_index, name="guides"),
    path("bantuan/<slug:slug>/", views.guide, name="guide"),
    # Wagtail's own routes know no dots.
    path("rancangan/<slug:slug>/jadwal.ics", views.schedule, name="schedule"),
    path("kabar/atom.xml", feeds.NewsFeed(), name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("media/images/<str:path>", views.picture, name="picture"),
]
