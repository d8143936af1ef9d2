"""The project's own material: handouts in plain Indonesian with drawings, the same on screen, in a file, on paper."""

from functools import partial

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from literasi.registry import Material
from literasi.states import Language, Level, Pillar

# name, title, what it is for, pillar, level
OWN = (
    (
        "menjawab-rancangan",
        "Cara memberi masukan pada rancangan",
        "Memilih satu pasal, menulis alasan, membaca jawaban kantor.",
        Pillar.CULTURE,
        Level.FIRST,
    ),
    (
        "mengusulkan-kegiatan",
        "Cara mengusulkan kegiatan",
        "Menyebut masalah, tempat, ukuran, lalu mengikuti perjalanannya.",
        Pillar.SKILLS,
        Level.FIRST,
    ),
    (
        "memilih-prioritas",
        "Cara memilih prioritas",
        "Siapa boleh memilih, cara memilih, dan cara memeriksa hasilnya.",
        Pillar.CULTURE,
        Level.FIRST,
    ),
    (
        "mengenali-penipuan",
        "Mengenali penipuan dan hoaks",
        "Lima tanda bahaya pada pesan, dan apa yang dilakukan.",
        Pillar.SAFETY,
        Level.FIRST,
    ),
    (
        "panduan-fasilitator-sesi",
        "Lembar kerja fasilitator",
        "Susunan waktu dua jam, permainan peran, dan kunci jawaban.",
        Pillar.SKILLS,
        Level.NEXT,
    ),
)


def pieces() -> list[Material]:
    """All our own handouts."""
    return [
        Material(
            name=name,
            title=title,
            summary=summary,
            url=reverse("literasi:handout", args=[name]),
            pillar=pillar,
            level=level,
            language=Language.EASY,
            forms=("html", "pdf", "gambar"),
            html=partial(words, name),
        )
        for name, title, summary, pillar, level in OWN
    ]


def words(name: str) -> SafeString:
    """The words and drawings of one handout."""
    site = settings.SITE_URL.rstrip("/").removeprefix("https://").removeprefix("http://")
    return mark_safe(render_to_string(f"literasi/bahan/{name}.html", {"site": site}))  # noqa: S308  our own template
