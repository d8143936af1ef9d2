"""Voting by a printed code or at a staffed kiosk: a short right in the session, the ballot, the receipt, and out."""

import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.forms import add_errors
from core.ratelimit import RateLimited, demand
from core.states import StateError
from musrenbang.forms.booth import CodeForm, KioskForm
from musrenbang.forms.marks import Marks, ballot_context, review_context
from musrenbang.forms.voting import BallotForm
from musrenbang.models import Channel, Roll, RollEntry, Round, VoterCode
from musrenbang.queries.voting import options_of
from musrenbang.services.codes import ALPHABET, cast_by_code, find_code
from musrenbang.services.kiosk import MINUTES, cast_at_kiosk, take_pass
from musrenbang.views.box_public import sealed
from musrenbang.views.voting import private

RIGHT, GIVEN, SIGN = "suara_hak", "suara_tanda", "bilik"
LASTS = 86400  # seconds a browser stays a kiosk
IDLE = 60  # seconds after which a kiosk goes back to its first page


def grant(request: HttpRequest, round: Round, channel: str, key: int) -> HttpResponse:
    """Let this browser vote once, for some minutes."""
    until = timezone.now() + timedelta(minutes=MINUTES if channel == Channel.KIOSK else 30)
    request.session[RIGHT] = {"round": round.pk, "channel": channel, "key": key, "until": until.timestamp()}
    request.session.pop(GIVEN, None)
    return redirect("pemungutan:booth", pk=round.pk)


def right_of(request: HttpRequest, round: Round) -> dict[str, Any] | None:
    """The right this browser has now; an old one counts for nothing."""
    right: dict[str, Any] | None = request.session.get(RIGHT)
    if right and right["round"] == round.pk and right["until"] > timezone.now().timestamp():
        return right
    return None


def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Type the code of the slip."""
    round = sealed(pk)
    if round.roll != Roll.CODES:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return grant(request, round, Channel.ONLINE, find_code(round, form.cleaned_data["code"]).pk)
        except ValidationError as error:
            form.add_error("code", error)
    return private(render(request, "musrenbang/voting/code.html", {"round": round, "form": form}))


def kiosk(request: HttpRequest, pk: int) -> HttpResponse:
    """The first page of a kiosk: its sign for the officer, the digits of the next voter. It forgets the last one."""
    round = sealed(pk)
    for name in {RIGHT, GIVEN} & set(request.session.keys()):
        del request.session[name]
    sign = sign_of(request) or "".join(secrets.choice(ALPHABET) for _ in range(4))
    form = KioskForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (entry := taken(round, sign, form)):
        return grant(request, round, Channel.KIOSK, entry.pk)
    response = private(render(request, "musrenbang/voting/kiosk.html", {"round": round, "form": form, "sign": sign}))
    if not sign_of(request):
        keep_sign(response, sign)
    return response


def taken(round: Round, sign: str, form: KioskForm) -> RollEntry | None:
    """The person the typed digits are for; None leaves the reason on the form."""
    try:
        demand("bilik", f"{round.pk}:{sign}", capacity=20, per=300)
        return take_pass(round=round, device=sign, code=form.cleaned_data["code"])
    except (ValidationError, StateError, RateLimited) as error:
        form.add_error("code", error if isinstance(error, ValidationError) else str(error))
        return None


def keep_sign(response: HttpResponse, sign: str) -> None:
    """Let this browser keep its sign as a kiosk."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(SIGN, sign, salt=SIGN, max_age=LASTS, httponly=True, secure=secure, samesite="Lax")


def sign_of(request: HttpRequest) -> str:
    """The kiosk's sign, as this browser keeps it; "" for a browser that is no kiosk."""
    return request.get_signed_cookie(SIGN, default="", salt=SIGN, max_age=LASTS) or ""


def booth(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot of somebody with a right: choose, check, send."""
    round = sealed(pk)
    right = right_of(request, round)
    if right is None:
        return redirect("pemungutan:booth_done", pk=pk)
    form = BallotForm(request.POST, round=round) if request.method == "POST" else None
    if form is None or "ubah" in request.POST or not form.is_valid():
        return paper(request, round, right, form)
    if "kirim" not in request.POST:
        return check(request, round, right, form)
    try:
        put(request, round, right, form)
    except (ValidationError, StateError) as error:
        add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
        return paper(request, round, right, form)
    return redirect("pemungutan:booth_done", pk=pk)


def put(request: HttpRequest, round: Round, right: dict[str, Any], form: BallotForm) -> None:
    """Cast the ballot and take the right away."""
    marks = {"choices": form.cleaned_data["pilihan"], "points": form.points}
    if right["channel"] == Channel.KIOSK:
        cast = cast_at_kiosk(round=round, entry_id=right["key"], **marks)
    else:
        code = VoterCode.objects.filter(pk=right["key"], batch__round=round).first()
        if code is None:
            raise StateError("Kode ini sudah ditarik.")
        cast = cast_by_code(round=round, code=code, **marks)
    del request.session[RIGHT]
    request.session[GIVEN] = {"round": round.pk, "receipt": cast.receipt, "channel": right["channel"]}


def paper(request: HttpRequest, round: Round, right: dict[str, Any], form: BallotForm | None) -> HttpResponse:
    """The ballot to mark."""
    listed = options_of(round)
    action = reverse("pemungutan:booth", args=[round.pk])
    marks = form.marks if form else Marks()
    context = {"round": round, "form": form, "right": right}
    context |= ballot_context(round, listed, marks, action=action, draft=False)
    response = private(render(request, "musrenbang/voting/booth.html", context))
    return ends_itself(response, round, 60 * MINUTES) if right["channel"] == Channel.KIOSK else response


def ends_itself(response: HttpResponse, round: Round, seconds: int) -> HttpResponse:
    """A kiosk nobody touches goes back to its first page, also without scripts."""
    response["Refresh"] = f"{seconds};url={reverse('pemungutan:kiosk', args=[round.pk])}"
    return response


def check(request: HttpRequest, round: Round, right: dict[str, Any], form: BallotForm) -> HttpResponse:
    """The marks once more."""
    context = {"round": round, "right": right, "kunci": uuid.uuid4()}
    context |= review_context(round, options_of(round), form.marks)
    response = private(render(request, "musrenbang/voting/booth_check.html", context))
    return ends_itself(response, round, 60 * MINUTES) if right["channel"] == Channel.KIOSK else response


@require_safe
def done(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt, until the browser goes on; a kiosk goes back to its first page by itself."""
    round = sealed(pk)
    given = request.session.get(GIVEN)
    given = given if given and given["round"] == pk else None
    context = {"round": round, "given": given, "kiosk": bool(sign_of(request)), "idle": IDLE}
    response = private(render(request, "musrenbang/voting/booth_done.html", context))
    return ends_itself(response, round, IDLE) if context["kiosk"] else response
