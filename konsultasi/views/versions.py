"""Versions beside each other, and where the words of the newest one come from."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core import pagecache
from konsultasi import queries
from konsultasi.models import Consultation, Version
from konsultasi.provenance import Comparison, Provenance
from konsultasi.views.common import visible_or_404
from konsultasi.views.public import frame, public


def compare(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """Two versions word by word (?dari=1&ke=2); without a question the newest and the one before it."""
    consultation = visible_or_404(consultation)
    versions = list(consultation.versions.all())
    if not versions:
        raise Http404("Naskah rancangan ini belum terbit.")
    newer = queries.version_of(versions, request.GET.get("ke")) or versions[0]
    older = queries.version_of(versions, request.GET.get("dari")) or before(versions, newer)
    older, newer = sorted((older, newer), key=lambda version: version.number)
    comparison = Comparison(older, newer)
    context = frame(request, consultation, page) | {"versions": versions, "older": older, "newer": newer}
    context["rows"] = part(consultation, f"{older.number}-{newer.number}", "compare", {"comparison": comparison})
    return public(request, consultation, "compare", context)


def before(versions: Sequence[Version], version: Version) -> Version:
    """The version that came before this one; the first one has only those after it."""
    earlier = [row for row in versions if row.number < version.number]
    return earlier[0] if earlier else versions[0]


def changes(request: HttpRequest, consultation: Consultation | None, page: Any) -> HttpResponse:
    """What changed since version 1 because of citizens' inputs: sentence by sentence, with the inputs behind it."""
    consultation = visible_or_404(consultation)
    context = frame(request, consultation, page)
    context["rows"] = part(consultation, "asal", "origins", {"provenance": Provenance(consultation)})
    return public(request, consultation, "changes", context)


def part(consultation: Consultation, name: str, template: str, context: dict[str, Any]) -> SafeString:
    """A part that is equal for everybody, kept until the draft or its inputs change."""
    kept = pagecache.versions(consultation.topic.version_name, "cms")
    key = f"rancangan:{consultation.pk}:{consultation.url}:{template}:{name}"
    context = context | {"consultation": consultation}
    return pagecache.fragment(key, kept, lambda: render_to_string(f"konsultasi/_{template}.html", context).strip())
