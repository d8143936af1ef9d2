"""The proposer's pages: write in short steps, check, hand in, mend, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.guards import citizen_required, needs_rung, rung_wall
from accounts.models import Rung
from accounts.rules import rung_for
from core.once import OnceForm
from core.sending import sent
from core.text import whole_number
from musrenbang import services
from musrenbang.forms.drafts import PaperForm, PhotoForm, PlaceForm, ProblemForm, ProposerForm, StepForm
from musrenbang.forms.size import BenefitForm, SizeForm
from musrenbang.models import Proposal, ProposalPhoto
from musrenbang.queries.cycles import open_cycle, open_stages
from musrenbang.queries.page import ProposalPage
from musrenbang.queries.search import similar_to
from musrenbang.rules import rung_asked
from musrenbang.services.proposals import missing
from musrenbang.states import DRAFTS, EDITABLE, State
from wilayah.queries import root_region


@dataclass(frozen=True)
class Step:
    """One page of the sheet."""

    title: str
    form: type[StepForm]
    after: str
    hint: str


PROPOSING = "mengajukan usulan"
DEED = {State.DRAFT: "propose", State.RETURNED: "resubmit"}  # what handing a sheet in means
LABELS = ("Masalah", "Lokasi", "Ukuran", "Manfaat", "Foto", "Pengusul", "Periksa")
STEPS = {
    "masalah": Step("Apa masalahnya?", ProblemForm, "lokasi", "Cukup ceritakan dengan kata-kata Anda sendiri."),
    "lokasi": Step(
        "Di mana letaknya?", PlaceForm, "ukuran", "Titik peta tidak wajib. Patokan yang dikenal warga cukup."
    ),
    "ukuran": Step(
        "Seberapa besar?",
        SizeForm,
        "manfaat",
        "Perkiraan saja. Petugas kelurahan atau desa membantu melengkapi ukuran.",
    ),
    "manfaat": Step(
        "Untuk siapa manfaatnya?", BenefitForm, "foto", "Boleh dilewati. Data ini menguatkan usulan saat dinilai."
    ),
    "pengusul": Step("Siapa yang mengusulkan?", ProposerForm, "", ""),
}
PLACES = {"masalah": 1, "lokasi": 2, "ukuran": 3, "manfaat": 4, "foto": 5, "pengusul": 6}


STEP_OF = {
    "region_id": "lokasi",
    "landmark": "lokasi",
    "quantity": "ukuran",
    "unit_id": "ukuran",
    "cost_reason": "ukuran",
    "group_name": "pengusul",
}  # where a missing field is filled in; the others stand on the first step


def own_sheet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand the view the reader's own sheet; one already handed in leads to its page; 404 for everybody else."""

    @citizen_required
    @wraps(view)
    def inner(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = Proposal.objects.filter(proposer_id=request.user.pk).with_names()
        proposal = get_object_or_404(rows.select_related("cycle__region", "proposer", "catalogue_item"), pk=pk)
        if proposal.state in EDITABLE:
            return view(request, proposal, *args, **kwargs)
        messages.info(request, "Usulan ini sudah diajukan. Isinya tidak dapat diubah lagi.")
        return redirect(proposal)

    return inner


@needs_rung(Rung.REGISTERED, deed=PROPOSING)
def new(request: HttpRequest) -> HttpResponse:
    """Begin a proposal: the first step opens the draft."""
    cycle = open_cycle(request.user, root_region().pk)
    asked = rung_asked("propose", cycle.pk, request.user.home_id or "") if cycle else rung_for("propose")
    if wall := rung_wall(request, asked, PROPOSING):
        return wall
    if cycle is None:
        context = {"stages": open_stages(root_region().pk)}
        return render(request, "musrenbang/closed.html", context)
    form = ProblemForm(request.POST or None, proposal=None, cycle=cycle, later="nanti" in request.POST)
    if request.method == "POST" and (answer := sent(request, form, lambda: next_page(request, form, "masalah"))):
        return answer
    drafts = Proposal.objects.filter(proposer=request.user, state__in=sorted(DRAFTS)).order_by("-updated_at")[:5]
    return render(request, "musrenbang/step.html", page(form, "masalah", None) | {"drafts": drafts, "cycle": cycle})


@own_sheet
def edit(request: HttpRequest, proposal: Proposal, step: str) -> HttpResponse:
    """One step of a draft, or of a returned proposal."""
    if step == "foto":
        return photos(request, proposal)
    if step not in STEPS:
        raise Http404
    later = "nanti" in request.POST
    form = STEPS[step].form(request.POST or None, proposal=proposal, cycle=proposal.cycle, later=later)
    if request.method == "POST" and (answer := sent(request, form, lambda: next_page(request, form, step))):
        return answer
    return render(request, "musrenbang/step.html", page(form, step, proposal))


def page(form: Any, step: str, proposal: Proposal | None) -> dict[str, Any]:
    """What the page of a step shows."""
    title, hint = (STEPS[step].title, STEPS[step].hint) if step in STEPS else ("Tambahkan foto dan berkas", "")
    known = {"form": form, "step": step, "proposal": proposal, "place": PLACES[step], "labels": LABELS}
    return known | {"title": title, "hint": hint}


def next_page(request: HttpRequest, form: Any, step: str) -> str:
    """Save the step; on to the next one, or to the check page."""
    proposal = form.save(by=request.user)
    after = "" if "nanti" in request.POST or "periksa" in request.POST else STEPS[step].after
    if "nanti" in request.POST:
        messages.success(request, "Draf tersimpan. Anda dapat melanjutkan kapan saja.")
    return reverse("musrenbang:draft_step", args=[proposal.pk, after]) if after else draft_url(proposal)


def draft_url(proposal: Proposal) -> str:
    return reverse("musrenbang:draft", args=[proposal.pk])


def photos(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Attach pictures and papers, one after the other, or take one off."""
    here = reverse("musrenbang:draft_step", args=[proposal.pk, "foto"])
    if "hapus" in request.POST or "hapus_berkas" in request.POST:
        take_off(request, proposal)
        return redirect(here)
    kind = PaperForm if "berkas" in request.POST else PhotoForm
    form = kind(request.POST or None, request.FILES or None, proposal=proposal)
    if request.method == "POST" and (answer := sent(request, form, lambda: [form.save(by=request.user), here][1])):
        return answer
    other = PaperForm(proposal=proposal) if kind is PhotoForm else PhotoForm(proposal=proposal)
    shown = list(proposal.photos.filter(phase=ProposalPhoto.Phase.BEFORE).select_related("file"))
    context = {"photos": shown, "papers": list(proposal.papers.select_related("file"))}
    context |= {"photo_form": form if kind is PhotoForm else other, "paper_form": other if kind is PhotoForm else form}
    return render(request, "musrenbang/photos.html", page(form, "foto", proposal) | context)


def take_off(request: HttpRequest, proposal: Proposal) -> None:
    """Remove the picture or the paper named in the form; 404 for one of another sheet."""
    if "hapus" in request.POST:
        before = proposal.photos.filter(phase=ProposalPhoto.Phase.BEFORE).select_related("file", "proposal")
        photo = get_object_or_404(before, pk=whole_number(request.POST["hapus"]) or 0)
        services.remove_photo(by=request.user, photo=photo)
        return
    papers = proposal.papers.select_related("file", "proposal")
    paper = get_object_or_404(papers, pk=whole_number(request.POST["hapus_berkas"]) or 0)
    services.remove_paper(by=request.user, paper=paper)


@own_sheet
def review(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Check the whole sheet, see what resembles it, hand it in."""
    where = proposal.region_id or request.user.home_id or ""
    if wall := rung_wall(request, rung_asked(DEED[proposal.state], proposal.cycle_id, where), PROPOSING):
        return wall
    form = OnceForm(request.POST or None)
    if request.method == "POST" and (answer := sent(request, form, lambda: hand_in(request, proposal))):
        return answer
    lacks = [(words, STEP_OF.get(name, "masalah")) for name, words in missing(proposal).items()]
    context = {"proposal": proposal, "form": form, "lacks": lacks, "labels": LABELS}
    context |= {"page": ProposalPage(proposal), "similar": similar_to(proposal), "draft": proposal.state in DRAFTS}
    context["papers"] = proposal.papers.count()
    return render(request, "musrenbang/review.html", context)


def hand_in(request: HttpRequest, proposal: Proposal) -> Proposal:
    """Submit, or submit again."""
    verb = services.submit_proposal if proposal.state in DRAFTS else services.resubmit_proposal
    done = verb(by=request.user, proposal=proposal)
    messages.success(
        request, f"Usulan terkirim dengan nomor {done.number}. Kami memberi tahu Anda setiap perkembangan."
    )
    return done


@citizen_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away, after asking once."""
    proposal = get_object_or_404(Proposal, pk=pk, proposer_id=request.user.pk, state__in=sorted(DRAFTS))
    if request.method == "POST":
        services.delete_draft(by=request.user, proposal=proposal)
        messages.success(request, "Draf dihapus.")
        return redirect("musrenbang:list")
    return render(request, "musrenbang/confirm.html", {"proposal": proposal, "deed": "delete"})


@citizen_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a submitted proposal back, after asking once."""
    rows = Proposal.objects.public().with_names()
    proposal = get_object_or_404(rows, pk=pk, proposer_id=request.user.pk)
    form = OnceForm(request.POST or None)
    deed = lambda: services.withdraw_proposal(by=request.user, proposal=proposal)  # noqa: E731
    if request.method == "POST" and (answer := sent(request, form, deed)):
        return answer
    return render(request, "musrenbang/confirm.html", {"proposal": proposal, "form": form, "deed": "withdraw"})
