"""Files people send: true type checked, pictures drawn anew without position data, random names, private by default."""

import io
import threading
import unicodedata
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any, Literal

import filetype
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageOps

from core.models import StoredFile
from core.registry import FILE_GUARDS
from core.text import clean

MEGABYTE = 1024 * 1024
MAX_IMAGE = 10 * MEGABYTE
MAX_DOCUMENT = 20 * MEGABYTE
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 20_000_000, "WEBP": 20_000_000}  # a JPEG is read small, others only whole
MAX_UNPACKED = 200 * MEGABYTE
LONGEST_EDGE = 1600
SMALL_WIDTH = 480
SMALL_BYTES = 40 * 1024

IMAGE_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ENDINGS = {PDF: ".pdf", DOCX: ".docx", XLSX: ".xlsx", "image/webp": ".webp"}

NOT_IMAGE = "Berkas ini bukan foto JPG, PNG, atau WebP. Pilih foto lain."
NOT_DOCUMENT = "Berkas ini bukan PDF, Word (.docx), atau Excel (.xlsx). Pilih berkas lain."
BROKEN = "Foto ini rusak atau tidak dapat dibaca. Pilih foto lain."
TOO_MANY_PIXELS = "Ukuran foto ini terlalu besar. Perkecil dahulu, paling besar 50 megapiksel (PNG dan WebP: 20)."
EMPTY = "Berkas ini kosong. Pilih berkas lain."
MACROS = "Berkas ini berisi makro. Simpan tanpa makro, lalu unggah lagi."

_AT_ONCE = threading.BoundedSemaphore(2)  # pictures drawn at one time in this process: each costs memory


@dataclass(frozen=True)
class Checked:
    """What is kept of an upload."""

    content: bytes
    content_type: str
    width: int | None = None
    height: int | None = None
    small: bytes = b""


def store_upload(
    upload: Any, *, owner: Any, kind: Literal["image", "document"] = "image", public: bool = False
) -> StoredFile:
    """Check and keep an uploaded file; ValidationError in words where it is refused."""
    checked = check_upload(upload, kind=kind)
    stored = StoredFile(
        original_name=safe_name(getattr(upload, "name", ""), checked.content_type),
        content_type=checked.content_type,
        size=len(checked.content),
        width=checked.width,
        height=checked.height,
        public=public,
        owner=owner,
    )
    ending = ENDINGS[checked.content_type]
    stored.file.save(f"{stored.pk.hex}{ending}", ContentFile(checked.content), save=False)
    if checked.small:
        stored.small.save(f"{stored.pk.hex}-kecil.webp", ContentFile(checked.small), save=False)
    stored.save(force_insert=True)
    return stored


def check_upload(upload: Any, *, kind: Literal["image", "document"]) -> Checked:
    """The content worth keeping of an upload of this kind; forms may call it early to show the refusal."""
    limit = MAX_IMAGE if kind == "image" else MAX_DOCUMENT
    too_big = f"Berkas ini terlalu besar. Ukuran paling besar {limit // MEGABYTE} MB."
    if getattr(upload, "size", 0) > limit:
        raise ValidationError(too_big)
    upload.seek(0)
    data = upload.read(limit + 1)
    if len(data) > limit:
        raise ValidationError(too_big)
    if not data:
        raise ValidationError(EMPTY)
    return _image(data) if kind == "image" else _document(data)


def discard(stored: StoredFile) -> None:
    """Delete a stored file; its bytes go once the transaction commits."""
    names = [name for name in (stored.file.name, stored.small.name) if name]
    storage = stored.file.storage
    stored.delete()

    def delete() -> None:
        for name in names:
            storage.delete(name)

    transaction.on_commit(delete, robust=True)


