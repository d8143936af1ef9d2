"""Officers' pages about groups: what is proposed, what a person put together, one answer for all of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import desk_required
from core.once import OnceForm
from core.sending import status_of
from konsultasi import queries, services
from konsultasi.forms import GroupAnswerForm, GroupForm, JoinForm
from konsultasi.models import Consultation, Group, Input, PassedOver
from konsultasi.services.groups import LEAST
from konsultasi.states import InputState
from konsultasi.views.common import sent
from konsultasi.views.desk_handling import picked
from konsultasi.views.desk_versions import of_office


@require_safe
@desk_required
def alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Inputs of a draft that may say the same, with the words they share, and the groups there are."""
    consultation = of_office(request, Consultation.objects.filter(pk=pk).first())
    context = {"consultation": consultation, "groups": queries.groups_of(consultation)}
    context["passed"] = queries.passed_over(consultation)
    context["proposals"] = queries.proposals(consultation, context["passed"])
    return render(request, "konsultasi/desk_alike.html", context)


@desk_required
def make(request: HttpRequest) -> HttpResponse:
    """Put the picked inputs together: each is read and ticked by a person."""
    entries = [entry for entry in picked(request) if request.method == "POST" or is_free(entry)]
    if len({entry.consultation_id for entry in entries}) != 1 or len(entries) < LEAST:
        messages.warning(request, "Pilih paling sedikit dua masukan dari satu rancangan yang menunggu jawaban.")
        return redirect("konsultasi:desk")
    consultation, ticked = entries[0].consultation, "usulan" not in request.GET
    form = GroupForm(request.POST or None, consultation=consultation, entries=entries, ticked=ticked)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Kelompok dibuat. Tulis satu jawaban untuk semuanya.")
        return done
    context = {"form": form, "consultation": consultation, "shared": queries.shared_words(entries)}
    return render(request, "konsultasi/desk_group_new.html", context, status=status_of(form))


@desk_required
def pass_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave alike inputs as they are; they are not proposed again among themselves."""
    consultation = of_office(request, Consultation.objects.select_related("topic").filter(pk=pk).first())
    entries = [entry for entry in picked(request) if entry.consultation_id == pk]
    if len(entries) < LEAST:
        return redirect("konsultasi:desk_alike", pk=pk)
    form, shared = OnceForm(request.POST or None), queries.shared_words(entries)
    if request.method == "POST" and (
        done := sent(request, form, lambda: passed(request.user, consultation, entries, shared))
    ):
        messages.success(request, "Usulan dilewati. Anda dapat menampilkannya lagi di bagian bawah halaman.")
        return done
    context = {"consultation": consultation, "entries": entries, "shared": shared, "form": form}
    return render(request, "konsultasi/desk_alike_pass.html", context, status=status_of(form))


def passed(by: Any, consultation: Consultation, entries: list[Input], shared: Any) -> str:
    """Call the verb, back to what is proposed."""
    services.pass_over(by=by, consultation=consultation, inputs=entries, shared=shared)
    return reverse("konsultasi:desk_alike", args=[consultation.pk])


@require_POST
@desk_required
def bring_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a proposal that was passed over come back; sent twice it is the same."""
    passed = PassedOver.objects.select_related("consultation__topic").filter(pk=pk).first()
    if passed is None:
        return redirect("konsultasi:desk")
    of_office(request, passed.consultation)
    services.bring_back(by=request.user, passed=passed)
    messages.success(request, "Usulan ditampilkan lagi.")
    return redirect("konsultasi:desk_alike", pk=passed.consultation_id)


def is_free(entry: Input) -> bool:
    """Waits for an answer and belongs to no group (what was sent is judged by the verb)."""
    return entry.state == InputState.OPEN and entry.group_id is None


def group_or_404(request: HttpRequest, pk: int) -> Group:
    """A group this officer answers for; a dissolved one is not shown, a form sent to it is answered in words."""
    group = queries.group_for(request.user, pk)
    if group is None or (group.dissolved_at and request.method != "POST"):
        raise Http404("Kelompok ini tidak ada, atau sudah dibubarkan.")
    return group


@desk_required
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A group with its members, and the form of the one answer."""
    group = group_or_404(request, pk)
    rows = queries.members(group)
    waiting = [row for row in rows if row.state == InputState.OPEN]
    texts = queries.texts_for(group.region_id)
    form = GroupAnswerForm(request.POST or None, group=group, waiting=waiting, texts=texts)
    if request.method == "POST" and (done := sent(request, form, lambda: form.save(by=request.user))):
        messages.success(request, "Jawaban terbit untuk semua anggota kelompok.")
        return done
    context = {"group": group, "members": rows, "waiting": waiting, "form": form}
    return render(request, "konsultasi/desk_group.html", context, status=status_of(form))


@desk_required
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Add inputs to a group by their numbers; an answered group gives them its answer."""
    group = group_or_404(request, pk)
    first = {"numbers": request.GET.get("nomor", "")[:200]}
    form = JoinForm(request.POST or None, group=group, initial=first)
    return deed(request, group, form, lambda: form.save(by=request.user), "join", "Masukan dimasukkan ke kelompok.")


@desk_required
def leave(request: HttpRequest, pk: int, input_pk: int) -> HttpResponse:
    """Take one input out of a group, after a page that says what that means."""
    group = group_or_404(request, pk)
    entry = get_object_or_404(
        queries.work_of(request.user).with_people().select_related("group__consultation"), pk=input_pk
    )
    if entry.group_id != group.pk and (entry.group_id or request.method != "POST"):
        raise Http404("Masukan ini tidak berada dalam kelompok.")

    def take_out() -> str:
        services.leave_group(by=request.user, input=entry)
        return entry.desk_url()

    done = "Masukan dikeluarkan dari kelompok."
    return deed(request, group, OnceForm(request.POST or None), take_out, "leave", done, entry=entry)


@desk_required
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a group, after a page that says what that means."""
    group = group_or_404(request, pk)

    def undo() -> str:
        services.dissolve_group(by=request.user, group=group)
        return reverse("konsultasi:desk_alike", args=[group.consultation_id])

    return deed(request, group, OnceForm(request.POST or None), undo, "dissolve", "Kelompok dibubarkan.")


def deed(request: HttpRequest, group: Group, form: Any, work: Any, name: str, words: str, **more: Any) -> HttpResponse:
    """One form about a group: done once and on, or shown again with its mistakes."""
    if request.method == "POST" and (done := sent(request, form, work)):
        messages.success(request, words)
        return done
    context = {"group": group, "form": form, **more}
    return render(request, f"konsultasi/desk_group_{name}.html", context, status=status_of(form))
