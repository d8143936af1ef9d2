"""One page of a service's form, made from its schema: the same code checks it when it is typed and when it is sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict

from core.forms import words_of
from core.text import sentence
from layanan.asking.kinds import kept, make, typed
from layanan.schema import fields_of, pages_shown

PREFIX = "j"
NOT_ENOUGH = "Unggah foto ini, atau pilih membawanya ke kantor."


class PageForm(forms.Form):
    """The questions of one page. `answers()` gives what is kept; rows of groups that are empty are left out."""

    def __init__(self, data: Any = None, *, page: Mapping[str, Any], answers: Mapping[str, Any], more: int = 0) -> None:
        self.page = page
        self.questions = [one for one in page["fields"] if one["kind"] != "photo"]
        super().__init__(data, prefix=PREFIX, initial=typed_of(self.questions, answers))
        self.rows: dict[str, int] = {}
        for one in self.questions:
            if one["kind"] == "group":
                self._add_rows(one, answers, more)
            else:
                self.fields[one["slug"]] = make(one)

    def _add_rows(self, group: Mapping[str, Any], answers: Mapping[str, Any], more: int) -> None:
        """As many rows as were sent, or as are kept and one more to fill in."""
        kept_rows = len(answers.get(group["slug"]) or [])
        sent = sum(1 for at in range(group["max"]) if self._was_sent(group, at)) if self.is_bound else 0
        count = min(group["max"], max(group["min"], 1, sent, kept_rows + (0 if self.is_bound else more)))
        self.rows[group["slug"]] = count
        for at in range(count):
            for inner in group["fields"]:
                made = make(inner)
                made.required = False  # an empty row is no mistake; clean() asks for what a begun row lacks
                self.fields[f"{group['slug']}-{at}-{inner['slug']}"] = made

    def _was_sent(self, group: Mapping[str, Any], at: int) -> bool:
        return any(self.add_prefix(f"{group['slug']}-{at}-{inner['slug']}") in self.data for inner in group["fields"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for group in (one for one in self.questions if one["kind"] == "group"):
            data[group["slug"]] = self._clean_group(group)
        return data

    def _clean_group(self, group: Mapping[str, Any]) -> list[dict[str, Any]]:
        rows = []
        for at in range(self.rows[group["slug"]]):
            names = {inner["slug"]: f"{group['slug']}-{at}-{inner['slug']}" for inner in group["fields"]}
            row = {slug: kept(self.cleaned_data.get(name)) for slug, name in names.items()}
            begun = any(value not in (None, "", []) for value in row.values())
            if not begun and not any(name in self.errors for name in names.values()):
                continue
            for inner in group["fields"]:
                name = names[inner["slug"]]
                if inner["required"] and name not in self.errors and row[inner["slug"]] in (None, "", []):
                    self.add_error(name, ValidationError(self.fields[name].error_messages["required"], code="required"))
            rows.append(row)
        least = max(group["min"], 1 if group["required"] else 0)
        if len(rows) < least and not self.errors:
            first = f"{group['slug']}-{len(rows)}-{group['fields'][0]['slug']}"
            words = f"Isi paling sedikit {least} baris: {group['label']}."
            self.add_error(first if first in self.fields else None, words)
        return rows

    def answers(self) -> dict[str, Any]:
        """What was answered, as JSON keeps it; unanswered questions are left out."""
        found = {one["slug"]: kept(self.cleaned_data.get(one["slug"])) for one in self.questions}
        return {slug: value for slug, value in found.items() if value not in (None, "", [], False)}

    @property
    def blocks(self) -> Iterator[dict[str, Any]]:
        """The questions in order: a single one, or the rows of a group."""
        for one in self.questions:
            if one["kind"] != "group":
                yield {"question": one, "bound": self[one["slug"]], "options": extras(one)}
                continue
            rows: list[list[BoundField]] = [
                [self[f"{one['slug']}-{at}-{inner['slug']}"] for inner in one["fields"]]
                for at in range(self.rows[one["slug"]])
            ]
            yield {"question": one, "rows": rows, "can_add": len(rows) < one["max"]}


def extras(field: Mapping[str, Any]) -> dict[str, str]:
    """Unit before or after a control."""
    if field["kind"] == "money":
        return {"prefix": "Rp"}
    return {"suffix": field["unit"]} if field.get("unit") else {}


def typed_of(fields: list[dict[str, Any]], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Kept answers as they would be typed, by the names of the form's fields."""
    words: dict[str, Any] = {}
    for one in fields:
        if one["slug"] not in answers:
            continue
        if one["kind"] != "group":
            words[one["slug"]] = typed(one, answers[one["slug"]])
            continue
        for at, row in enumerate(answers[one["slug"]]):
            for inner in one["fields"]:
                words[f"{one['slug']}-{at}-{inner['slug']}"] = typed(inner, row.get(inner["slug"]))
    return words


def again(page: Mapping[str, Any], answers: Mapping[str, Any]) -> PageForm:
    """The page as if its kept answers were typed once more: so the server checks everything anew."""
    data: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in typed_of([one for one in page["fields"] if one["kind"] != "photo"], answers).items():
        data.setlist(f"{PREFIX}-{name}", value if isinstance(value, list) else ["on" if value is True else value])
    return PageForm(data, page=page, answers=answers)


@dataclass(frozen=True)
class Checked:
    """A form as the server found it: the answers that count, and what is missing (page and words)."""

    answers: dict[str, Any]
    lacks: list[tuple[int, str]]


def check_all(form: Mapping[str, Any], answers: Mapping[str, Any], papers: Mapping[str, int]) -> Checked:
    """Check every page that these answers lead to; what is not asked any more is left out.

    `papers` counts the photos of a field; a paper that is brought counts as one.
    """
    clean: dict[str, Any] = {}
    lacks: list[tuple[int, str]] = []
    known = {one["slug"]: value for one in fields_of(form) if (value := answers.get(one["slug"])) is not None}
    for page in pages_shown(form, known):
        made = again(page, known)
        if made.is_valid():
            clean |= made.answers()
        else:
            lacks += [(page["place"], words) for words in _words(made)]
        for one in page["fields"]:
            if one["kind"] == "photo" and one["required"] and not papers.get(one["slug"]):
                lacks.append((page["place"], f"{one['label']}: {NOT_ENOUGH}"))
    return Checked(clean, lacks)


def _words(made: PageForm) -> Iterator[str]:
    """The first mistake of each question: an empty one is told by its label alone."""
    for name, errors in made.errors.as_data().items():
        if name not in made.fields:
            yield sentence(str(errors[0].messages[0]))
            continue
        text = words_of(made[name])[0]
        yield text if errors[0].code == "required" else f"{made.fields[name].label}: {text}"
