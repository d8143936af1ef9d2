"""What the site's material offers to sessions of learning: its pages, told apart by their tags."""

from functools import partial
from typing import Any

from django.utils.safestring import SafeString
from wagtail.rich_text import expand_db_html

from cms.models import MaterialPage
from literasi.registry import Material
from literasi.states import Language, Level, Pillar

# Tags by which editors say for whom a piece is.
PILLARS = {"kecakapan": Pillar.SKILLS, "etika": Pillar.ETHICS, "keamanan": Pillar.SAFETY, "budaya": Pillar.CULTURE}
LEVELS = {"pemula": Level.FIRST, "lanjutan": Level.NEXT}
LANGUAGES = {"bahasa mudah": Language.EASY, "bahasa daerah": Language.REGIONAL}
FORMS = {"video": "video", "rangkaian": "gambar"}  # of the editor's blocks


def pieces() -> list[Material]:
    """All published material that anybody may read, newest first."""
    rows = MaterialPage.objects.live().public().select_related("pdf").prefetch_related("tags")
    return [piece(page) for page in rows.order_by("-first_published_at", "-pk")[:200]]


def piece(page: Any) -> Material:
    """One page as a piece of material."""
    tags = {tag.name.casefold() for tag in page.tags.all()}

    def told(words: dict[str, Any], otherwise: str) -> str:
        return str(next((value for name, value in words.items() if name in tags), otherwise))

    blocks = {block["type"] for block in page.body.raw_data}
    forms = ["html", *(form for name, form in FORMS.items() if name in blocks), *(["pdf"] if page.pdf_id else [])]
    return Material(
        name=f"materi-{page.pk}",
        title=page.title,
        summary=page.search_description,
        url=page.url or "/materi/",
        pillar=told(PILLARS, Pillar.SKILLS),
        level=told(LEVELS, Level.FIRST),
        language=told(LANGUAGES, Language.PLAIN),
        forms=tuple(forms),
        html=partial(words, page),
    )


def words(page: Any) -> SafeString:
    """The paragraphs of a page; pictures and film stay where they are, so that nothing is fetched from outside."""
    parts = [expand_db_html(str(block.value.source)) for block in page.body if block.block_type == "paragraf"]
    return SafeString("\n".join(parts))
