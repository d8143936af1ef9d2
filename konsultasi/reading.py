"""The text of a draft as HTML that is equal for everyone, built once per content version."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core import pagecache
from konsultasi import queries
from konsultasi.models import Closing, Consultation, Input, Minutes, Passage, Version
from konsultasi.passages import CLOSERS, HEADINGS, OPENINGS, PassageText, bare_number, labels


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
    answerable: bool
    below: int = 0  # inputs on the passages under it as well (for the contents list)

    @property
    def heads(self) -> bool:
        return self.kind in CLOSERS or self.kind == "pasal"

    @property
    def begins_part(self) -> bool:
        """The explanation stands apart from the body."""
        return self.kind == "penjelasan" and self.label == "Penjelasan"


def mark_of(kind: str, number: str) -> str:
    """The number beside a passage as the law prints it: (1), a., 2."""
    bare = bare_number(kind, number)
    if kind == "ayat":
        return f"({bare})" if bare else ""
    if kind in ("huruf", "angka"):
        return f"{bare}." if bare else ""
    return bare if kind == "teks" else ""


def lines_of(passages: Sequence[Any], names: Sequence[str], counts: dict[str, int]) -> list[Line]:
    """Passages (rows or plain values) as lines; an article gathers the inputs of its clauses."""
    lines: list[Line] = []
    article = None
    for passage, label in zip(passages, names, strict=True):
        plain = PassageText(passage.block_id, passage.kind, passage.number, passage.text)
        titled = plain.is_title or passage.kind in HEADINGS
        line = Line(
            block_id=passage.block_id,
            kind=passage.kind,
            label=label,
            mark=mark_of(passage.kind, passage.number),
            title=passage.text if titled and label != f"Penjelasan {passage.text.lower()}" else "",
            text="" if titled else passage.text,
            count=counts.get(passage.block_id, 0),
            answerable=passage.kind not in HEADINGS and not (passage.kind in OPENINGS and (titled or not passage.text)),
        )
        article = line if passage.kind == "pasal" else None if passage.kind in CLOSERS else article
        if article is not None:
            article.below += line.count
        if lines and line.kind == "teks" and lines[-1].kind == "pasal" and not lines[-1].text:
            lines[-1].answerable = False  # the article is this one text: one link, not two
        lines.append(line)
    return lines


class Reading:
    """The parts of a draft page that are equal for everyone, each kept until the draft, its inputs or the site change.

    Rows are read only when a part is missing: a warm page asks one small query for all of them.
    """

    def __init__(self, consultation: Consultation, page: Any, asked: str | None) -> None:
        self.consultation, self.page = consultation, page
        self.kept = pagecache.versions(consultation.topic.version_name, "cms")
        self.asked = queries.version_of(self.versions, asked) if asked else None
        self.phase = (consultation.is_open, consultation.is_coming)

    @cached_property
    def versions(self) -> list[Version]:
        return list(self.consultation.versions.all())

    @cached_property
    def current(self) -> Version | None:
        return self.versions[0] if self.versions else None

    @cached_property
    def version(self) -> Version | None:
        """The version shown: the one asked for, else the current one."""
        return self.asked or self.current

    @cached_property
    def lines(self) -> list[Line]:
        if self.version is None:  # nothing published yet
            passages = self.page.passages()
            return lines_of(passages, labels(passages), {})
        rows = list(Passage.objects.filter(version=self.version))
        counts = queries.counts(self.consultation) if self.version == self.current else {}
        return lines_of(rows, [row.label for row in rows], counts)

    @cached_property
    def closing(self) -> Closing | None:
        """The office's word that its work is done."""
        return queries.closing_of(self.consultation) if self.consultation.is_over else None

    @cached_property
    def has_minutes(self) -> bool:
        """Whether a berita acara stands in public; asks nothing while inputs are taken."""
        over = self.consultation.is_over
        return over and Minutes.objects.filter(consultation=self.consultation.pk).exists()

    @cached_property
    def newest(self) -> list[Input]:
        return queries.newest(self.consultation)

    def part(self, name: str) -> SafeString:
        """One part as HTML, from templates/konsultasi/_<name>.html."""
        consultation, old = self.consultation, self.asked.number if self.asked else 0
        key = f"rancangan:{consultation.pk}:{old}:{self.phase}:{consultation.url}:{name}"
        context = {"reading": self, "consultation": consultation}
        return pagecache.fragment(key, self.kept, lambda: render_to_string(f"konsultasi/_{name}.html", context).strip())

    def version_line(self) -> SafeString:
        """ "Versi 2, 5 Januari 2027.", nothing where no version is out."""
        return self.part("version")

    def schedule(self) -> SafeString:
        return self.part("schedule")

    def contents(self) -> SafeString:
        return self.part("contents")

    def data(self) -> SafeString:
        return self.part("data")

    def passages(self) -> SafeString:
        return self.part("passages")

    def inputs(self) -> SafeString:
        return self.part("newest")

    @property
    def titles(self) -> list[Line]:
        """Lines of the contents list; of the explanation its beginning, not article by article once more."""
        return [
            line for line in self.lines if line.kind in ("bab", "pasal", "menimbang", "mengingat") or line.begins_part
        ]

    @property
    def links(self) -> bool:
        """Whether passages lead to their inputs and form: on the current version only."""
        return self.version is not None and self.version == self.current
