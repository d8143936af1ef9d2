"""Wagtail's signals (never our own): a page changed, so its consultation follows and kept pages are renewed."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail import signals
from wagtail.documents.models import document_served
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageLogEntry, PageViewRestriction, ReferenceIndex, Site

from cms import frame, services, tasks
from cms.models import Picture, PolicyDraftPage, ServicePage
from core.pagecache import bump


def actor() -> Any:
    """Who is at work in the back office; None = the house (scheduled publishing, commands)."""
    return get_active_log_context().user


def published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page was published."""
    if isinstance(instance, PolicyDraftPage):
        services.publish_draft(page=instance, by=actor())
    if isinstance(instance, ServicePage):
        services.publish_service_page(page=instance, by=actor())
    image_ids = _image_ids(instance)
    if image_ids:
        tasks.make_renditions.enqueue(image_ids)
    bump("cms")


def _image_ids(page: Page) -> list[int]:
    references = ReferenceIndex.get_references_for_object(page).filter(to_content_type__model=Picture._meta.model_name)
    return sorted({int(pk) for pk in references.values_list("to_object_id", flat=True)})


def unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page left the public; deleting a page also comes by here first."""
    if isinstance(instance.specific, PolicyDraftPage):
        services.hide_draft(page=instance.specific, by=actor())
    if isinstance(instance.specific, ServicePage):
        services.sync_service(page=instance.specific, by=actor(), visible=False)
    bump("cms")


def address_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    """A page, and all below it, has a new address."""
    _sync_below(instance)


def restriction_changed(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    """Who may read a page, and all below it, changed."""
    _sync_below(instance.page)


def _sync_below(page: Page) -> None:
    with transaction.atomic():
        for draft in services.drafts_below(Page.objects.get(pk=page.pk)).select_related("consultation__topic"):
            services.sync_draft(page=draft, by=actor())
        for page_ in services.services_below(Page.objects.get(pk=page.pk)):
            services.sync_service(page=page_, by=actor())
        bump("cms", frame.NAME)


def site_changed(sender: Any, **kwargs: Any) -> None:
    """Another host or another home."""
    bump("cms", frame.NAME)


def logged(sender: Any, instance: PageLogEntry, **kwargs: Any) -> None:
    """A repeated page tells nobody but the log; it is as closed as the page it repeats."""
    if instance.action == "wagtail.create_alias":
        bump("cms", frame.NAME)


def served(sender: Any, instance: Any, request: Any, **kwargs: Any) -> None:
    """A document was taken; jumping within a film, or a look at its head or at a copy one has, is not a download."""
    begun = request.headers.get("Range", "bytes=0-") == "bytes=0-"
    if request.method == "GET" and begun and not request.headers.get("If-None-Match"):
        services.count_download(document_id=instance.pk)


def connect() -> None:
    """Called once when the app is ready."""
    signals.page_published.connect(published, dispatch_uid="cms.published")
    signals.page_unpublished.connect(unpublished, dispatch_uid="cms.unpublished")
    signals.page_slug_changed.connect(address_changed, dispatch_uid="cms.slug")
    signals.post_page_move.connect(address_changed, dispatch_uid="cms.moved")
    post_save.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="cms.restricted")
    post_delete.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="cms.freed")
    post_save.connect(site_changed, sender=Site, dispatch_uid="cms.site")
    post_delete.connect(site_changed, sender=Site, dispatch_uid="cms.site_gone")
    post_save.connect(logged, sender=PageLogEntry, dispatch_uid="cms.alias")
    document_served.connect(served, dispatch_uid="cms.served")
