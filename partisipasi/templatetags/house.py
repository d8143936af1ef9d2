"""Template tags that need to know the place (a builtin: no {% load %} needed)."""

import datetime as dt
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.ui import date_words, icon
from partisipasi.demo.committee import shares_of
from wilayah.services import working_days_left

register = template.Library()
NEAR = 3  # working days left from which the clock turns turmeric


@register.simple_tag
def clock(until: dt.date | None, extra: str = "", owed: bool = True) -> SafeString:
    """What is owed and when, in working days. `owed=False`: a door that closes, nobody is late.

    {% clock proposal.due %}  {% clock round.closes_at owed=False extra="87 suara" %}
    """
    if not until:
        return SafeString("")
    now = timezone.now()
    day = timezone.localtime(until).date() if isinstance(until, dt.datetime) else until
    past = until <= now if isinstance(until, dt.datetime) else day < timezone.localdate()
    left = working_days_left(day)
    tone, head, words = _say(day, left, past, owed)
    words = ", ".join(part for part in (words, extra) if part)
    sign = icon("lock" if past and not owed else "clock")
    return format_html('<p class="clock{}">{}<span><b>{}</b> {}</span></p>', tone, sign, head, words)


def _say(day: dt.date, left: int, past: bool, owed: bool) -> tuple[str, str, str]:
    """Tone, headline and words of a clock."""
    date = date_words(day)
    if past and not owed:
        return "", f"Ditutup {date}", ""
    if past:
        late = f"Terlambat {-left} hari kerja" if left else "Terlambat"
        return " clock--late", late, f"Seharusnya {date}"
    rest = f"Sisa {left} hari kerja" if left else "Hari terakhir"
    return (" clock--near" if left <= NEAR else ""), f"Sampai {date}", rest


@register.inclusion_tag("musrenbang/voting/_demo_shares.html")
def demo_shares(round: Any) -> dict[str, Any]:
    """The words of the demo's committee, on the pages of rounds that were made with them."""
    return {"shares": shares_of(round)}
