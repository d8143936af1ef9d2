"""Template tags of the house look (a builtin: no {% load %} needed). docs/look.md shows each in use."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import LazyObject
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from core import assets
from core.forms import Field, first_id, words_of
from core.pagecache import fragment
from core.paging import Page
from core.text import cut, sentence

register = template.Library()
NBSP = "\u00a0"

# --- The page -----------------------------------------------------------------------------------

# What a page holds decides which behaviour it loads; every page works without them.
BEHAVIOURS = (
    ('class="errors', "js/errors.js"),
    ('method="post"', "js/once.js"),
    ('type="file"', "js/shrink.js"),
    ("data-kutip", "js/kutip.js"),
    ("data-ulang", "js/ulang.js"),
    ("data-segar", "js/segar.js"),
    ("data-mirip", "js/mirip.js"),
    ("data-sidik", "js/cocokkan.js"),
)


class PageNode(template.Node):
    """The whole page: after rendering, the icons it uses and the scripts it needs are put before </body>."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        head, end, tail = html.rpartition("</body>")
        scripts = "".join(f'<script src="{static(path)}" defer></script>' for sign, path in BEHAVIOURS if sign in head)
        return mark_safe(head + assets.sprite(head) + scripts + end + tail)  # noqa: S308  our own rendered template


@register.tag("page")
def page(parser: Parser, token: Token) -> PageNode:
    """{% page %}<!doctype html>…{% endpage %}, used by base.html alone."""
    nodelist = parser.parse(("endpage",))
    parser.delete_first_token()
    return PageNode(nodelist)


@register.simple_tag
def critical_style() -> SafeString:
    """The one inline style block; its hash stands in the CSP."""
    return mark_safe(f"<style>{assets.STYLE}</style>")  # noqa: S308  read from static/css at start


@register.simple_tag
def style_url() -> str:
    """The same style as a sheet the browser keeps, for officers' pages."""
    return f"/{assets.STYLE_NAME}"


@register.simple_block_tag(takes_context=True)
def capture(context: Context, content: str, name: str) -> str:
    """{% capture "page_title" %}…{% endcapture %}: keep rendered text for use in several places, on one line."""
    text = re.sub(r"\s+", " ", content).strip().replace('"', "&quot;")
    context[name] = mark_safe(text)  # noqa: S308  rendered with autoescape
    return ""


@register.simple_tag
def icon(name: str, big: bool = False) -> SafeString:
    """A line drawing beside a word, never alone. Names: symbols of static/img/sprite.svg."""
    if name not in assets.SYMBOLS:
        if settings.DEBUG:
            raise template.TemplateSyntaxError(f"Ikon {name} tidak ada di sprite.svg")
        return SafeString("")
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="#i-{}"/></svg>',
        " icon--big" if big else "",
        name,
    )


MENU = ("/usulan/", "/rancangan/", "/pemungutan/", "/layanan/", "/acara/", "/pengumuman/", "/materi/")


@register.simple_tag(takes_context=True)
def masthead_top(context: Context) -> SafeString:
    """Name of the place and the menu that is the same for everybody; kept for each place of the menu."""
    path, house = getattr(context.get("request"), "path", ""), context.get("house")
    here = f"={path}" if path in MENU else next((url for url in MENU if path.startswith(url)), "")
    name = f"kepala:{getattr(house, 'demo', '')}:{getattr(house, 'place', '')}:{here}"
    known = {"house": house, "request": context.get("request")}
    return fragment(name, {}, lambda: render_to_string("components/masthead_top.html", known))


@register.simple_tag(takes_context=True)
def menu_item(context: Context, url: str, label: str, icon_name: str = "") -> SafeString:
    """One line of the main menu; marked where the reader is."""
    path = getattr(context.get("request"), "path", "")
    here = ' aria-current="page"' if path == url else ' aria-current="true"' if path.startswith(url) else ""
    mark = icon(icon_name) if icon_name else ""
    return format_html('<li><a href="{}"{}>{}{}</a></li>', url, SafeString(here), mark, label)


