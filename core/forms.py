"""How every form of the site looks."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Fields in the order label, hint, error, control (templates/forms/field.html)."""
