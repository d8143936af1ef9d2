"""Merge fields of letter templates: {nama} becomes the applicant's name; what is unknown or empty is told."""

import re
from collections.abc import Iterable, Mapping

FIELD = re.compile(r"\{([a-z][a-z0-9_]{0,59})\}")
BRACE = re.compile(r"[{}]")

# Fields every template may use, whatever its form asks.
GENERAL: dict[str, str] = {
    "nama": "nama pemohon",
    "nik": "NIK pemohon",
    "alamat": "alamat pemohon",
    "desa": "kelurahan atau desa pemohon",
    "keperluan": "keperluan surat",
    "tanggal": "tanggal surat",
    "nomor_permohonan": "nomor permohonan",
    "kantor": "nama kantor",
}


def fields_in(text: str) -> list[str]:
    """Names of the fields a text uses, each once, in order."""
    return list(dict.fromkeys(FIELD.findall(text)))


def faults(text: str, known: Iterable[str]) -> list[str]:
    """What is wrong with a template, in words; empty when it can be used."""
    names = set(known) | set(GENERAL)
    wrong = [f"Isian {{{name}}} tidak ada pada formulir layanan ini." for name in fields_in(text) if name not in names]
    if BRACE.search(FIELD.sub("", text)):
        wrong.append("Kurung kurawal hanya dipakai untuk isian, misalnya {nama}.")
    return wrong


def merged(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled; what a person typed is never read as a field again."""
    return FIELD.sub(lambda match: values.get(match[1], ""), text)


def missing(text: str, values: Mapping[str, str]) -> list[str]:
    """Names of fields that would stay empty."""
    return [name for name in fields_in(text) if not values.get(name, "").strip()]
