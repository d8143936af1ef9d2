"""The chart tag (a builtin: no {% load %} needed)."""

from typing import Any

from django import template

from core.charts import Bars

register = template.Library()


@register.inclusion_tag("core/chart.html")
def chart(chart: Bars, csv_url: str = "") -> dict[str, Any]:
    """{% chart chart csv_url %}: sentence, bars, the same numbers as a table, and where they can be downloaded."""
    return {"chart": chart, "csv_url": csv_url}