def sweep_orphans(today: date) -> int:
    """Delete bytes without a row, left by deeds that were rolled back; looks at the last two months' folders."""
    storage = StoredFile._meta.get_field("file").storage
    before = timezone.now() - timedelta(days=1)
    swept = 0
    for month in {today.replace(day=1), (today.replace(day=1) - timedelta(days=1)).replace(day=1)}:
        folder = f"{month:%Y/%m}"
        try:
            names = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        except FileNotFoundError:
            continue
        known = set(StoredFile.objects.filter(file__startswith=folder).values_list("file", "small"))
        kept = {name for pair in known for name in pair}
        for name in names:
            if name not in kept and storage.get_modified_time(name) < before:
                storage.delete(name)
                swept += 1
    return swept


def may_open(user: Any, stored: StoredFile) -> bool:
    """Public files are everyone's; private ones the owner's, and whoever a room's guard lets in."""
    if stored.public:
        return True
    if user.is_authenticated and user.is_active and stored.owner_id == user.pk:
        return True
    return any(guard(user, stored) for guard in FILE_GUARDS)


def safe_name(name: str, content_type: str) -> str:
    """The name a person gave, without folders and odd characters, with the ending of the true type."""
    base = PurePosixPath(clean(name).replace("\n", " ").replace("\\", "/")).name
    stem = PurePosixPath(base).stem.lstrip(".")
    kept = "".join(c for c in unicodedata.normalize("NFC", stem) if c.isalnum() or c in " -_().,")
    return (" ".join(kept.split())[:100] or "berkas") + ENDINGS[content_type]


def _image(data: bytes) -> Checked:
    """Draw the picture anew as WebP: upright, at most 1600 px, nothing of the camera's notes left."""
    guess = filetype.guess(data)
    if guess is None or guess.mime not in IMAGE_FORMATS:
        raise ValidationError(NOT_IMAGE)
    kind = IMAGE_FORMATS[guess.mime]
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS[kind] or min(picture.size) < 1:
                raise ValidationError(TOO_MANY_PIXELS)
            with _AT_ONCE:
                flat = _flat(ImageOps.exif_transpose(_reduced(picture)))
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except Exception as error:  # Pillow raises many kinds on broken files, all meaning the same here
        raise ValidationError(BROKEN) from error
    return Checked(_webp(flat, 80), "image/webp", flat.width, flat.height, small_picture(flat))


def _reduced(picture: Image.Image) -> Image.Image:
    """The picture at most 1600 px long, before anything copies it: 50 megapixels copied four times are a gigabyte."""
    picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    if picture.mode not in ("L", "RGB", "RGBA") or "transparency" in picture.info:
        see_through = picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info
        picture = picture.convert("RGBA" if see_through else "RGB")
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    return picture


def _flat(picture: Image.Image) -> Image.Image:
    """A new RGB picture of the pixels alone, on white where it was transparent."""
    if picture.mode == "RGBA":
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A"))
        return ground
    fresh = Image.new("RGB", picture.size)
    fresh.paste(picture.convert("RGB"))
    return fresh


def _webp(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def small_picture(picture: Image.Image) -> bytes:
    """A WebP at most 480 px wide and 40 KB heavy."""
    width = min(SMALL_WIDTH, picture.width)
    while True:
        height = max(1, min(round(picture.height * width / picture.width), SMALL_WIDTH * 2))
        small = picture.resize((width, height), Image.Resampling.LANCZOS)
        for quality in (74, 60, 45, 30):
            data = _webp(small, quality)
            if len(data) <= SMALL_BYTES:
                return data
        width = max(1, width * 3 // 4)


def _document(data: bytes) -> Checked:
    """PDF by its mark; Word and Excel by what lies in the package."""
    if data.startswith(b"%PDF-"):
        return Checked(data, PDF)
    if not data.startswith(b"PK\x03\x04"):
        raise ValidationError(NOT_DOCUMENT)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ValidationError(NOT_DOCUMENT) from error
    names = {member.filename for member in members}
    if sum(member.file_size for member in members) > MAX_UNPACKED or len(members) > 5000:
        raise ValidationError("Isi berkas ini terlalu besar. Pilih berkas lain.")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(MACROS)
    for content_type, part in ((DOCX, "word/document.xml"), (XLSX, "xl/workbook.xml")):
        if part in names and "[Content_Types].xml" in names:
            return Checked(data, content_type)
    raise ValidationError(NOT_DOCUMENT)
