"""Verbs that keep a consultation in step with the page of its draft."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.models import PolicyDraftPage
from core.pagecache import bump
from konsultasi.services import open_consultation, publish_version, update_consultation


def drafts_below(page: Page) -> Any:
    """Draft pages at or below this page that have been published once."""
    return PolicyDraftPage.objects.descendant_of(page, inclusive=True).exclude(consultation=None)


def _as_page_says(page: PolicyDraftPage) -> dict[str, Any]:
    """What the consultation copies from the page. Hidden: unpublished, or for some people only."""
    return {
        "title": page.title[:200],
        "url": page.url,
        "region": page.region,
        "office": page.initiator[:160],
        "opens_at": page.opens_at,
        "closes_at": page.closes_at,
        "guests": page.guests,
    }


@transaction.atomic
def publish_draft(*, page: PolicyDraftPage, by: Any) -> None:
    """Open the consultation at the first publication; afterwards keep it true; keep the text as a version."""
    if page.alias_of_id:
        return
    # Two editors publishing at once would open two consultations: the page's row is the lock.
    known = PolicyDraftPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    page.consultation_id = known.consultation_id
    if page.consultation is None:
        page.consultation = open_consultation(**_as_page_says(page), by=by)
        PolicyDraftPage.objects.filter(pk=page.pk).update(consultation=page.consultation)
    sync_draft(page=page, by=by)
    publish_version(consultation=page.consultation, passages=page.passages(), by=by)
    bump("rancangan", page.consultation.topic.version_name)  # background, contact and attachments stand there too


@transaction.atomic
def sync_draft(*, page: PolicyDraftPage, by: Any) -> None:
    """Title, address, place, period and visibility as the page says now."""
    visible = page.live and not page.get_view_restrictions().exists()
    consultation: Any = page.consultation
    update_consultation(consultation=consultation, by=by, visible=visible, **_as_page_says(page))


@transaction.atomic
def hide_draft(*, page: PolicyDraftPage, by: Any) -> None:
    """The page left the public: its consultation takes and shows nothing more."""
    if page.consultation is not None:
        update_consultation(consultation=page.consultation, by=by, visible=False)
