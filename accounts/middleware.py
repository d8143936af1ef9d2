"""The wall before the back office; acting for a person who is helped."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts import assist_flow
from accounts.assisting import NOT_AGREED, OVER, acting
from accounts.guards import second_factor_done, staff_wall
from accounts.registry import ASSISTED

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a helper still sends as herself while she helps somebody.
HER_OWN = frozenset({"account_logout", "accounts:assist_read", "accounts:assist_end"})
UNSAID = frozenset({"csrfmiddlewaretoken", "kunci"})


class BackOfficeWall:
    """Everything under /kelola/ asks for an office and the second factor; Wagtail's own log-in pages are shut."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(settings.BACK_OFFICE_PREFIX):
            return self.get_response(request)
        if answer := staff_wall(request):
            return answer
        if not request.user.has_perm("wagtailadmin.access_admin"):
            # Wagtail would send her to the log-in page, which sends people who are logged in back here, for ever.
            raise PermissionDenied(
                "Ruang kelola untuk petugas yang menyusun isi situs. Peran Anda bekerja di meja petugas."
            )
        return self.get_response(request)


class AssistMiddleware:
    """While a helper helps somebody, the citizens' forms she agreed to act for her; nothing else can be sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Set the person as the one who acts, or refuse what would be done in the wrong name."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or assist_flow.SESSION not in request.session:
            return None
        row = assist_flow.running(request)
        if row is None or not row.is_live or not second_factor_done(request):
            assist_flow.stop(request)
            if request.method not in SAFE and request.resolver_match.view_name != "account_logout":
                return refused(request, OVER)
            messages.warning(request, OVER)
            return None
        name = request.resolver_match.view_name
        person = acting(row, request.user)
        request.assist = person.assist
        if not ASSISTED.page_of(row.deeds, name):
            return None if request.method in SAFE or name in HER_OWN else refused(request, NOT_AGREED)
        if request.method not in SAFE and person.assist.hindrance:
            return refused(request, person.assist.hindrance)
        request.user = person
        return None


def refused(request: HttpRequest, words: str) -> HttpResponse:
    """Why this was not sent, with what was typed, so that it is not lost."""
    typed = [text for name, texts in request.POST.lists() if name not in UNSAID for text in texts if len(text) > 20]
    return render(request, "accounts/assist_refused.html", {"words": words, "typed": typed}, status=403)
