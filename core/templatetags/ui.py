"""Template tags of the house look (a builtin: no {% load %} needed)."""

from django import template

register = template.Library()
