"""The guides of docs/panduan as pages of the site: trusted files of this project, read once.

They hold no HTML and link to nothing outside; pictures lie in docs/gambar and are made by script/pictures.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

FOLDER = settings.BASE_DIR / "docs" / "panduan"
PICTURES = settings.BASE_DIR / "docs" / "gambar"
DENSITY = 2  # pictures are taken at double density, so that they are sharp on a phone


@dataclass(frozen=True)
class Guide:
    """One guide: its file is docs/panduan/<slug>.md, its address /bantuan/<slug>/."""

    slug: str
    title: str
    summary: str

    @property
    def url(self) -> str:
        return f"/bantuan/{self.slug}/"


@dataclass(frozen=True)
class Rendered:
    """A guide as HTML, with its headings (anchor, words) for the list of contents."""

    html: SafeString
    contents: tuple[tuple[str, str], ...]


GUIDES = (
    Guide(
        "warga",
        "Panduan warga",
        "Mendaftar, memberi masukan, mengajukan usulan, memberi suara, dan mengurus data Anda.",
    ),
    Guide(
        "petugas",
        "Panduan petugas",
        "Meja kerja, loket warga, usulan, jawaban masukan, pemungutan suara, dan moderasi.",
    ),
    Guide(
        "fasilitator",
        "Panduan fasilitator",
        "Membantu warga tanpa ponsel ikut dengan suaranya sendiri: persetujuan, kiriman, tanda terima.",
    ),
    Guide(
        "forum",
        "Panduan forum",
        "Menyiapkan dan menjalankan musrenbang: skor, pagu, pemungutan suara, berita acara, perpanjangan tahap.",
    ),
    Guide(
        "pemungutan",
        "Panduan pemungutan suara",
        "Kunci panitia, daftar pemilih, bilik dan kertas, tanda terima, papan pengumuman, membuka kotak suara.",
    ),
    Guide(
        "antrean",
        "Panduan antrean",
        "Mengambil nomor dari ponsel atau di kantor, memanggil di loket, papan panggilan, dan mesin antrean.",
    ),
    Guide(
        "layanan",
        "Panduan layanan",
        "Mencari layanan, mengajukan dari rumah, melacak dengan nomor dan kode; menyusun layanan dan formulirnya.",
    ),
    Guide(
        "layanan-petugas",
        "Panduan permohonan dan surat",
        "Memeriksa permohonan, paraf dan tanda tangan, nomor surat, halaman cek, dan masa simpan data.",
    ),
    Guide(
        "editor",
        "Panduan editor",
        "Menulis pengumuman, materi, dan rancangan kebijakan di ruang kelola.",
    ),
)


def neighbours(guide: Guide) -> tuple[Guide | None, Guide | None]:
    """The guides before and after this one."""
    at = GUIDES.index(guide)
    return (GUIDES[at - 1] if at else None), (GUIDES[at + 1] if at + 1 < len(GUIDES) else None)


def render(guide: Guide) -> Rendered:
    """The guide's HTML; files of a running site do not change, so it is made once a process."""
    path = FOLDER / f"{guide.slug}.md"
    return _render(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=len(GUIDES))
def _render(path: Path, changed: int) -> Rendered:
    markdown = MarkdownIt("commonmark", {"html": False})
    tokens = markdown.parse(path.read_text(encoding="utf-8"))
    tokens = tokens[3:]  # the first heading is the page's own
    contents = []
    for opening, words in zip(tokens, tokens[1:], strict=False):
        if opening.type == "heading_open" and opening.tag == "h2":
            anchor = slugify(words.content)
            opening.attrSet("id", anchor)
            contents.append((anchor, words.content))
    markdown.add_render_rule("image", _picture)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Rendered(mark_safe(html), tuple(contents))  # noqa: S308  a file of this project, its HTML is off


def _picture(renderer: Any, tokens: list[Token], at: int, options: Any, env: Any) -> str:
    """A screen shot with its size, so that nothing jumps, fetched when the reader comes near."""
    token = tokens[at]
    name = Path(str(token.attrs["src"])).name
    with Image.open(PICTURES / name) as picture:
        width, height = (side // DENSITY for side in picture.size)
    return format_html(
        '<img class="shot" src="{}" width="{}" height="{}" alt="{}" loading="lazy" decoding="async">',
        static(f"gambar/{name}"),
        width,
        height,
        token.content,
    )
