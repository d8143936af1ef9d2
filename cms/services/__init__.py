"""Verbs of the site: keep consultations in step with their pages, count downloads."""

from cms.services.drafts import drafts_below, hide_draft, publish_draft, sync_draft
from cms.services.files import count_download, make_renditions

__all__ = ["count_download", "drafts_below", "hide_draft", "make_renditions", "publish_draft", "sync_draft"]
