"""Coming in: signing up, the code from the counter, the demo's message box."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.utils import complete_signup, get_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts.contact import offer_email, send_phone_code
from accounts.forms.own import SignUpForm, UseCodeForm
from accounts.gateways import demo_messages
from accounts.models import User
from core.forms import add_errors
from core.once import once
from core.ratelimit import RateLimited, demand


@never_cache
@sensitive_post_parameters("password")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Opening an account."""
    if request.user.is_authenticated:
        return redirect("accounts:me")
    form = SignUpForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/sign_up.html", {"form": form, "next": get_next_redirect_url(request) or ""})
    try:
        demand("daftar", get_adapter(request).get_client_ip(request), capacity=120, per=timedelta(hours=1))
        made: list[User] = []
        answer = once(request, form, lambda: _welcome(form, made))
    except (ValidationError, RateLimited) as error:
        add_errors(form, error if isinstance(error, ValidationError) else ValidationError(str(error)))
        return render(request, "accounts/sign_up.html", {"form": form}, status=200)
    return _let_in(request, made[0], form.cleaned_data["email"]) if made else answer


def _welcome(form: SignUpForm, made: list[User]) -> str:
    made.append(form.save())
    return reverse("accounts:me")


def _let_in(request: HttpRequest, user: User, email: str) -> HttpResponse:
    """Log the fresh account in, send what proves its contact, and go on to where the person wanted to be."""
    offer_email(request, user, email)
    target = get_next_redirect_url(request) or reverse("accounts:me")
    answer = complete_signup(request, user, None, target)
    if email:
        messages.info(request, "Kami mengirim surel ke alamat yang Anda tulis. Buka tautan di dalamnya.")
    return redirect("accounts:phone_code") if send_phone_code(request, user) else answer


@never_cache
@sensitive_post_parameters("password", "code")
def use_code(request: HttpRequest) -> HttpResponse:
    """A new password with the code that the counter printed."""
    form = UseCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.save()
        except ValidationError as error:
            add_errors(form, error if hasattr(error, "error_dict") else ValidationError({"password": error.messages}))
        except RateLimited as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kata sandi baru tersimpan. Silakan masuk.")
            return redirect("account_login")
    return render(request, "accounts/use_code.html", {"form": form})


@require_safe
@never_cache
def demo_box(request: HttpRequest) -> HttpResponse:
    """The last messages the demo sent; nowhere else does this page exist."""
    if not settings.DEMO:
        raise Http404
    return render(request, "accounts/demo_box.html", {"rows": demo_messages()})
