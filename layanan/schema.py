"""From the editor's blocks to a form that can be kept: pure, versioned, checked before it is published.

A form is JSON: `{"v": 1, "pages": [{"title", "intro", "fields": [field, ...]}]}`. A field has `slug`, `kind`, `label`,
`help`, `required`, `purpose`, `keep` and the options of its kind; `show_if` is `{"field": slug, "is": [values]}`.
A page ends before a field whose condition is asked on it, and a photo stands on a page of its own: so every
form works page by page without scripts, and one request carries one photo.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

VERSION = 1
KINDS = {
    "text": "Teks",
    "number": "Angka",
    "money": "Uang",
    "date": "Tanggal",
    "choice": "Pilih satu",
    "several": "Pilih beberapa",
    "region": "Wilayah",
    "nik": "NIK",
    "kk": "Nomor KK",
    "phone": "Nomor ponsel",
    "photo": "Foto berkas",
    "point": "Titik peta",
    "declaration": "Pernyataan",
    "group": "Kelompok isian",
    "contact": "Kontak",
}
SECRET = frozenset({"nik", "kk"})  # kept only under the keys outside the database
PRIVATE = SECRET | {"photo"}  # forgotten on a shared device
PERSONAL = frozenset({"nik", "kk", "phone", "photo", "point", "contact"})  # asks for a purpose
DECIDES = frozenset({"choice", "several", "declaration"})  # what a condition may ask
IN_GROUP = frozenset({"text", "number", "money", "date", "choice", "nik", "phone"})
SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}\Z", re.ASCII)
MAX_FIELDS, MAX_CHOICES, MAX_ROWS, MAX_PHOTOS = 80, 40, 12, 6
OWN = ("varian", "nama", "wilayah", "kontak")  # questions that every form has
YES = "ya"


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a form, and where: the page and the field as the editor counts them (from 0)."""

    step: int
    field: int | None
    words: str


class FormMistakes(Exception):  # noqa: N818  the name says what it holds
    """A form that cannot be published, with everything that is wrong in it."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("; ".join(one.words for one in mistakes))
        self.mistakes = list(mistakes)


def compile_form(steps: Sequence[Mapping[str, Any]], variants: Sequence[str] = ()) -> dict[str, Any]:
    """The form of these steps: `{"title", "intro", "fields": [...]}` as the editor ordered them. FormMistakes if not.

    `variants` of the service become the first question, which conditions may ask.
    """
    mistakes: list[Mistake] = []
    kinds = _variants(variants, mistakes)
    known: dict[str, dict[str, Any]] = {one["slug"]: one for page in kinds for one in page["fields"]}
    pages: list[dict[str, Any]] = []
    for at, step in enumerate(steps):
        fields = []
        for index, raw in enumerate(step.get("fields", ())):
            wrong: list[str] = []
            one = _field(raw, known, wrong)
            mistakes += [Mistake(at, index, words) for words in wrong]
            known.setdefault(one["slug"], one)
            fields.append(one)
        if not fields:
            mistakes.append(Mistake(at, None, "Langkah ini belum berisi pertanyaan."))
        pages += _split(str(step.get("title", "")).strip(), str(step.get("intro", "")).strip(), fields)
    if len(known) > MAX_FIELDS:
        mistakes.append(Mistake(0, None, f"Formulir paling banyak memuat {MAX_FIELDS} pertanyaan."))
    if mistakes:
        raise FormMistakes(mistakes)
    return {"v": VERSION, "pages": [*kinds, _about(), *pages, _reach()]}


def _variants(names: Sequence[str], mistakes: list[Mistake]) -> list[dict[str, Any]]:
    """The page that asks which variant of the service it is; none where there is only one."""
    if not names:
        return []
    wrong: list[str] = []
    one = {"slug": "varian", "kind": "choice", "label": "Jenis permohonan", "required": True}
    one["choices"] = _choices(names, wrong)
    mistakes += [Mistake(0, None, f"Jenis permohonan: {words}") for words in wrong]
    return [{"title": "Jenis permohonan", "intro": "", "fields": [one]}]


def _about() -> dict[str, Any]:
    """The first page of every form: who asks."""
    name = {"slug": "nama", "kind": "text", "label": "Nama lengkap", "required": True, "max": 120}
    name |= {"help": "Seperti tertulis pada KTP atau KK.", "purpose": "ditulis pada surat"}
    home = {"slug": "wilayah", "kind": "region", "label": "Desa atau kelurahan tempat tinggal", "required": True}
    return {"title": "Tentang Anda", "intro": "", "fields": [name, home | {"purpose": "menentukan kantor asal berkas"}]}


def _reach() -> dict[str, Any]:
    """The last page of every form: where news goes."""
    way = {"slug": "kontak", "kind": "contact", "label": "Surel atau nomor ponsel", "required": False}
    way |= {"help": "Kosongkan bila Anda ingin melihat sendiri di halaman Lacak permohonan."}
    return {"title": "Kabar untuk Anda", "intro": "", "fields": [way | {"purpose": "mengabari kemajuan permohonan"}]}


def _split(title: str, intro: str, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The pages of one step."""
    pages: list[dict[str, Any]] = []
    for one in fields:
        here = pages[-1]["fields"] if pages else []
        asked = (one.get("show_if") or {}).get("field")
        alone = one["kind"] == "photo" or any(other["kind"] == "photo" for other in here)
        if not pages or alone or any(other["slug"] == asked for other in here):
            pages.append({"title": title, "intro": "" if pages else intro, "fields": []})
        pages[-1]["fields"].append(one)
    return pages


