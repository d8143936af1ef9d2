"""The enumerator's sheet: one line for each person asked on paper."""

from typing import Any

from core.sheets import Column
from layanan.models.survey import PROFILE, SurveyPeriod
from layanan.skm.unsur import SLUGS

MOST_ROWS = 2000
NOTES = (
    "Satu baris satu responden. Jangan tulis nama, NIK, atau nomor ponsel.",
    "Nilai tiap unsur 1, 2, 3, atau 4 seperti pada kuesioner.",
    "Baris yang tidak lengkap tidak diterima.",
)


def columns(period: SurveyPeriod) -> list[Column]:
    """Day, the nine elements in the period's order, the profile."""
    marks = [
        Column(one.slug, f"U{place} {one.label}", "whole", required=True, min=1, max=4, width=14, hint=one.question)
        for place, one in enumerate(period.unsur, start=1)
    ]
    profile = [
        Column(name, title, "choice", choices=[(value, str(word)) for value, word in words.choices])
        for name, (title, words) in PROFILE.items()
    ]
    return [
        Column("day", "Tanggal", "date", required=True, min=period.first_day, max=period.last_day),
        *marks,
        Column("face", "Kepuasan keseluruhan", "whole", min=1, max=4, hint="1 tidak puas sampai 4 sangat puas"),
        *profile,
        Column("service", "Layanan", max=120),
        Column("disability", "Penyandang disabilitas", "yes_no"),
        Column("assisted", "Dibantu petugas", "yes_no"),
    ]


def response_of(values: dict[str, Any]) -> dict[str, Any]:
    """A line as the columns of an answer."""
    kept = {name: values[name] for name in ("day", "face", "service", *SLUGS)}
    kept |= {name: values[name] or "" for name in PROFILE}
    return kept | {name: bool(values[name]) for name in ("disability", "assisted")}
