"""Setting the site up: first pages, rights of each role, the way to publication. Running it again changes nothing."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.services import group_for
from cms.models import (
    AnnouncementIndexPage,
    HomePage,
    LegalKind,
    MaterialIndexPage,
    PolicyDraftIndexPage,
    ServiceIndexPage,
    SitePage,
    StandardPage,
)
from cms.rights import CHECKERS, RIGHTS, Rights
from cms.texts import INDEXES, LEGAL_KINDS, STANDING, Standing
from wilayah.queries import root_region

INDEX_MODELS: dict[str, type[SitePage]] = {
    "rancangan": PolicyDraftIndexPage,
    "pengumuman": AnnouncementIndexPage,
    "materi": MaterialIndexPage,
    "layanan": ServiceIndexPage,
}
WORKFLOW = "Pemeriksaan sebelum terbit"
Say = Callable[[str], Any]


@transaction.atomic
def install_site(*, say: Say = lambda line: None) -> HomePage:
    """Make what is missing of home, site, index and standing pages, kinds of legal product, rights and workflow."""
    region = root_region()
    home = _home(region)
    _site(home)
    say("Beranda dan alamat situs siap.")
    for slug, (title, summary) in INDEXES.items():
        words = {"title": title, "search_description": summary.format(place=region.label), "show_in_menus": True}
        _child(home, INDEX_MODELS[slug], slug, words)
    for page in STANDING:
        _child(home, StandardPage, page.slug, _standing(page, region.label))
    say("Halaman daftar dan halaman tetap siap.")
    for name in LEGAL_KINDS:
        LegalKind.objects.get_or_create(name=name)
    for role, rights in RIGHTS.items():
        give_rights(group=group_for(role, region), rights=rights, home=home)
    _workflow(home, [group_for(role, region) for role in CHECKERS])
    say("Hak tiap peran dan alur pemeriksaan siap.")
    return HomePage.objects.get(pk=home.pk)  # with its children counted


def _home(region: Any) -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Akar", slug="root"))
        home = root.add_child(
            instance=HomePage(
                title="Beranda",
                slug="beranda",
                region=region,
                lead=f"Baca rancangan kebijakan, ajukan usulan, dan ikuti nasib setiap keputusan di {region.name}.",
                search_description=f"Baca rancangan, ajukan usulan, lihat hasil setiap keputusan di {region.label}.",
            )
        )
        home.save_revision().publish()
    return home


def _site(home: HomePage) -> None:
    """The site stands at SITE_URL; Wagtail's own welcome page goes away."""
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.site_name = settings.WAGTAIL_SITE_NAME
    site.root_page = home
    site.save()
    for welcome in Page.objects.filter(depth=2, slug="home").exclude(pk=home.pk):
        if welcome.specific_class is Page and not welcome.numchild:
            welcome.delete()


def _child(home: HomePage, model: type[SitePage], slug: str, words: dict[str, Any]) -> None:
    if not Page.objects.child_of(home).filter(slug=slug).exists():
        page = Page.objects.get(pk=home.pk).add_child(instance=model(slug=slug, region_id=home.region_id, **words))
        page.save_revision().publish()


def _standing(page: Standing, place: str) -> dict[str, Any]:
    body: list[tuple[str, str]] = []
    for heading, paragraphs in page.sections:
        body.append(("judul", heading))
        body += [("paragraf", html.format(place=place)) for html in paragraphs]
    return {
        "title": page.title,
        "search_description": page.summary.format(place=place),
        "body": body,
        "show_contents": page.contents,
    }


def give_rights(*, group: Group, rights: Rights, home: HomePage) -> None:
    """Give a role's group its rights on pages and files, no more; what other floors gave it besides stays."""
    _page_rights(group, rights, home)
    _file_rights(group, rights)
    group.permissions.add(*[_permission(name) for name in rights.other])


def _page_rights(group: Group, rights: Rights, home: HomePage) -> None:
    wanted = set()
    for slug, codes in rights.pages:
        page = Page.objects.child_of(home).get(slug=slug) if slug else home.page_ptr
        wanted |= {(page.pk, _permission(f"wagtailcore.{code}").pk) for code in codes}
    present = GroupPagePermission.objects.filter(group=group)
    held = {(row.page_id, row.permission_id): row.pk for row in present}
    present.filter(pk__in=[pk for key, pk in held.items() if key not in wanted]).delete()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=page, permission_id=right) for page, right in wanted - held.keys()
    )


def _file_rights(group: Group, rights: Rights) -> None:
    root = Collection.get_first_root_node()
    wanted = {_permission(name).pk for name in rights.files}
    present = GroupCollectionPermission.objects.filter(group=group, collection=root)
    present.exclude(permission_id__in=wanted).delete()
    held = set(present.values_list("permission_id", flat=True))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission_id=right) for right in wanted - held
    )


def _permission(name: str) -> Permission:
    label, code = name.split(".")
    return Permission.objects.get(content_type__app_label=label, codename=code)


def _workflow(home: HomePage, checkers: list[Group]) -> None:
    """Pages of those who may not publish go to an editor or moderator; Wagtail's own groups and workflow go away."""
    workflow, made = Workflow.objects.get_or_create(name=WORKFLOW)
    if made:
        task = GroupApprovalTask.objects.create(name="Diperiksa editor atau moderator")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for row in workflow.workflow_tasks.select_related("task"):
        if isinstance(row.task.specific, GroupApprovalTask):
            row.task.specific.groups.set(checkers)
    WorkflowPage.objects.update_or_create(page=home.page_ptr, defaults={"workflow": workflow})
    for old in Workflow.objects.filter(name="Moderators approval", active=True):
        WorkflowPage.objects.filter(workflow=old).delete()
        old.deactivate()
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()
