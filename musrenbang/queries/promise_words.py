"""Deeds on promises as a proposal's timeline tells them; plans and pictures stand in the promise itself."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from core.text import rupiah
from musrenbang.commitment_choices import DelayReason, MoneySource

PROMISE_DEEDS = {
    "promise": "Janji pelaksanaan dicatat",
    "ceiling": "Pagu berubah",
    "contract": "Pekerjaan dikontrak",
    "pay": "Pembayaran dicatat",
    "reached": "Tonggak pekerjaan terlaksana",
    "delay": "Pekerjaan terlambat dari janji",
    "work": "Kemajuan pekerjaan desa",
}
SUMS = {"ceiling": "pagu", "contract": "kontrak", "paid": "dibayar", "total": "seluruhnya dibayar"}
DAYS = {"until": "dijanjikan selesai", "on": "tanggal"}


def promise_detail(row: Any) -> str:
    """The figures of such a deed in a sentence."""
    data = row.data
    parts = [f"tahun {data['year']}"] if data.get("year") else []
    if data.get("source") in MoneySource.values:
        parts.append(str(MoneySource(data["source"]).label))
    if data.get("delay") in DelayReason.values:
        parts.append(str(DelayReason(data["delay"]).label).lower())
    if data.get("percent"):
        parts.append(f"fisik {data['percent']}%")
    parts += [f"{words} {rupiah(int(data[name]))}" for name, words in SUMS.items() if data.get(name)]
    parts += [f"{words} {day_words(data[name])}" for name, words in DAYS.items() if data.get(name)]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:] + "." if text else ""


def day_words(text: str) -> str:
    """5 Januari 2027"""
    return date_format(date.fromisoformat(text), "j F Y")
