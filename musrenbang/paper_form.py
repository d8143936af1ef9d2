"""The sheet to fill in by hand: the same fields as the form on the screen, read from the very forms."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.template.loader import render_to_string

from accounts.services.assist import CONSENT
from core import pdf
from core.forms import CleanText
from musrenbang.models import Category, Unit
from wilayah.queries import root_region

# On the screen only: keys and answers to questions, a point and a line drawn on the map, the long catalogue.
ON_SCREEN = frozenset({"kunci", "benar", "lat", "lng", "line", "catalogue_item", "cost_reason"})
MOST_BOXES = 24


@dataclass(frozen=True)
class Line:
    """One field on paper: boxes to tick, or so many empty lines."""

    name: str
    label: str
    hint: str
    boxes: list[str] = field(default_factory=list)
    lines: int = 1
    optional: bool = False

    @property
    def empty(self) -> range:
        """For a template: so many empty lines."""
        return range(self.lines)


def paper_line(name: str, given: Any) -> Line:
    """A field of a form as it stands on paper."""
    boxes: list[str] = []
    if isinstance(given, forms.BooleanField):
        return Line(name, str(given.label), str(given.help_text), ["Ya"], 0, not given.required)
    if name == "category":
        boxes = [row.name for row in Category.objects.filter(active=True)]
    elif name == "unit":
        boxes = [row.name for row in Unit.objects.filter(active=True)]
    elif isinstance(given, forms.ChoiceField) and not isinstance(given, forms.ModelChoiceField):
        offered: Any = given.choices
        boxes = [str(label) for value, label in offered if value]
    long = isinstance(given.widget, forms.Textarea)
    lines = 0 if boxes else 4 if long else 2 if isinstance(given, CleanText) and (given.max_length or 0) >= 160 else 1
    return Line(name, str(given.label), str(given.help_text), boxes[:MOST_BOXES], lines, not given.required)


def paper_steps(steps: dict[str, Any]) -> list[tuple[str, list[Line]]]:
    """Every step of the form with its fields, in the order of the screen."""
    found = []
    for step in steps.values():
        names = [(name, given) for name, given in step.form.base_fields.items() if name not in ON_SCREEN]
        found.append((step.title, [paper_line(name, given) for name, given in names]))
    return found


def paper_context(steps: dict[str, Any]) -> dict[str, Any]:
    """What page and document print."""
    return {"steps": paper_steps(steps), "place": root_region().label, "consent": CONSENT}


def paper_pdf(steps: dict[str, Any]) -> bytes:
    """The sheet on A4; core.pdf.PdfMissingError where the machine cannot make one."""
    return pdf.from_html(render_to_string("pdf/proposal_form.html", paper_context(steps)))