@register.simple_tag
def crumbs(*parts: Any) -> SafeString:
    """{% crumbs "Usulan" "/usulan/" "Ajukan usulan" %}: label and address in turn, the last label without."""
    pairs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    rows = format_html_join(
        "", "<li>{}</li>", ((format_html('<a href="{}">{}</a>', url, label) if url else label,) for label, url in pairs)
    )
    return format_html('<div class="wrap"><nav aria-label="Remah roti"><ol class="crumbs">{}</ol></nav></div>', rows)


# --- Words with a sign --------------------------------------------------------------------------

VOICE_ICONS = {"ok": "check", "warn": "dash", "bad": "cross", "info": "clock", "off": "dash"}
NOTICE_ICONS = {"ok": "check", "warn": "warning", "bad": "warning", "info": "info"}


@register.simple_tag
def status(voice: str, word: str, icon_name: str = "") -> SafeString:
    """A status is a word and a mark. Voices: ok, warn, bad, info, off."""
    voice = voice if voice in VOICE_ICONS else "info"
    return format_html(
        '<span class="status status--{}">{}{}</span>', voice, icon(icon_name or VOICE_ICONS[voice]), word
    )


@register.simple_block_tag
def notice(content: str, voice: str = "info", icon_name: str = "") -> SafeString:
    """{% notice "ok" %}<p>…</p>{% endnotice %}"""
    tone = f" notice--{voice}" if voice in ("ok", "warn", "bad") else ""
    sign = icon(icon_name or NOTICE_ICONS.get(voice, "info"))
    return format_html('<div class="notice{}">{}<div>{}</div></div>', tone, sign, content)


@register.simple_block_tag
def empty(content: str, icon_name: str, title: str, level: int = 2) -> SafeString:
    """{% empty "proposal" "Belum ada usulan" %}<p>what will be here, what to do</p>{% endempty %}"""
    level = int(level)
    return format_html(
        '<div class="empty">{}<h{}>{}</h{}>{}</div>',
        icon(icon_name, True),
        level,
        title,
        level,
        content,
    )


# --- Money, dates, numbers ----------------------------------------------------------------------


LIST_BODY, LIST_SLACK = 600, 100  # letters of a body that a list shows; a few more are not worth a link


@register.simple_tag
def opening(text: str, url: str, whose: str, wording: bool = False) -> SafeString:
    """A person's words in a list: whole while short, else their beginning with a link to the page that has them all."""
    short = text if len(text) <= LIST_BODY + LIST_SLACK else cut(text, LIST_BODY)
    body = mark_safe(linebreaks(short, autoescape=True))  # noqa: S308 - escaped there
    body = format_html('<div class="wording">{}</div>', body) if wording else body
    if short == text:
        return body
    link = '{}<p><a class="go" href="{}">Baca selengkapnya<span class="hidden-text"> {}</span></a></p>'
    return format_html(link, body, url, whose)


register.filter("kalimat", sentence, is_safe=True)


@register.filter(name="rupiah")
@register.simple_tag
def rupiah(value: Any) -> str:
    """Rp1.250.000; a dash where nothing is known."""
    if value in (None, ""):
        return "–"
    return f"Rp{round(value):,}".replace(",", ".")


@register.filter(name="angka")
def angka(value: Any) -> str:
    """1.250"""
    return "–" if value in (None, "") else f"{int(value):,}".replace(",", ".")


def _local(value: Any) -> Any:
    """The moment in the office's zone; a bare date stays as it is."""
    return timezone.localtime(value) if isinstance(value, dt.datetime) and timezone.is_aware(value) else value


@register.filter(name="tanggal")
def date_words(value: dt.date | None) -> str:
    """5 Januari 2027, with no-break spaces."""
    return date_format(_local(value), "j F Y").replace(" ", NBSP) if value else ""


