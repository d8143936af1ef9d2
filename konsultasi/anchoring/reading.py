"""Texts and anchors from files, refused in plain words when they are not what they should be."""

import json
from pathlib import Path
from typing import Any

from konsultasi.anchoring.locating import Anchor

MAX_BYTES = 50_000_000


class UnreadableError(Exception):
    """A file that cannot be used; the message is for people."""


def read_text(path: str) -> str:
    """A UTF-8 text with universal newlines."""
    try:
        if Path(path).stat().st_size > MAX_BYTES:
            raise UnreadableError(f"Berkas {path} lebih besar dari 50 MB.")
        raw = Path(path).read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"Berkas {path} tidak ditemukan.") from None
    except (OSError, ValueError):
        raise UnreadableError(f"Berkas {path} tidak dapat dibaca.") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"Berkas {path} bukan teks UTF-8 (bita ke-{error.start + 1}).") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_anchors(path: str) -> list[Anchor]:
    """The anchors of a JSON file: a list of id, quote, prefix, suffix, start."""
    try:
        rows = json.loads(read_text(path).lstrip("\ufeff"))
    except (ValueError, RecursionError) as error:
        where = f" (baris {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableError(f"Berkas {path} bukan JSON yang sah{where}.") from None
    if not isinstance(rows, list):
        raise UnreadableError(f"Berkas {path} harus berisi satu daftar jangkar.")
    return [_anchor(row, number, path) for number, row in enumerate(rows, 1)]


def _anchor(row: Any, number: int, path: str) -> Anchor:
    where = f"Jangkar ke-{number} dalam {path}"
    if not isinstance(row, dict):
        raise UnreadableError(f"{where} bukan objek dengan id, quote, prefix, suffix, dan start.")
    missing = [name for name in ("id", "quote", "start") if name not in row]
    if missing:
        raise UnreadableError(f"{where} tidak memiliki {', '.join(missing)}.")
    if not isinstance(row["id"], str | int) or isinstance(row["id"], bool):
        raise UnreadableError(f"{where}: id harus berupa teks atau bilangan bulat.")
    words = {name: row.get(name) for name in ("quote", "prefix", "suffix")}
    for name in ("prefix", "suffix"):
        words[name] = "" if words[name] is None else words[name]
    wrong = [name for name, value in words.items() if not isinstance(value, str)]
    if wrong:
        raise UnreadableError(f"{where}: {', '.join(wrong)} harus berupa teks.")
    start = row["start"]
    if not isinstance(start, int) or isinstance(start, bool):
        raise UnreadableError(f"{where}: start harus berupa bilangan bulat.")
    clean = {name: str(value).replace("\r\n", "\n").replace("\r", "\n") for name, value in words.items()}
    return Anchor(row["id"], clean["quote"], clean["prefix"], clean["suffix"], start)
