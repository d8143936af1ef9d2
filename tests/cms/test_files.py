"""Pictures and documents: what editors may bring in, and how it goes out."""

import io
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.models import Collection

from cms.models import Download, HomePage, MaterialIndexPage, MaterialPage, Picture, PictureSize
from cms.services import make_renditions
from cms.templatetags.kabar import picture


@pytest.fixture(autouse=True)
def _own_media(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setitem(storages["default"].__dict__, "location", str(tmp_path))


def drawing(name: str = "balai.png", kind: str = "PNG", size: tuple[int, int] = (1200, 800)) -> bytes:
    out = io.BytesIO()
    Drawing.new("RGB", size, (15, 92, 74)).save(out, kind)
    return out.getvalue()


def upload(client: Client, name: str, content: bytes, **fields: Any) -> Any:
    file = SimpleUploadedFile(name, content, "image/png")
    return client.post("/kelola/images/add/", {"title": "Balai desa", "file": file, **fields})


@pytest.fixture
def hall(home: HomePage) -> Picture:
    """A picture of the village hall."""
    return Picture.objects.create(
        title="Balai", description="Balai desa dari depan.", file=ImageFile(io.BytesIO(drawing()), "balai.png")
    )


@pytest.fixture
def leaflet(home: HomePage) -> Download:
    """A PDF to take along."""
    file = SimpleUploadedFile("panduan.pdf", b"%PDF-1.4 panduan", "application/pdf")
    return Download.objects.create(title="Panduan", file=file, collection=Collection.get_first_root_node())


def test_a_picture_needs_a_description(editor: Client) -> None:
    assert upload(editor, "balai.png", drawing()).status_code == 200
    assert not Picture.objects.exists()
    assert upload(editor, "balai.png", drawing(), description="Balai desa dari depan.").status_code == 302
    assert Picture.objects.get().description == "Balai desa dari depan."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("gambar.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("gambar.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("gambar.png", b"GIF89a" + b"0" * 100),
        ("gambar.exe", b"MZ"),
    ],
)
def test_what_is_no_picture_is_refused(editor: Client, name: str, content: bytes) -> None:
    assert upload(editor, name, content, description="Sesuatu.").status_code == 200
    assert not Picture.objects.exists()


def test_documents_of_other_kinds_are_refused(editor: Client) -> None:
    for name in ("skrip.html", "skrip.js", "gambar.svg", "program.exe"):
        file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
        assert editor.post("/kelola/documents/add/", {"title": "Berkas", "file": file}).status_code == 200
    assert not Download.objects.exists()


def test_pictures_go_out_as_small_webp_with_words(hall: Picture, client: Client) -> None:
    html = picture(hall)
    assert 'alt="Balai desa dari depan."' in html
    assert 'width="960" height="640"' in html
    assert html.count(".webp") == 4  # three sizes and the fallback
    size = PictureSize.objects.get(filter_spec="width-320|format-webp")
    answer = client.get(size.url)
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Drawing.open(io.BytesIO(content)).size == (320, 213)


def test_a_small_picture_is_not_listed_twice(home: HomePage) -> None:
    small = Picture.objects.create(
        title="Kecil", description="Kecil.", file=ImageFile(io.BytesIO(drawing(size=(200, 100))), "kecil.png")
    )
    assert picture(small).count(" 200w") == 1


def test_originals_and_documents_have_no_raw_address(hall: Picture, leaflet: Download, client: Client) -> None:
    for path in (hall.file.name, leaflet.file.name, "images/../" + hall.file.name, "images/%2e%2e/secret_key"):
        assert client.get(f"/media/{path}").status_code == 404


def test_renditions_ahead_of_the_first_view(hall: Picture) -> None:
    make_renditions(image_ids=[hall.pk])
    make_renditions(image_ids=[hall.pk])
    assert PictureSize.objects.filter(image=hall).count() == 3


def test_publishing_makes_the_pictures_of_the_page(hall: Picture, home: HomePage) -> None:
    page = MaterialPage(title="Balai", body=[("gambar", {"image": hall, "caption": "Balai"})], live=False)
    MaterialIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    assert PictureSize.objects.filter(image=hall, filter_spec__endswith="format-webp").count() == 3


@pytest.mark.parametrize("many", [1, 10])
def test_pictures_cost_the_same_however_many(
    hall: Picture, home: HomePage, client: Client, django_assert_num_queries: Any, many: int
) -> None:
    pictures = [hall]
    for number in range(many - 1):
        file = ImageFile(io.BytesIO(drawing(size=(400 + number, 300))), f"balai{number}.png")
        pictures.append(Picture.objects.create(title="Balai", description="Balai.", file=file))
    body = [("gambar", {"image": image, "caption": ""}) for image in pictures]
    page = MaterialPage(title="Balai", body=body, live=False)
    MaterialIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    client.get("/privasi/")
    with django_assert_num_queries(6):
        assert client.get("/materi/balai/").content.decode().count("<img") == many


def test_downloads_are_counted(leaflet: Download, client: Client) -> None:
    answer = client.get(leaflet.url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    client.get(leaflet.url)
    client.head(leaflet.url)
    client.get(leaflet.url, headers={"if-none-match": answer["ETag"]})
    leaflet.refresh_from_db()
    assert leaflet.downloads == 2


def test_material_shows_its_count_and_needs_the_words_of_its_pdf(leaflet: Download, client: Client) -> None:
    page = MaterialPage(title="Panduan", pdf=leaflet, live=False)
    index = MaterialIndexPage.objects.get()
    with pytest.raises(Exception, match="Tulis isi PDF ini juga sebagai teks"):
        index.add_child(instance=page) and page.full_clean()
    page.body = [("paragraf", "<p>Isi panduan.</p>")]
    page.save_revision().publish()
    client.get(leaflet.url)
    text = client.get("/materi/panduan/").content.decode()
    assert "diunduh 1 kali" in text
    assert "Isi panduan." in text
