"""Tags of content pages: the bar of important notices, pictures in several sizes."""

from collections.abc import Iterator
from typing import Any

from django import template
from django.db.models import prefetch_related_objects
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms.models import Picture
from cms.queries import notices
from cms.services.files import WIDTHS, filters
from core.pagecache import fragment, versions

register = template.Library()


@register.simple_tag
def notice_bar() -> SafeString:
    """Important announcements valid today, above every page; built once per content version."""
    return fragment("notice_bar", versions("cms"), lambda: render_to_string("cms/_bar.html", {"notices": notices()}))


def pictures_in(stream: Any) -> Iterator[Any]:
    """Every picture a page's blocks show."""
    for child in stream:
        if child.block_type == "rangkaian":
            yield from (item["image"] for item in child.value)
        elif child.block_type in ("gambar", "video"):
            yield child.value.get("image") or child.value.get("poster")


@register.simple_tag(takes_context=True)
def content(context: Any, stream: Any) -> SafeString:
    """The blocks of a page; the sizes of all its pictures are fetched by one query."""
    shown = [image for image in pictures_in(stream) if image] if stream else []
    lookups = Picture.objects.prefetch_renditions(*filters())._prefetch_related_lookups
    prefetch_related_objects(shown, *lookups)
    parent = context.flatten()
    return format_html_join("\n", "{}", ((child.render(parent),) for child in stream or ()))


@register.simple_tag
def picture(image: Any, sizes: str = "(min-width: 60rem) 40rem, 100vw", eager: bool = False) -> SafeString:
    """A picture as WebP in three sizes with width and height, so that nothing jumps; alt text is its description."""
    if not image:
        return SafeString("")
    made = list(image.get_renditions(*filters()).values())
    largest = made[-1]
    sources = ", ".join(f"{one.url} {one.width}w" for one in {one.width: one for one in made}.values())
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}decoding="async">',
        made[min(1, len(WIDTHS) - 1)].url,
        sources,
        sizes,
        largest.width,
        largest.height,
        getattr(image, "contextual_alt_text", None) or image.description,
        SafeString("" if eager else 'loading="lazy" '),
    )
