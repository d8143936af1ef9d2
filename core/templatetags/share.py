"""Passing a page on: the link that opens WhatsApp with title and address."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.ui import icon

register = template.Library()


@register.simple_tag
def whatsapp(title: str, path: str) -> SafeString:
    """{% whatsapp proposal.title proposal.get_absolute_url %}: opens WhatsApp, the person picks whom to send it."""
    text = quote(f"{title}\n{settings.SITE_URL}{path}", safe="")
    words = "Bagikan lewat WhatsApp"
    link = '<a class="go no-print" href="https://wa.me/?text={}" rel="noopener nofollow">{}{}</a>'
    return format_html(link, text, icon("chat"), words)
