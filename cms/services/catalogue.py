"""Verbs that keep a service of the catalogue in step with its page."""

from typing import Any

from django.db import transaction
from wagtail.models import Page

from cms.models import ServicePage
from layanan.models import Service
from layanan.services.catalogue import publish_service, show_service


def services_below(page: Page) -> Any:
    """Service pages at or below this page that have been published once."""
    rows = ServicePage.objects.descendant_of(page, inclusive=True).exclude(service=None)
    return rows.select_related("service")


@transaction.atomic
def publish_service_page(*, page: ServicePage, by: Any) -> None:
    """Bring the service up to its page: a changed promise or form is a new version, old applications keep theirs."""
    if page.alias_of_id:
        return
    known = ServicePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    held = Service.objects.filter(pk=known.service_id).first()
    service = publish_service(plan=page.plan(), by=by, service=held)
    if known.service_id != service.pk:
        ServicePage.objects.filter(pk=page.pk).update(service=service)
    page.service = service
    sync_service(page=page, by=by)


@transaction.atomic
def sync_service(*, page: ServicePage, by: Any, visible: bool | None = None) -> None:
    """Address and visibility as the page says now; hidden where it is unpublished or for some people only."""
    if page.service is None:
        return
    shown = page.live and not page.get_view_restrictions().exists() if visible is None else visible
    show_service(service=page.service, visible=shown, slug=page.slug, by=by)
