"""An assisted session: kept on the server side in the helper's session, ended by a button, the clock or logging out."""

from django.http import HttpRequest
from django.middleware.csrf import rotate_token

from accounts.models import Assist

SESSION = "bantuan"
WANTED = "bantuan_siapa"  # whom she is about to help: step one, until consent is recorded


def start(request: HttpRequest, assist: Assist) -> None:
    """From now on the citizens' forms act for the person. Forms that lie open elsewhere are void."""
    request.session.pop(WANTED, None)
    request.session[SESSION] = assist.pk
    rotate_token(request)


def stop(request: HttpRequest) -> None:
    """The helper is herself again; a form that was left open for the person cannot be sent in the helper's name."""
    if request.session.pop(SESSION, None) is not None:
        rotate_token(request)


def running(request: HttpRequest) -> Assist | None:
    """The help that the session is in, live or just run out; None where there is none."""
    pk = request.session.get(SESSION)
    rows = Assist.objects.filter(pk=pk, helper_id=request.user.pk) if pk else Assist.objects.none()
    return rows.select_related("person__home").first() if pk else None
