"""The public search: pages and proposals, by Indonesian stems."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

from cms.listing import public
from cms.models import AnnouncementPage, MaterialPage, PolicyDraftPage, ServicePage, StandardPage
from core.paging import COUNTED
from core.text import clean, stems
from musrenbang import queries as musrenbang
from musrenbang.models import Proposal

MAX_QUERY = 200
PREVIEW = 5
PAGE_KINDS: dict[str, tuple[str, Any]] = {
    "rancangan": ("Rancangan", PolicyDraftPage),
    "pengumuman": ("Pengumuman", AnnouncementPage),
    "materi": ("Materi", MaterialPage),
    "layanan": ("Layanan", ServicePage),
    "halaman": ("Halaman", StandardPage),
}
KINDS = {"usulan": "Usulan", **{key: label for key, (label, _) in PAGE_KINDS.items()}}


@dataclass(frozen=True)
class Group:
    """The first finds of one kind and how many there are."""

    kind: str
    label: str
    total: int
    finds: list[Any]

    @property
    def many(self) -> bool:
        """More than anybody counts."""
        return self.total > COUNTED


def asked(text: str) -> str:
    """The question as typed, cleaned and cut to a size worth asking."""
    return " ".join(clean(text).split())[:MAX_QUERY]


def pages(request: HttpRequest, text: str, kind: str = "") -> Any:
    """Published pages that anybody may read and that hold all words of `text`, best first."""
    models = [PAGE_KINDS[kind][1]] if kind in PAGE_KINDS else [model for _, model in PAGE_KINDS.values()]
    question = stems(text)
    found = public(request, Page.objects.type(*models))
    return found.search(question, operator="and") if question else found.none()


def found(request: HttpRequest, text: str, kind: str) -> Any:
    """All finds of one kind; pages at most a thousand."""
    return musrenbang.search(text) if kind == "usulan" else list(pages(request, text, kind)[:COUNTED])


def groups(request: HttpRequest, text: str) -> list[Group]:
    """All kinds with their first finds, empty kinds left out; two queries for all page kinds together."""
    # One query for the whole life of the process, instead of one from each of the searches below.
    kinds = ContentType.objects.get_for_models(Proposal, *get_page_models())
    proposals = musrenbang.search(text)
    labels = {kinds[model].pk: key for key, (_, model) in PAGE_KINDS.items()}
    by_kind: dict[str, list[Page]] = {key: [] for key in PAGE_KINDS}
    for page in pages(request, text)[:COUNTED]:
        by_kind[labels[page.content_type_id]].append(page)
    total = proposals.order_by()[: COUNTED + 1].count()
    rows = [Group("usulan", KINDS["usulan"], total, list(proposals[:PREVIEW]))]
    rows += [Group(key, KINDS[key], len(found), found[:PREVIEW]) for key, found in by_kind.items()]
    return [row for row in rows if row.total]
