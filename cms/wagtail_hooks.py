"""The back office: what editors find on their first page, snippets, and what may not be deleted."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.models import LegalKind, PolicyDraftPage, ServicePage
from cms.views import imports, trial
from layanan.services.catalogue import USED

KEPT = "Rancangan yang pernah terbit tidak dapat dihapus, karena masukan warga melekat padanya. Batalkan terbitnya."


class LegalKindViewSet(SnippetViewSet):
    """The open list of kinds of legal product."""

    model = LegalKind
    icon = "list-ul"
    menu_label = "Jenis produk hukum"
    add_to_settings_menu = True
    list_display = ["name"]
    search_fields = ["name"]


register_snippet(LegalKindViewSet)


class DraftsPanel(Component):
    """Drafts that take inputs now, and where an editor begins."""

    name = "drafts"
    order = 50
    template_name = "cms/dashboard.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        now = timezone.now()
        drafts = PolicyDraftPage.objects.live().filter(closes_at__gt=now).select_related("consultation")
        indexes = Page.objects.filter(slug__in=["rancangan", "pengumuman", "materi"], depth=3).order_by("path")
        user = parent_context["request"].user
        may = [(index, index.permissions_for_user(user)) for index in indexes]
        soon = drafts.defer_streamfields().order_by("closes_at")[:5]
        return {
            "drafts": [(draft, draft.permissions_for_user(user).can_edit()) for draft in soon],
            "indexes": [
                (index, held.can_add_subpage()) for index, held in may if held.can_add_subpage() or held.can_edit()
            ],
        }


@hooks.register("construct_homepage_panels")
def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """First what is open; Wagtail's own panels of work follow."""
    panels.append(DraftsPanel())


@hooks.register("construct_homepage_summary_items", order=1000)
def fewer_numbers(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages, pictures and documents help nobody."""
    items.clear()


@hooks.register("construct_main_menu", order=1000)
def shorter_menu(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's help leads to a foreign site; it goes, and our own guide comes."""
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("register_admin_menu_item")
def guide_item() -> MenuItem:
    """The editor's guide, last in the menu."""
    return MenuItem("Bantuan", reverse("cms:guide", args=["editor"]), name="bantuan", icon_name="help", order=20_000)


@hooks.register("register_admin_urls")
def import_addresses() -> list[Any]:
    """The screens of importing a draft's text."""
    return [
        path("rancangan/<int:page_id>/impor/", imports.start, name="draft_import"),
        path("impor/<int:pk>/", imports.correct, name="draft_import_rows"),
        path("impor/<int:pk>/pratinjau/", imports.preview, name="draft_import_preview"),
        path("impor/<int:pk>/buang/", imports.cancel, name="draft_import_cancel"),
        path("layanan/<int:page_id>/coba/", trial.run, name="service_trial"),
    ]


@hooks.register("register_page_header_buttons")
def import_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """A draft's text comes from a file."""
    draft = page.specific_class is PolicyDraftPage
    if draft and user.has_perm("cms.import_draft", page):
        yield Button("Impor naskah", reverse("draft_import", args=[page.pk]), icon_name="upload", priority=12)


@hooks.register("register_page_header_buttons")
def trial_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The form of a service can be tried out before it is published."""
    if page.specific_class is ServicePage and page.permissions_for_user(user).can_edit():
        yield Button("Coba formulir", reverse("service_trial", args=[page.pk]), icon_name="form", priority=12)


@hooks.register("before_delete_page")
def keep_record(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A published draft is part of the civic record; a service somebody applied for stays with its applications."""
    words = ""
    if PolicyDraftPage.objects.descendant_of(page, inclusive=True).exclude(consultation=None).exists():
        words = KEPT
    elif ServicePage.objects.descendant_of(page, inclusive=True).filter(service__applications__isnull=False).exists():
        words = USED
    if not words:
        return None
    messages.error(request, words)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_records(request: HttpRequest, action_type: str, objects: Any, action: Any) -> HttpResponse | None:
    """The same when several pages are chosen."""
    if action_type != "delete" or not issubclass(action.model, Page):
        return None
    for page in objects:
        refused = keep_record(request, page)
        if refused:
            return refused
    return None
