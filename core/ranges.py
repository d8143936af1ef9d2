"""A part of a file, for players that jump within a film and for downloads that go on after a broken line (RFC 9110)."""

import re
from collections.abc import Iterator
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE = 64 * 1024
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_TOLD_ANEW = ("Content-Length", "Content-Encoding")


def asked(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for, empty where the file has none of them; None where it is not understood.

    Several ranges at once, and every other unit, are not understood: the whole file is a right answer to them.
    """
    match = _ONE_RANGE.fullmatch(header.replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:  # the last so many bytes
        return range(max(0, size - int(match[2])), size)
    start, stop = int(match[1]), int(match[2]) + 1 if match[2] else max(size, int(match[1]) + 1)
    return range(start, min(stop, size)) if stop > start else None


def cut(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer of a view that sends a whole file, cut down to the part that the request asks for."""
    header = request.headers.get("Range", "")
    if not isinstance(response, FileResponse) or response.status_code != 200 or "Content-Length" not in response:
        return response
    response["Accept-Ranges"] = "bytes"
    size = int(response["Content-Length"])
    wanted = asked(header, size)
    if wanted is None or request.headers.get("If-Range", response.get("ETag", "")) != response.get("ETag", ""):
        return response
    file: Any = response.file_to_stream
    if not wanted:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    kept = {name: value for name, value in response.items() if name not in _TOLD_ANEW}
    part = StreamingHttpResponse(_pieces(file, wanted), status=206, headers=kept)
    part["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    part["Content-Length"] = str(len(wanted))
    part["Content-Encoding"] = "identity"  # packed, the bytes would be others than those asked for
    return part


def _pieces(file: Any, wanted: range) -> Iterator[bytes]:
    with file:
        file.seek(wanted.start)
        left = len(wanted)
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
