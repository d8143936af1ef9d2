"""The text of a draft as HTML that is equal for everyone, built once per content version."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core import pagecache
from konsultasi import queries
from konsultasi.models import Consultation, Passage, Version
from konsultasi.passages import HEADINGS, PassageText, labels


@dataclass
class Line:
    """One passage ready to print: how it is headed, marked, counted and linked."""

    block_id: str
    kind: str
    label: str
    mark: str
    title: str
    text: str
    count: int
    below: int = 0  # inputs on the passages under it as well (for the contents list)

    @property
    def heads(self) -> bool:
        return self.kind in HEADINGS or self.kind == "pasal"

    @property
    def answerable(self) -> bool:
        return self.kind not in HEADINGS


@dataclass
class Text:
    """The passages of a draft and its list of contents."""

    lines: list[Line] = field(default_factory=list)

    @property
    def contents(self) -> list[Line]:
        return [line for line in self.lines if line.kind in ("bab", "pasal")]


def mark_of(kind: str, number: str) -> str:
    """The number beside a passage as the law prints it: (1), a."""
    number = number.strip()
    if kind == "ayat":
        return f"({number.strip('()')})" if number else ""
    if kind == "huruf":
        return f"{number.strip('.()')}." if number else ""
    return number if kind == "teks" else ""


def text_of(passages: Sequence[Any], names: Sequence[str], counts: dict[str, int]) -> Text:
    """Passages (rows or plain values) as lines; an article gathers the inputs of its clauses."""
    text, article = Text(), None
    for passage, label in zip(passages, names, strict=True):
        plain = PassageText(passage.block_id, passage.kind, passage.number, passage.text)
        titled = plain.is_title or passage.kind in HEADINGS
        line = Line(
            block_id=passage.block_id,
            kind=passage.kind,
            label=label,
            mark=mark_of(passage.kind, passage.number),
            title=passage.text if titled else "",
            text="" if titled else passage.text,
            count=counts.get(passage.block_id, 0),
        )
        article = line if passage.kind == "pasal" else None if passage.kind in HEADINGS else article
        if article is not None:
            article.below += line.count
        text.lines.append(line)
    return text


def published_html(consultation: Consultation, version: Version, *, links: bool) -> tuple[SafeString, SafeString]:
    """Contents list and passages of a published version, from the shared fragments."""
    kept = pagecache.versions(consultation.topic.version_name)
    asks = links and consultation.is_open
    built: list[Text] = []

    def text() -> Text:
        if not built:
            rows = list(Passage.objects.filter(version=version))
            built.append(text_of(rows, [row.label for row in rows], queries.counts(consultation) if links else {}))
        return built[0]

    def build(template: str) -> str:
        return render_to_string(template, {"text": text(), "base": consultation.url, "links": links, "asks": asks})

    name = f"naskah:{version.pk}:{links}:{asks}:{consultation.url}"
    return (
        pagecache.fragment(name + ":isi", kept, lambda: build("konsultasi/_contents.html")),
        pagecache.fragment(name + ":teks", kept, lambda: build("konsultasi/_passages.html")),
    )


def unpublished_html(passages: Sequence[PassageText]) -> tuple[str, str]:
    """The same for a page that has no version yet."""
    context = {"text": text_of(passages, labels(passages), {}), "base": "", "links": False, "asks": False}
    return (
        render_to_string("konsultasi/_contents.html", context),
        render_to_string("konsultasi/_passages.html", context),
    )
