"""What stays of a consultation, as a draft page asks for it."""

from typing import Any

from django import template

from konsultasi.models import Minutes

register = template.Library()


@register.simple_tag
def has_minutes(consultation: Any) -> bool:
    """Whether a berita acara stands in public; asks nothing while inputs are taken."""
    if consultation.is_open or consultation.is_coming:
        return False
    return Minutes.objects.filter(consultation=consultation.pk).exists()
