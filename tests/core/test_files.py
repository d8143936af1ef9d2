"""What people may upload, what is kept of it, who may open it."""

import io
import os
import struct
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageFile

from core import pdf
from core.files import (
    BROKEN,
    MACROS,
    NOT_DOCUMENT,
    NOT_IMAGE,
    SMALL_BYTES,
    TOO_MANY_PIXELS,
    _reduced,
    discard,
    store_upload,
    sweep_orphans,
)
from core.models import StoredFile
from core.registry import FILE_GUARDS

GPS = 0x8825


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(StoredFile._meta.get_field("file").storage, "location", str(tmp_path))


def picture(width: int = 1200, height: int = 800, kind: str = "JPEG", **options: Any) -> bytes:
    image = Image.effect_noise((width, height), 60).convert("RGB")
    image.putpixel((0, 0), (255, 0, 0))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def upload(data: bytes, name: str = "foto.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type)


def package(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return out.getvalue()


def bomb_png(width: int, height: int) -> bytes:
    """A few bytes that claim to be an enormous picture."""

    def chunk(tag: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_photo_is_drawn_anew_upright_without_position(ani: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held sideways
    exif[0x010F] = "Kamera Ani"
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (7.0, 19.0, 3.0)
    data = picture(2400, 1600, exif=exif)
    assert b"Kamera Ani" in data
    stored = store_upload(upload(data, "IMG 2026.jpg"), owner=ani)
    kept = stored.file.read()
    assert (stored.content_type, stored.width, stored.height) == ("image/webp", 1067, 1600)
    assert stored.original_name == "IMG 2026.webp"
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert b"Kamera Ani" not in kept
    assert stored.public is False
    assert stored.pk.hex in stored.file.name
    small = stored.small.read()
    assert len(small) <= SMALL_BYTES
    assert Image.open(io.BytesIO(small)).width <= 480


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_kinds_of_pictures(kind: str, ani: Any) -> None:
    assert store_upload(upload(picture(300, 200, kind), "x.dat"), owner=ani).content_type == "image/webp"


def test_transparent_ground_becomes_white(ani: Any) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    stored = store_upload(upload(out.getvalue()), owner=ani)
    assert Image.open(io.BytesIO(stored.file.read())).convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_large_photo_takes_little_memory(ani: Any) -> None:
    """A JPEG of 48 megapixels weighs 1 MB as a file and 144 MB as pixels; it is read small from the start."""
    out = io.BytesIO()
    Image.new("RGB", (8000, 6000), "green").save(out, "JPEG")
    with Image.open(io.BytesIO(out.getvalue())) as opened:
        assert max(_reduced(opened).size) == 1600
    stored = store_upload(upload(out.getvalue()), owner=ani)
    assert (stored.width, stored.height) == (1600, 1200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_every_mode_of_pixels(mode: str, ani: Any) -> None:
    out = io.BytesIO()
    Image.new(mode, (1700, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert store_upload(upload(out.getvalue()), owner=ani).width == 1600


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (SVG, NOT_IMAGE),
        (b"<html><script>alert(1)</script>", NOT_IMAGE),
        (b"GIF89a" + b"\0" * 300, NOT_IMAGE),
        (b"MZ" + b"\0" * 300, NOT_IMAGE),
        (b"%PDF-1.7", NOT_IMAGE),
        (picture(200, 200)[:900], BROKEN),
        (bomb_png(8000, 8000), TOO_MANY_PIXELS),
        (bomb_png(5000, 5000), TOO_MANY_PIXELS),
        (bomb_png(60_000, 60_000), TOO_MANY_PIXELS),
        (bomb_png(0, 5), BROKEN),
        (b"", "kosong"),
        (b"\xff\xd8\xff" + b"\0" * (50 * 1024 * 1024), "Ukuran paling besar 10 MB"),
    ],
    ids=["svg", "html", "gif", "exe", "pdf", "broken", "bomb", "large PNG", "huge", "nothing wide", "empty", "50 MB"],
)
def test_refused_pictures(data: bytes, words: str, ani: Any) -> None:
    with pytest.raises(ValidationError, match=words.split(".")[0]):
        store_upload(upload(data), owner=ani)
    assert StoredFile.objects.count() == 0


DOCX_PART, XLSX_PART = "word/document.xml", "xl/workbook.xml"


def test_documents_by_their_content(ani: Any) -> None:
    pdf = store_upload(upload(b"%PDF-1.4\n...", "surat.exe"), owner=ani, kind="document")
    docx = store_upload(upload(package(DOCX_PART), "a.pdf"), owner=ani, kind="document")
    xlsx = store_upload(upload(package(XLSX_PART), "b"), owner=ani, kind="document")
    assert [pdf.original_name, docx.original_name, xlsx.original_name] == ["surat.pdf", "a.docx", "b.xlsx"]


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(DOCX_PART, b"\0" * (201 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04" + b"\0" * 200, NOT_DOCUMENT),
        (package("readme.txt"), NOT_DOCUMENT),
        (package(DOCX_PART, "word/vbaProject.bin"), MACROS),
        (b"\x7fELF", NOT_DOCUMENT),
        (SVG, NOT_DOCUMENT),
        (b"{\\rtf1", NOT_DOCUMENT),
    ],
)
def test_refused_documents(data: bytes, words: str, ani: Any) -> None:
    with pytest.raises(ValidationError, match=words.split(",")[0]):
        store_upload(upload(data, "surat.pdf"), owner=ani, kind="document")


def test_a_packed_bomb_is_refused(ani: Any) -> None:
    with pytest.raises(ValidationError, match="terlalu besar"):
        store_upload(upload(zip_bomb(), "a.docx"), owner=ani, kind="document")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.webp"),
        ("C:\\Users\\ani\\foto.jpg", "foto.webp"),
        ('a";\r\nX-Evil: 1.jpg', "a X-Evil 1.webp"),
        ("<img src=x onerror=alert(1)>.png", "img srcx onerroralert(1).webp"),
        (".htaccess", "htaccess.webp"),
        ("\u202egpj.exe", "gpj.webp"),
        ("", "berkas.webp"),
        ("x" * 400 + ".jpg", "x" * 100 + ".webp"),
    ],
)
def test_names_are_cleaned(given: str, kept: str, ani: Any) -> None:
    sent = upload(picture(20, 20))
    sent._name = given  # Django's own upload handler cuts folders; other callers may not
    stored = store_upload(sent, owner=ani)
    assert stored.original_name == kept
    assert ".." not in stored.file.name


@pytest.mark.parametrize("route", ["core:file", "core:file_small"])
def test_private_files_open_for_owner_and_guards_only(route: str, client: Any, ani: Any, budi: Any, citra: Any) -> None:
    stored = store_upload(upload(picture(200, 200)), owner=ani)
    url = reverse(route, args=[stored.pk])
    assert client.get(url).status_code == 404
    client.force_login(budi)
    assert client.get(url).status_code == 404
    client.force_login(ani)
    mine = client.get(url)
    assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-store")
    FILE_GUARDS.register("test", lambda user, file: user == citra and file == stored)
    try:
        client.force_login(citra)
        assert client.get(url).status_code == 200
        client.force_login(budi)
        assert client.get(url).status_code == 404
    finally:
        FILE_GUARDS.unregister("test")
    client.logout()
    assert client.get(url).status_code == 404


def test_headers_of_a_public_picture(client: Any, ani: Any, django_assert_num_queries: Any) -> None:
    stored = store_upload(upload(picture(200, 200)), owner=ani, public=True)
    with django_assert_num_queries(1):
        response = client.get(stored.get_absolute_url())
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Content-Disposition"] == 'inline; filename="foto.webp"'
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Cookie" not in response.get("Vary", "")
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"


def test_documents_are_saved_not_shown(client: Any, ani: Any) -> None:
    stored = store_upload(upload(b"%PDF-1.4", "Surat é.pdf"), owner=ani, kind="document", public=True)
    assert client.get(stored.get_absolute_url())["Content-Disposition"].startswith("attachment;")
    assert client.get(reverse("core:file_small", args=[stored.pk])).status_code == 404


def test_unknown_and_lost_files_are_404(client: Any, ani: Any) -> None:
    stored = store_upload(upload(picture(20, 20)), owner=ani, public=True)
    stored.file.storage.delete(stored.file.name)
    assert client.get(stored.get_absolute_url()).status_code == 404
    assert client.get("/berkas/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert client.post(stored.get_absolute_url()).status_code == 405


def test_bytes_of_deeds_that_were_rolled_back_are_swept(ani: Any) -> None:
    kept = store_upload(upload(picture(20, 20)), owner=ani)
    lost = store_upload(upload(picture(20, 20)), owner=ani)
    fresh = store_upload(upload(picture(20, 20)), owner=ani)
    storage = lost.file.storage
    for stored in (kept, lost):
        for name in (stored.file.name, stored.small.name):
            os.utime(storage.path(name), (0, 0))
    StoredFile.objects.exclude(pk=kept.pk).delete()
    assert sweep_orphans(timezone.localdate()) == 2
    here = [storage.exists(stored.file.name) for stored in (kept, lost, fresh)]
    assert here == [True, False, True]


def test_discard_takes_the_bytes_too(ani: Any, django_capture_on_commit_callbacks: Any) -> None:
    stored = store_upload(upload(picture(20, 20)), owner=ani)
    storage, names = stored.file.storage, [stored.file.name, stored.small.name]
    with django_capture_on_commit_callbacks(execute=True):
        discard(stored)
    assert [storage.exists(name) for name in names] == [False, False]
    assert StoredFile.objects.count() == 0


def test_the_library_of_documents_leaves_uploads_strict() -> None:
    """WeasyPrint lets half a picture pass in the whole process when it is imported."""
    pdf.available()
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