def _field(raw: Mapping[str, Any], known: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """One field as it is kept; what is wrong with it is added to `wrong`."""
    kind, label = str(raw.get("kind", "")), " ".join(str(raw.get("label") or "").split())
    slug = str(raw.get("slug") or "").strip() or slugify(label).replace("-", "_")[:40]
    one: dict[str, Any] = {"slug": slug, "kind": kind, "label": label, "required": bool(raw.get("required"))}
    for name in ("help", "purpose", "keep"):
        if text := str(raw.get(name) or "").strip():
            one[name] = text
    if kind not in KINDS or kind == "contact":
        wrong.append("Jenis isian ini tidak dikenal.")
    if not label:
        wrong.append("Tulis pertanyaannya.")
    if not SLUG.match(slug):
        wrong.append(f"Nama kolom “{slug}” tidak dapat dipakai. Pakai huruf kecil, angka, dan garis bawah.")
    elif slug in OWN:
        wrong.append(f"Nama kolom “{slug}” sudah ditanyakan pada setiap formulir.")
    elif slug in known:
        wrong.append(f"Nama kolom “{slug}” dipakai dua kali.")
    if kind in PERSONAL and not one.get("purpose"):
        wrong.append("Tulis untuk apa data pribadi ini diminta.")
    one |= _options(kind, raw, wrong)
    if condition := _condition(raw, known, wrong):
        one["show_if"] = condition
    return one


def _options(kind: str, raw: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """What a kind has besides: limits, choices, rows."""
    if kind in ("choice", "several"):
        return {"choices": _choices(raw.get("choices") or (), wrong)}
    if kind == "text":
        longest = _whole(raw.get("max"), 1, 2000, 200)
        return {"max": longest, "long": bool(raw.get("long"))}
    if kind in ("number", "money"):
        return _limits(raw, wrong)
    if kind == "date":
        return {"when": raw.get("when") if raw.get("when") in ("past", "future") else ""}
    if kind == "photo":
        return {"max": _whole(raw.get("max"), 1, MAX_PHOTOS, 1), "bring": bool(raw.get("bring"))}
    if kind == "declaration":
        return {"required": True}
    if kind == "region":
        return {"anywhere": bool(raw.get("anywhere"))}
    return _group(raw, wrong) if kind == "group" else {}


def _group(raw: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """The questions asked for each row of a group."""
    known: dict[str, dict[str, Any]] = {}
    for inner in raw.get("fields") or ():
        mine: list[str] = []
        one = _field(inner, known, mine)
        if one["kind"] not in IN_GROUP or one.get("show_if"):
            mine.append("Isian jenis ini tidak dapat dipakai dalam kelompok.")
        wrong += [f"{one['label'] or 'Isian'}: {words}" for words in mine]
        known[one["slug"]] = one
    if not known:
        wrong.append("Kelompok ini belum berisi pertanyaan.")
    least, most = _whole(raw.get("min"), 0, MAX_ROWS, 1), _whole(raw.get("max"), 1, MAX_ROWS, 5)
    if least > most:
        wrong.append("Jumlah baris paling sedikit melebihi jumlah paling banyak.")
    return {"fields": list(known.values()), "min": least, "max": most}


def _choices(given: Iterable[Any], wrong: list[str]) -> list[list[str]]:
    """Pairs of value and words; the value is made of the words, so that it survives a new order."""
    words = [" ".join(str(text).split()) for text in given]
    pairs = [[slugify(text)[:60] or text[:60], text] for text in words if text]
    if len(pairs) < 2:
        wrong.append("Tulis paling sedikit dua pilihan.")
    if len(pairs) > MAX_CHOICES:
        wrong.append(f"Paling banyak {MAX_CHOICES} pilihan.")
    if len({value for value, _ in pairs}) < len(pairs):
        wrong.append("Dua pilihan berbunyi sama.")
    return pairs


def _limits(raw: Mapping[str, Any], wrong: list[str]) -> dict[str, Any]:
    """Least and most of a number, and its unit."""
    limits = {name: raw[name] for name in ("min", "max") if raw.get(name) is not None}
    if len(limits) == 2 and limits["min"] > limits["max"]:
        wrong.append("Nilai paling kecil melebihi nilai paling besar.")
    kept: dict[str, Any] = {name: str(value) for name, value in limits.items()}
    return kept | {"unit": str(raw.get("unit") or "").strip(), "whole": bool(raw.get("whole", True))}


def _condition(raw: Mapping[str, Any], known: Mapping[str, Any], wrong: list[str]) -> dict[str, Any] | None:
    """When the field is asked: an earlier choice with one of these values."""
    asked, texts = str(raw.get("if_field") or "").strip(), [str(text) for text in raw.get("if_values") or ()]
    if not asked:
        return None
    other = known.get(asked)
    if other is None or other["kind"] not in DECIDES:
        wrong.append(f"Syarat tampil menunjuk “{asked}”, yang bukan pilihan pada pertanyaan sebelumnya.")
        return None
    if other["kind"] == "declaration":
        return {"field": asked, "is": [YES]}
    values = {words: value for value, words in other["choices"]}
    wanted = [" ".join(text.split()) for text in texts if text.strip()]
    if not wanted or any(text not in values for text in wanted):
        wrong.append(f"Nilai syarat tampil harus salah satu pilihan dari “{other['label']}”.")
        return None
    return {"field": asked, "is": [values[text] for text in wanted]}


def _whole(value: Any, least: int, most: int, default: int) -> int:
    return default if value in (None, "") else max(least, min(most, int(value)))


def fields_of(form: Mapping[str, Any]) -> list[dict[str, Any]]:
    """All fields of a form in order."""
    return [one for page in form.get("pages", ()) for one in page["fields"]]


def shown(field: Mapping[str, Any], answers: Mapping[str, Any], fields: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether a field is asked, given the answers before it; what is not asked decides nothing."""
    condition = field.get("show_if")
    if not condition:
        return True
    other = fields.get(condition["field"])
    if other is None or not shown(other, answers, fields):
        return False
    value = answers.get(condition["field"])
    values = value if isinstance(value, list) else [YES if value is True else value]
    return any(one in condition["is"] for one in values)


def pages_shown(form: Mapping[str, Any], answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The pages that a person with these answers meets, each with the fields asked on it and its place in the form."""
    fields = {one["slug"]: one for one in fields_of(form)}
    met = []
    for place, page in enumerate(form.get("pages", ())):
        asked = [one for one in page["fields"] if shown(one, answers, fields)]
        if asked:
            met.append({**page, "fields": asked, "place": place})
    return met


def digest(value: Any) -> str:
    """By this a form that changed is told from one that did not."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
