"""Filling in a service's form, page by page: begin, type, photograph, check, send, receipt."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from acara.codes import qr
from core.once import OnceForm
from core.sealing import keyed_hash
from core.sending import sent, status_of
from core.text import whole_number
from layanan import filling
from layanan.asking.pages import PageForm
from layanan.codes import secret_of
from layanan.forms.apply import BeginForm, PhotoForm
from layanan.models import ApplicationDraft, Service
from layanan.reading import whole
from layanan.services import drafts
from layanan.services.applications import complete_application, submit_application

COOKIE = "perangkat"  # tells a device from others, nothing else
TWO_WEEKS = 14 * 24 * 3600
CHANGED = "Formulir ini baru diubah kantor. Jawaban Anda yang masih cocok tetap tersimpan. Periksa lagi."
DraftView = Callable[..., HttpResponse]


def device_of(request: HttpRequest) -> str:
    """Digest of the device's secret; "" where it has none."""
    secret = request.COOKIES.get(COOKIE, "")[:64]
    return keyed_hash(secret, "layanan.device") if secret else ""


def mine(request: HttpRequest) -> Any:
    """Forms that belong to this account or this device."""
    rows = ApplicationDraft.objects.select_related("version", "service__version", "application__service", "corrects")
    here = Q(user=None, device=device_of(request) or "-")
    return rows.filter(Q(user_id=request.user.pk) | here if request.user.is_authenticated else here)


