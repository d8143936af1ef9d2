"""Documents as PDF, from the same templates as pages. Needs Pango on the machine; nothing is fetched from anywhere."""

import logging
from functools import cache
from importlib import import_module
from typing import Any, NoReturn

from PIL import ImageFile

from core.exports import printable

MISSING = "Berkas PDF belum dapat dibuat di server ini. Buka halaman cetak, lalu simpan sebagai PDF."

logger = logging.getLogger(__name__)


class PdfMissingError(Exception):
    """This machine has no Pango: the page to print is offered instead."""


@cache
def _weasyprint() -> Any:
    """The library; None where Pango is missing (imported when first needed: it takes a third of a second)."""
    try:
        library = import_module("weasyprint")
        ImageFile.LOAD_TRUNCATED_IMAGES = False  # it lets half a picture pass, in the whole process: uploads must not
        return library
    except OSError as error:
        logger.warning("PDF documents cannot be made here: %s", error)
        return None


def available() -> bool:
    """Whether documents can be made on this machine."""
    return _weasyprint() is not None


def refuse(url: str) -> NoReturn:
    """Whatever a document points to stays outside: its styles are inside, pictures come as data we put there."""
    raise ValueError(f"Alamat {url[:80]} tidak diambil.")


def _closed(library: Any) -> Any:
    """A fetcher of the library's own kind that fetches nothing."""

    class Closed(library.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> NoReturn:
            refuse(url)

    return Closed(allowed_protocols=())


def from_html(html: str) -> bytes:
    """A document as PDF, tagged for screen readers; PdfMissingError where it cannot be made here."""
    library = _weasyprint()
    if library is None:
        raise PdfMissingError(MISSING)
    document = library.HTML(string=printable(html), url_fetcher=_closed(library), base_url=None)
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))
