"""The site's table of contents. Each room brings its own urls; Wagtail's pages come last."""

from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.documents import document

handler400 = "core.refusals.broken_request"

urlpatterns = [
    path("kelola/", include(wagtailadmin_urls)),
    path("dokumen/", include([re_path(r"^(\d+)/(.*)$", document)])),  # Wagtail's own address, with parts of a file
    path("dokumen/", include(wagtaildocs_urls)),
    # No two rooms share an address; those that people ask for most are tried first.
    path("", include("musrenbang.urls")),
    path("", include("dialog.urls")),
    path("", include("konsultasi.urls")),
    path("", include("musrenbang.voting_urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("cms.urls")),
    path("", include("core.urls")),
    path("", include("acara.urls")),
    path("", include("musrenbang.forum_urls")),
    path("", include("layanan.survey_urls")),
    path("", include("layanan.queue_urls")),
    path("", include("layanan.letter_urls")),
    path("", include("layanan.case_urls")),
    path("", include("layanan.apply_urls")),
    path("", include("literasi.urls")),
    path("jejak/", include("audit.urls")),
    path("", include("cms.tree_urls")),
]
