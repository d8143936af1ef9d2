"""Files that are not what they say, at every door that takes a picture: refused in words, nothing kept."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import files
from core.models import StoredFile
from tests.flows.clients import again
from tests.flows.uploads import HTML, SVG, bomb, jpeg

pytestmark = pytest.mark.django_db

WICKED = {
    "html_as_jpg": ("foto.jpg", "image/jpeg", lambda: HTML, files.NOT_IMAGE),
    "svg_as_png": ("foto.png", "image/png", lambda: SVG, files.NOT_IMAGE),
    "svg": ("foto.svg", "image/svg+xml", lambda: SVG, files.NOT_IMAGE),
    "script_behind_gif": ("foto.jpg", "image/jpeg", lambda: b"GIF89a" + HTML, files.NOT_IMAGE),
    "half_a_picture": ("foto.jpg", "image/jpeg", lambda: jpeg()[:400], files.BROKEN),
    "bomb": ("foto.png", "image/png", bomb, files.TOO_MANY_PIXELS),
    "fifty_megabytes": ("foto.jpg", "image/jpeg", lambda: jpeg() + bytes(50 * 1024 * 1024), "terlalu besar"),
}


def doors(w: Any) -> dict[str, tuple[str, str, str, dict[str, Any]]]:
    """Who sends where in which field, and what else the form wants."""
    sheet = f"/usulan/draf/{w.draft.pk}/foto/"
    work = f"/petugas/usulan/{w.ongoing.pk}/progress/"
    progress = {"percent": "40", "spent": "1000000", "note": "Galian selesai di sisi timur.", "keadaan": "dilaksanakan"}
    return {"usulan": ("ani", sheet, "photo", {"caption": "Tepi jalan"}), "kemajuan": ("dewi", work, "photo", progress)}


def send(w: Any, door: str, name: str, kind: str, content: bytes) -> Any:
    who, url, field, rest = doors(w)[door]
    data = {"kunci": str(uuid.uuid4()), **rest, field: SimpleUploadedFile(name, content, kind)}
    return again(w.sessions[who]).post(url, data)


@pytest.mark.parametrize("door", ["usulan", "kemajuan"])
@pytest.mark.parametrize("case", WICKED)
def test_refused_in_words(w: Any, door: str, case: str) -> None:
    name, kind, content, words = WICKED[case]
    before = StoredFile.objects.count()
    answer = send(w, door, name, kind, content())
    assert answer.status_code == 200
    text = answer.content.decode()
    assert words in text
    assert "Tepi jalan" in text or "Galian selesai" in text  # what was typed beside it is still there
    assert StoredFile.objects.count() == before


@pytest.mark.parametrize("door", ["usulan", "kemajuan"])
@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "C:\\Users\\a\\foto.jpg", "a\x00b\u202egnp.jpg", "." * 300 + ".jpg"]
)
def test_names_lose_their_paths_and_pictures_their_notes(w: Any, door: str, name: str) -> None:
    before = list(StoredFile.objects.values_list("pk", flat=True))
    answer = send(w, door, name, "image/jpeg", jpeg())
    assert answer.status_code == 302
    newest = StoredFile.objects.exclude(pk__in=before).get()
    assert not set("/\\\x00\u202e") & set(newest.original_name)
    assert newest.content_type == "image/webp"
    assert newest.pk.hex in newest.file.name
    assert newest.file.name.count("..") == 0
