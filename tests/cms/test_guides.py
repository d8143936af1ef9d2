"""The guides of docs/panduan as pages: whole, light, reachable from everywhere, kept for strangers."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils.text import slugify
from PIL import Image

from cms.guides import FOLDER, GUIDES, PICTURES, Guide, render
from cms.models import HomePage

every_guide = pytest.mark.parametrize("guide", GUIDES, ids=[guide.slug for guide in GUIDES])


def source(guide: Guide) -> str:
    return (FOLDER / f"{guide.slug}.md").read_text(encoding="utf-8")


def test_every_guide_of_the_folder_has_a_page() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(guide.slug for guide in GUIDES)


@every_guide
def test_the_page_shows_the_whole_guide(home: HomePage, client: Client, guide: Guide) -> None:
    answer = client.get(guide.url)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"<h1>(.*?)</h1>", text) == [guide.title]
    assert source(guide).startswith(f"# {guide.title}\n")
    headings = re.findall(r"^## (.+)$", source(guide), re.M)
    assert len(headings) > 3
    for heading in headings:
        assert f'<li><a href="#{slugify(heading)}">{heading}</a></li>' in text
        assert text.count(f'<h2 id="{slugify(heading)}">{heading}</h2>') == 1


@every_guide
def test_addresses_named_in_a_guide_exist(home: HomePage, guide: Guide) -> None:
    links = re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", source(guide))
    assert [link for link in links if not link.startswith("/")] == []
    for link in [*links, *re.findall(r"`(/[a-z/-]+)`", source(guide))]:
        resolve(link)


@every_guide
def test_pictures_are_small_named_and_keep_their_place(home: HomePage, client: Client, guide: Guide) -> None:
    named = re.findall(r"!\[(.*?)\]\(\.\./gambar/(.+?)\)", source(guide))
    assert named
    text = client.get(guide.url).content.decode()
    for words, name in named:
        assert len(words) > 20, "say what the picture shows"
        with Image.open(PICTURES / name) as picture:
            assert picture.format == "WEBP"
            phone = picture.width // 2 <= 360
            assert (PICTURES / name).stat().st_size <= (20_000 if phone else 40_000), name
            assert phone or guide.slug != "warga", "villagers read on a phone"
            size = f'width="{picture.width // 2}" height="{picture.height // 2}"'
        assert f'src="/static/gambar/{name}" {size} alt="{words}" loading="lazy"' in text
    assert text.count("<img ") == len(named)


@every_guide
def test_html_in_a_guide_would_stay_text(tmp_path: Any, monkeypatch: Any, guide: Guide) -> None:
    (tmp_path / f"{guide.slug}.md").write_text("# Judul\n\n<script>alert(1)</script> [x](javascript:alert(1))\n")
    monkeypatch.setattr("cms.guides.FOLDER", tmp_path)
    assert "<script" not in render(guide).html
    assert "href" not in render(guide).html


def test_one_leads_to_the_next(home: HomePage, client: Client) -> None:
    def ways(slug: str) -> list[tuple[str, str]]:
        return re.findall(r'href="(/bantuan/[\w-]+/)" rel="(\w+)"', client.get(f"/bantuan/{slug}/").content.decode())

    slugs = [guide.slug for guide in GUIDES]
    assert slugs[0] == "warga"
    assert slugs[-1] == "editor"
    for before, slug, after in zip(["", *slugs], slugs, [*slugs[1:], ""], strict=False):
        wanted = [(f"/bantuan/{before}/", "prev")] if before else []
        assert ways(slug) == wanted + ([(f"/bantuan/{after}/", "next")] if after else [])
    assert client.get("/bantuan/lain/").status_code == 404


def test_strangers_get_kept_pages(home: HomePage, client: Client, django_assert_num_queries: Any) -> None:
    for address in ("/bantuan/", "/bantuan/warga/"):
        first = client.get(address)
        assert "csrfmiddlewaretoken" not in first.content.decode()
        with django_assert_num_queries(1):
            second = Client().get(address)
        assert second["ETag"] == first["ETag"]


def test_index_leads_to_all_and_names_the_source_of_the_region_codes(
    home: HomePage, client: Client, settings: Any
) -> None:
    text = client.get("/bantuan/").content.decode()
    for address in [guide.url for guide in GUIDES] + [
        "/kontak/",
        "/aturan/",
        "/privasi/",
        "/aksesibilitas/",
        "/jejak/",
    ]:
        assert f'href="{address}"' in text
        assert client.get(address).status_code == 200
    assert "Kode wilayah: Kemendagri, melalui cahyadsn/wilayah (MIT)" in text
    assert "dapat diminta pada kantor" in text
    settings.SOURCE_URL = "https://kode.contoh.go.id/partisipasi"
    assert (
        'href="https://kode.contoh.go.id/partisipasi"' in Client(headers={"x": "1"}).get("/bantuan/?a").content.decode()
    )


def test_help_is_one_step_away(home: HomePage, client: Client, editor: Client, joko: Any, at_desk: Any) -> None:
    for address in ("/", "/usulan/", "/akun/masuk/", "/tidak-ada/"):
        text = client.get(address).content.decode()
        assert '<a href="/bantuan/">' in text, address
        assert "Kode wilayah: Kemendagri" in text, address
    assert 'href="/bantuan/petugas/"' in at_desk(joko).get("/petugas/").content.decode()
    assert "/bantuan/editor/" in editor.get("/kelola/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert all(f"{guide.url}</loc>" in sitemap for guide in GUIDES)
