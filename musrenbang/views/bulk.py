"""Many proposals moved at once, after a page that says what will happen to each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.guards import desk_required
from core.sending import sent
from core.text import whole_number
from musrenbang.forms.bulk import BULK_FORMS, do_all
from musrenbang.models import Proposal
from musrenbang.queries.bulk import DEEDS, MOST, Outcome, outcomes
from musrenbang.queries.work import SEES, in_office

SAID = 5


@desk_required
def bulk(request: HttpRequest) -> HttpResponse:
    """Preview, then the deed; each row by the same verb, sent twice is done once."""
    given = request.POST if request.method == "POST" else request.GET
    rows, deed = chosen(request, given.getlist("pilih")), given.get("langkah", "")
    if not rows or deed not in DEEDS:
        messages.info(request, "Centang usulan dan pilih langkah dahulu.")
        return redirect("musrenbang:desk")
    foreseen = outcomes(request.user, rows, deed)
    form = BULK_FORMS[deed](request.POST or None, proposal=rows[0])
    if request.method == "POST" and (answer := sent(request, form, lambda: act(request, form, foreseen, deed))):
        return answer
    going = sum(not one.skipped for one in foreseen)
    context = {"outcomes": foreseen, "form": form, "deed": deed, "label": DEEDS[deed], "going": going}
    return render(request, "musrenbang/bulk.html", context)


def chosen(request: HttpRequest, keys: list[str]) -> list[Proposal]:
    """The ticked proposals of this officer's place, at most a hundred, in the order of their numbers."""
    if not any(mandate.role in SEES for mandate in request.user.mandates_now):
        raise PermissionDenied("Halaman ini untuk petugas yang memproses usulan.")
    numbers = {key for text in keys[: MOST * 2] if (key := whole_number(text)) is not None}
    rows = in_office(request.user).with_names().select_related("proposer", "cycle__region").filter(pk__in=numbers)
    return list(rows.order_by("number")[:MOST])


def act(request: HttpRequest, form: Any, foreseen: list[Outcome], deed: str) -> str:
    """Do it, say how many went and which did not."""
    done, left = do_all(form, foreseen, by=request.user)
    messages.success(request, f"{DEEDS[deed]}: {done} usulan tersimpan.")
    if left:
        more = f" dan {len(left) - SAID} lagi" if len(left) > SAID else ""
        messages.warning(request, f"Dilewati {len(left)}. {'; '.join(left[:SAID])}{more}.")
    return reverse("musrenbang:desk")
