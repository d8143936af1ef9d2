"""Compression that spends time where it is spent once."""

import gzip
import secrets
from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

QUICK = 3  # a tenth more bytes than level 6, in less than half of the time
SHORT = 200  # bytes that are not worth it


class GzipMiddleware(GZipMiddleware):
    """Pages that are kept for many are compressed well, those made for one person quickly."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Answers of our own views for one person; everything else as Django does it."""
        many = hasattr(response, "public_names") and settings.SESSION_COOKIE_NAME not in request.COOKIES
        if many or response.streaming or len(response.content) < SHORT or response.has_header("Content-Encoding"):
            return super().process_response(request, response)
        patch_vary_headers(response, ("Accept-Encoding",))
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            response.content = quickly(response.content, self.max_random_bytes)
            response["Content-Length"] = str(len(response.content))
            response["Content-Encoding"] = "gzip"
            if response.get("ETag", "").startswith('"'):
                response["ETag"] = "W/" + response["ETag"]
        return response


def quickly(content: bytes, most: int) -> bytes:
    """Compressed, with a name of random length so that the length tells nothing of secrets on the page (BREACH)."""
    packed, name = BytesIO(), "a" * secrets.randbelow(most)
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=QUICK, fileobj=packed, mtime=0) as file:
        file.write(content)
    return packed.getvalue()
