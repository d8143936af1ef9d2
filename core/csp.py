"""The Content-Security-Policy header: strict everywhere, relaxed for the back office alone."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """django-csp with a second policy below BACK_OFFICE_PREFIX."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith(settings.BACK_OFFICE_PREFIX):
            parts.replace = {**settings.BACK_OFFICE_POLICY, **(parts.replace or {})}
        return parts
