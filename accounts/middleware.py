"""The wall before the back office."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.guards import staff_wall


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
