"""An application in words: its answers by heading, identity numbers masked; values for letters; where news goes."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from core.sealing import seal, unseal
from core.text import rupiah
from layanan.identity import hints, mask, unlock
from layanan.schema import SECRET, pages_shown
from wilayah.models import Region
from wilayah.queries import place_names

CONTACT = "layanan.contact"


def seal_contact(contact: str) -> bytes:
    """A contact as it is kept."""
    return seal(contact, CONTACT) if contact else b""


def contact_of(application: Any) -> str:
    """Where news goes, in clear; "" where nothing was given or it is gone."""
    return unseal(application.contact, CONTACT) if application.contact else ""


def is_secret(field: Mapping[str, Any]) -> bool:
    """Whether the answer is kept only under the keys outside the database."""
    return field["kind"] in SECRET or any(inner["kind"] in SECRET for inner in field.get("fields", ()))


def parted(form: Mapping[str, Any], answers: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers that may be read in the database, and those that may not."""
    hidden = {one["slug"] for page in form["pages"] for one in page["fields"] if is_secret(one)}
    return (
        {slug: value for slug, value in answers.items() if slug not in hidden},
        {slug: value for slug, value in answers.items() if slug in hidden},
    )


def whole(row: Any) -> dict[str, Any]:
    """All answers of an application or a draft, numbers opened."""
    open_ones = row.typed if hasattr(row, "typed") else row.answers
    return {**open_ones, **unlock(row.sealed)}


def sections(application: Any, *, masked: bool = True) -> list[tuple[str, list[tuple[str, str]]]]:
    """Headings of the form with its questions and answers in words."""
    return told(application.version.form, whole(application), masked=masked)


def told(form: Mapping[str, Any], answers: Mapping[str, Any], *, masked: bool = True) -> list[Any]:
    """The same of a form and its answers: heading and pairs, pages of one step joined."""
    places = names_of_places(form, answers)
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for page in pages_shown(form, answers):
        pairs = list(_pairs(page, answers, places, masked))
        if not pairs:
            continue
        if found and found[-1][0] == page["title"]:
            found[-1][1].extend(pairs)
        else:
            found.append((page["title"], pairs))
    return found


def _pairs(
    page: Mapping[str, Any], answers: Mapping[str, Any], places: Mapping[str, str], masked: bool
) -> Iterator[tuple[str, str]]:
    for one in page["fields"]:
        value = answers.get(one["slug"])
        if one["kind"] == "photo" or value in (None, "", []):
            continue
        if one["kind"] != "group":
            yield one["label"], words_of(one, value, places, masked=masked)
            continue
        for at, row in enumerate(value, start=1):
            parts = [(inner, row.get(inner["slug"])) for inner in one["fields"]]
            words = [words_of(inner, part, places, masked=masked) for inner, part in parts if part not in (None, "")]
            yield f"{one['label']} {at}", "; ".join(words)


def words_of(field: Mapping[str, Any], value: Any, places: Mapping[str, str], *, masked: bool = True) -> str:
    """One answer as it is read."""
    kind = field["kind"]
    if kind in SECRET:
        return mask(str(value)) if masked else str(value)
    if kind in ("choice", "several"):
        words = dict(field["choices"])
        return ", ".join(str(words.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    if kind == "money":
        return rupiah(Decimal(str(value)))
    if kind == "number":
        return f"{str(value).replace('.', ',')} {field.get('unit', '')}".strip()
    if kind == "date":
        return day_words(str(value))
    if kind == "region":
        return places.get(str(value), str(value))
    if kind == "point":
        return f"{value['lat']}, {value['lng']}".replace(".", ",").replace(",,", ",")
    return "Ya" if value is True else str(value)


def day_words(text: str) -> str:
    """ "17 Agustus 1990" """
    return date_format(date.fromisoformat(text), "j F Y")


def names_of_places(form: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, str]:
    """Codes that were answered with their names; one or two questions for all."""
    slugs = {one["slug"] for page in form["pages"] for one in page["fields"] if one["kind"] == "region"}
    codes = {str(answers[slug]) for slug in slugs if answers.get(slug)}
    return place_names(Region.objects.filter(pk__in=codes)) if codes else {}


def merge_values(application: Any) -> dict[str, str]:
    """What a letter may print: every answer by its column, and number, service and name of the application."""
    answers, form = whole(application), application.version.form
    places = names_of_places(form, answers)
    values = {"nama": application.name, "nik": "", "keperluan": application.purpose}
    values |= {"nomor": application.number, "layanan": application.service.name}
    for page in pages_shown(form, answers):
        for one in page["fields"]:
            value = answers.get(one["slug"])
            if value in (None, "", []) or one["kind"] in ("photo", "contact"):
                continue
            if one["kind"] == "group":
                pairs = _pairs({"fields": [one]}, answers, places, False)
                values[one["slug"]] = "; ".join(words for _, words in pairs)
            else:
                values[one["slug"]] = words_of(one, value, places, masked=False)
    return values


def soft_hints(form: Mapping[str, Any], answers: Mapping[str, Any]) -> list[str]:
    """What in the NIK differs from the other answers; told before sending, never a reason to refuse."""
    nik = next(
        (answers[one["slug"]] for page in form["pages"] for one in page["fields"]
         if one["kind"] == "nik" and answers.get(one["slug"])), "",
    )  # fmt: skip
    if not nik:
        return []
    born, sex = str(answers.get("tanggal_lahir", "")), str(answers.get("jenis_kelamin", ""))
    return hints(str(nik), born=born, sex=sex, village=str(answers.get("wilayah", "")))