def own_draft(view: DraftView) -> DraftView:
    """Hand the view the reader's own form; one that was sent leads to its receipt; 404 for everybody else."""

    @wraps(view)
    def inner(request: HttpRequest, slug: str, key: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        draft = get_object_or_404(mine(request), pk=key, service__slug=slug)
        if draft.application_id:
            return redirect("layanan:receipt", slug, key)
        if draft.version_id != draft.service.version_id and drafts.take_over(draft=draft):
            messages.warning(request, CHANGED)
            return redirect(filling.check_url(draft))
        return view(request, draft, *args, **kwargs)

    return inner


def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """What is needed, and the way into the form; forms begun earlier can be gone on with."""
    row = get_object_or_404(Service.objects.public().select_related("version"), slug=slug)
    if not row.takes_applications:
        return redirect(row)
    form = BeginForm(request.POST or None)
    secret = request.COOKIES.get(COOKIE, "")[:64] or secrets.token_urlsafe(24)
    if request.method == "POST" and (answer := sent(request, form, lambda: opened(request, row, form, secret))):
        return remember(request, answer, secret, own=form.cleaned_data["sendiri"])
    begun = mine(request).filter(service=row, application=None, corrects=None).order_by("-touched_at")[:3]
    context = {"service": row, "contract": row.version.contract, "form": form, "begun": begun}
    return render(request, "layanan/apply/begin.html", context, status=status_of(form))


def opened(request: HttpRequest, row: Service, form: BeginForm, secret: str) -> str:
    """The first page of a fresh form."""
    device = "" if request.user.is_authenticated else keyed_hash(secret, "layanan.device")
    own = form.cleaned_data["sendiri"]
    return filling.page_url(drafts.begin_draft(by=request.user, service=row, device=device, own_device=own), 1)


def remember(request: HttpRequest, answer: HttpResponse, secret: str, *, own: bool) -> HttpResponse:
    """A visitor's device keeps its secret: two weeks on one's own, else until the browser is closed."""
    if not request.user.is_authenticated:
        life = TWO_WEEKS if own else None
        answer.set_cookie(COOKIE, secret, max_age=life, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


@own_draft
def page(request: HttpRequest, draft: ApplicationDraft, number: int) -> HttpResponse:
    """One page of the form."""
    pages = filling.met(draft, number)
    asked = pages[number - 1]
    if asked["fields"][0]["kind"] == "photo":
        return photo(request, draft, pages, number)
    form = PageForm(request.POST or None, page=asked, answers=whole(draft), more="tambah" in request.GET)
    if request.method == "POST" and form.is_valid():
        held = drafts.keep_page(draft=draft, asked=asked["fields"], answers=form.answers())
        if "nanti" in request.POST:
            messages.success(request, "Isian tersimpan. Anda dapat melanjutkannya dari halaman ini.")
        return redirect(filling.after(held, asked, request.POST))
    return render(request, "layanan/apply/page.html", filling.around(draft, pages, number) | {"form": form})


def photo(request: HttpRequest, draft: ApplicationDraft, pages: filling.Pages, number: int) -> HttpResponse:
    """The page of one paper: a photo a request, or the word that it is brought."""
    field, here = pages[number - 1]["fields"][0], filling.page_url(draft, number)
    if "hapus" in request.POST or "bawa" in request.POST:
        change_papers(request, draft, field)
        return redirect(filling.next_url(draft, pages, number) if "bawa" in request.POST else here)
    form = PhotoForm(request.POST or None, request.FILES or None, label=field["label"])
    deed = lambda: [form.save(by=request.user, draft=draft, field=field), here][1]  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        return answer
    papers = drafts.papers_of(draft, field["slug"])
    context = {"form": form, "field": field, "papers": papers}
    context["full"] = sum(1 for one in papers if one.stored_id) >= field["max"]
    return render(request, "layanan/apply/photo.html", filling.around(draft, pages, number) | context)


def change_papers(request: HttpRequest, draft: ApplicationDraft, field: dict[str, Any]) -> None:
    """Take a photo off, or say that the paper is brought."""
    if "bawa" in request.POST:
        drafts.bring_paper(draft=draft, field=field)
        return
    wanted = whole_number(request.POST["hapus"]) or 0
    paper = next((one for one in drafts.papers_of(draft, field["slug"]) if one.pk == wanted), None)
    if paper is None or paper.draft_id is None:
        raise Http404
    drafts.drop_paper(draft=draft, paper=paper)


@own_draft
def check(request: HttpRequest, draft: ApplicationDraft) -> HttpResponse:
    """Read everything once more, and send it."""
    form = OnceForm(request.POST or None, initial={"kunci": draft.pk})
    if request.method == "POST" and (answer := sent(request, form, lambda: hand_in(request, draft))):
        return answer
    context = filling.review(draft) | {"draft": draft, "service": draft.service, "form": form}
    return render(request, "layanan/apply/check.html", context, status=status_of(form))


def hand_in(request: HttpRequest, draft: ApplicationDraft) -> str:
    """Send, or send again what was asked to be completed."""
    if draft.corrects_id:
        done = complete_application(by=request.user, draft=draft)
        messages.success(request, "Perbaikan terkirim. Petugas memeriksanya lagi.")
        return done.get_absolute_url()
    submit_application(by=request.user, draft=draft, address=get_adapter(request).get_client_ip(request) or "")
    return filling.receipt_url(draft)


@require_safe
def receipt(request: HttpRequest, slug: str, key: Any) -> HttpResponse:
    """Number and secret, to keep and to print; without any answer in it."""
    draft = get_object_or_404(mine(request).exclude(application=None), pk=key, service__slug=slug)
    if draft.corrects_id:
        return redirect(draft.application)
    done = draft.application
    link = request.build_absolute_uri(done.get_absolute_url())
    context = {"application": done, "service": done.service, "picture": qr(link)}
    context["secret"] = secret_of(done.form_key, done.secret_turn)
    return render(request, "layanan/apply/receipt.html", context)


@own_draft
def discard(request: HttpRequest, draft: ApplicationDraft) -> HttpResponse:
    """Throw a form away, after asking once."""
    if request.method == "POST":
        drafts.drop_draft(draft=draft)
        messages.success(request, "Isian dihapus.")
        return redirect(draft.service)
    return render(request, "layanan/apply/discard.html", {"draft": draft, "service": draft.service})
