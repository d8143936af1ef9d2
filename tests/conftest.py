"""The cast: a fixed set of people every test speaks of, in Kecamatan Temanggung (33.23.03)."""

import os
from typing import Any

import pytest

os.environ.setdefault("INSECURE_HTTP", "1")

DISTRICT = "33.23.03"
JURANG = "33.23.03.1002"  # Ani's kelurahan
GUNTUR = "33.23.03.2019"  # Budi's village
