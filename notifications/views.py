"""Pages about being told: the list, the choices, following, the quiet way out of mails."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import citizen_required
from core.paging import page_of
from notifications import mails, queries, services
from notifications.forms import DeliveryForm, RegionForm
from notifications.models import Topic

GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@citizen_required
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything I was told, newest first."""
    page = page_of(request, queries.inbox(request.user))
    return render(request, "notifications/inbox.html", {"page": page})


@require_POST
@citizen_required
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Open one: mark it read and go where it leads."""
    note = get_object_or_404(queries.inbox(request.user), pk=pk)
    services.mark_read(by=request.user, notification=note)
    return redirect("notifications:inbox" if request.POST.get("aksi") == "tandai" else note.url)


@require_POST
@citizen_required
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything read."""
    services.mark_read(by=request.user)
    return redirect("notifications:inbox")


@GET_POST
@citizen_required
def settings(request: HttpRequest) -> HttpResponse:
    """Choose how to be told, and see what I follow."""
    form = DeliveryForm(request.POST or None, initial={"mode": queries.delivery_of(request.user).mode})
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, "Pilihan Anda disimpan.")
        return redirect("notifications:settings")
    return settings_page(request, form, RegionForm())


def settings_page(request: HttpRequest, form: DeliveryForm, region_form: RegionForm) -> HttpResponse:
    """The page of choices, with whichever form was found wanting."""
    context = {
        "form": form,
        "region_form": region_form,
        "topics": page_of(request, queries.followed_topics(request.user)),
        "regions": queries.followed_regions(request.user),
    }
    return render(request, "notifications/settings.html", context)


@require_POST
@citizen_required
def follow_region(request: HttpRequest) -> HttpResponse:
    """Follow or leave a whole region."""
    form = RegionForm(request.POST)
    if not form.is_valid():
        chosen = DeliveryForm(initial={"mode": queries.delivery_of(request.user).mode})
        return settings_page(request, chosen, form)
    verb = services.unfollow if request.POST.get("aksi") == "berhenti" else services.follow
    verb(by=request.user, region=form.cleaned_data["region"])
    return redirect("notifications:settings")


@GET_POST
@citizen_required
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a topic or leave it; asked with a button when one comes by a link."""
    topic = get_object_or_404(Topic, pk=pk, visible=True)
    if request.method != "POST":
        return render(request, "notifications/follow.html", {"topic": topic})
    verb = services.unfollow if request.POST.get("aksi") == "berhenti" else services.follow
    verb(by=request.user, topic=topic)
    return redirect("notifications:settings" if request.POST.get("dari") == "atur" else topic.url)


@csrf_exempt  # mail programs post here without a cookie (RFC 8058); the signed token is the authority
@GET_POST
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The quiet way out of mails: looking changes nothing, one button ends them."""
    user_id = mails.read_token(token)
    if user_id is None or not get_user_model().objects.filter(pk=user_id).exists():
        raise Http404
    if request.method == "POST":
        services.stop_mail(user_id=user_id)
    return render(request, "notifications/unsubscribe.html", {"done": request.method == "POST"})
