"""{% drawing "pasal" %} puts a drawing of the house's own hand into a page."""

from django import template
from django.utils.safestring import SafeString

from literasi.drawings import drawing as drawn

register = template.Library()


@register.simple_tag
def drawing(name: str) -> SafeString:
    """A drawing by its name."""
    return drawn(name)
