"""Verbs of the site: keep consultations and services in step with their pages, import drafts, count downloads."""

from cms.services.catalogue import publish_service_page, services_below, sync_service
from cms.services.drafts import drafts_below, hide_draft, publish_draft, sync_draft
from cms.services.files import count_download, make_renditions
from cms.services.imports import cancel_import, correct_import, overtaken, start_import, use_import

__all__ = [
    "cancel_import",
    "correct_import",
    "count_download",
    "drafts_below",
    "hide_draft",
    "make_renditions",
    "overtaken",
    "publish_draft",
    "publish_service_page",
    "services_below",
    "start_import",
    "sync_draft",
    "sync_service",
    "use_import",
]