@register.filter(name="waktu")
def time_words(value: dt.datetime | None) -> str:
    """5 Januari 2027 14.30 WIB"""
    if not value:
        return ""
    return f"{date_words(value)} {date_format(_local(value), 'H.i')}{NBSP}{settings.TIME_ZONE_LABEL}"


@register.simple_tag
def tanggal(value: dt.date | None) -> SafeString:
    """The date inside a time element; nothing where there is none."""
    if not value:
        return SafeString("")
    local = _local(value)
    day = local.date() if isinstance(local, dt.datetime) else local
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_words(value))


@register.simple_tag
def waktu(value: dt.datetime | None) -> SafeString:
    """Date, hour and zone inside a time element."""
    if not value:
        return SafeString("")
    return format_html('<time datetime="{}">{}</time>', _local(value).isoformat(timespec="minutes"), time_words(value))


# --- Forms --------------------------------------------------------------------------------------


@register.inclusion_tag("forms/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """{% field form.cost prefix="Rp" hint="…" size="short" optional=False %}; other options become attributes."""
    return {"f": Field(bound, **options)}


def _forms(context: Context) -> Iterator[forms.BaseForm]:
    seen: set[int] = set()
    for value in context.flatten().values():
        if issubclass(type(value), LazyObject):
            continue  # even asking for its class would make a CSRF token, and the page could not be kept
        many = value if isinstance(value, BaseFormSet | list | tuple) else [value]
        for form in many[:50] if isinstance(many, list | tuple) else many:
            if isinstance(form, forms.BaseForm) and id(form) not in seen:
                seen.add(id(form))
                yield form


def _failed(context: Context) -> list[forms.BaseForm]:
    """Forms in the context that were sent and already found wanting (never starts a validation by itself)."""
    return [form for form in _forms(context) if form.is_bound and getattr(form, "_errors", None)]


def _mistakes(form: forms.BaseForm) -> list[tuple[str, str]]:
    rows = [("", sentence(str(text))) for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else f"#{first_id(bound)}"
        rows += [(target, text) for text in words_of(bound)]
    return rows


@register.inclusion_tag("components/errors.html", takes_context=True)
def error_summary(context: Context) -> dict[str, Any]:
    """What to mend, first in main, for every failed form of the page. base.html prints it."""
    rows = [row for form in _failed(context) for row in _mistakes(form)]
    return {"rows": rows}


@register.simple_tag(takes_context=True)
def galat(context: Context) -> str:
    """ "Galat: " before the title of a page whose form has errors."""
    return "Galat: " if _failed(context) else ""


# --- Wayfinding ---------------------------------------------------------------------------------


@register.inclusion_tag("components/pages.html")
def pages(page: Page, *options: str) -> dict[str, Any]:
    """Page links that keep the filters of the address. Prints nothing where one page holds all.

    An option that begins with # is where the list begins: {% pages page "#hasil" %}
    """
    anchor = next((option for option in options if option.startswith("#")), "")
    links = [(number, number and page.url(number) + anchor) for number in page.links]
    return {
        "shown": page.has_other_pages(),
        "links": links,
        "here": page.number,
        "before": page.url(page.number - 1) + anchor if page.has_previous() else "",
        "after": page.url(page.number + 1) + anchor if page.has_next() else "",
    }


@register.simple_tag
def steps(current: int, *labels: str) -> SafeString:
    """{% steps 2 "Masalah" "Lokasi" "Periksa" %}: where one stands in a form of several pages."""
    rows = []
    for number, label in enumerate(labels, 1):
        mark = ' class="done"' if number < current else ' aria-current="step"' if number == current else ""
        rows.append((SafeString(mark), number, label))
    return format_html(
        '<ol class="steps" aria-label="Langkah">{}</ol>', format_html_join("", "<li{}>{}. <span>{}</span></li>", rows)
    )
