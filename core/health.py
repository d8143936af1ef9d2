"""How the house is: what /sehat says and where processes leave their sign of life."""

import shutil
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from core.models import Heartbeat

SILENCE = {"berkala": timedelta(minutes=5), "pekerja": timedelta(minutes=5)}
LEAST_FREE = 200 * 1024 * 1024


def beat(name: str, note: str = "") -> None:
    """Say that the process `name` lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": timezone.now(), "note": note[:200]})


def report() -> dict[str, Any]:
    """State of database, processes with their last jobs, and disk; `sehat` is true when nothing is wrong."""
    parts: dict[str, str] = {}
    try:
        seen = {row.name: row for row in Heartbeat.objects.filter(name__in=SILENCE)}
        parts["basis_data"] = "baik"
    except DatabaseError:
        seen = {}
        parts["basis_data"] = "tidak menjawab"
    now = timezone.now()
    for name, silence in SILENCE.items():
        row = seen.get(name)
        if row is None or now - row.at > silence:
            parts[name] = "tidak terdengar"
        else:
            parts[name] = "ada pekerjaan yang gagal" if row.note else "baik"
    free = shutil.disk_usage(settings.VAR_DIR).free
    parts["ruang_disk"] = "baik" if free >= LEAST_FREE else "hampir penuh"
    return {"sehat": all(state == "baik" for state in parts.values()), **parts}
