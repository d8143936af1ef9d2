"""How the trail is sealed: the line of an entry that everyone may see, and the digest that chains it.

digest(n) = sha256(digest(n-1) + "\\n" + line(n)), in hexadecimal; digest(0) is the empty text. The line is JSON with
sorted keys and no blanks. Who acted on which thing, with what figures, at which second, stands in the line only as
`isi`: sha256 of those values with the entry's random salt, so the chain guards them without telling them.
"""

import hashlib
import json
from datetime import UTC
from typing import Any

from audit.models import Entry


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def private_digest(entry: Entry) -> str:
    """Digest of what only the office knows of an entry."""
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    return _sha(_canonical([entry.salt, at, entry.actor_id, entry.target_id, entry.data]))


def line(entry: Entry) -> str:
    """The public line of an entry."""
    return _canonical(
        {
            "alasan": entry.reason,
            "catatan": entry.note_digest,
            "dari": entry.from_state,
            "isi": private_digest(entry),
            "jenis": entry.target_type,
            "ke": entry.to_state,
            "langkah": entry.verb,
            "nomor": entry.pk,
            "peran": entry.role,
            "waktu": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        }
    )


def link(previous: str, public_line: str) -> str:
    """The digest of an entry, given the digest before it."""
    return _sha(f"{previous}\n{public_line}")
