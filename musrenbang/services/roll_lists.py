"""Loading a list of voters: register numbers are hashed with a key on the way in and kept nowhere."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction

from accounts.identity import clean_nik, hash_nik
from accounts.models import User
from audit.services import record
from core.sheets import Column, read, template_response
from core.states import StateError
from musrenbang.models import Roll, RollEntry, Round
from musrenbang.services.codes import run_lock
from wilayah.models import Region

MOST_ROWS = 20_000
COLUMNS = (
    Column("nik", "NIK", required=True),
    Column("region", "Kode wilayah"),
    Column("account", "Nama pengguna"),
)


@dataclass(frozen=True)
class Loaded:
    """What a list brought: fresh rows, rows that were there, and people too young on the day."""

    added: int
    known: int
    young: int


def list_template() -> Any:
    """The empty table to fill in."""
    return template_response("daftar-pemilih", COLUMNS)


@transaction.atomic
def load_list(*, by: Any, round: Round, upload: Any) -> Loaded:
    """Put the people of a table on the roll before it is made; ValidationError names row and column of a mistake."""
    held = run_lock(by, round)
    if held.roll != Roll.LIST:
        raise StateError("Daftar pemilih pemungutan ini tidak dimuat dari tabel.")
    if held.roll_made_at is not None:
        raise StateError("Daftar pemilih sudah dibekukan. Ubah orang demi orang, dengan dua petugas.")
    sheet = read(upload, COLUMNS, max_rows=MOST_ROWS)
    if sheet.errors:
        raise ValidationError([f"Baris {e.row}, {e.column}: {e.message}" for e in sheet.errors[:20]])
    rows, young = entries_of(held, sheet.rows)
    known = set(RollEntry.objects.filter(round=held).values_list("key", flat=True))
    fresh = [row for key, row in rows.items() if key not in known]
    RollEntry.objects.bulk_create(fresh, batch_size=1000)
    record(by=by, verb="load_roll", target=held, data={"added": len(fresh), "young": young})
    return Loaded(len(fresh), len(rows) - len(fresh), young)


def entries_of(held: Round, rows: Any) -> tuple[dict[str, RollEntry], int]:
    """Roll entries by their key, and how many rows were left out as too young."""
    regions = set(Region.objects.within(held.region_id).values_list("pk", flat=True))
    names = [row["account"] for row in rows if row["account"]]
    accounts = dict(User.objects.filter(username__in=names, erased_at=None).values_list("username", "pk"))
    found: dict[str, RollEntry] = {}
    young = 0
    for row in rows:
        try:
            nik, key = clean_nik(row["nik"]), hash_nik(row["nik"])
        except ValidationError as error:
            raise ValidationError(f"Baris {row.number}, NIK: {error.messages[0]}") from error
        except ImproperlyConfigured as error:
            raise ValidationError(str(error)) from error
        if held.min_age and held.age_on and age_of(nik, held.age_on) < held.min_age:
            young += 1
            continue
        region = row["region"] or None
        if region and region not in regions:
            raise ValidationError(f"Baris {row.number}, Kode wilayah: {region} di luar wilayah pemungutan.")
        if row["account"] and row["account"] not in accounts:
            raise ValidationError(f"Baris {row.number}, Nama pengguna: {row['account']} tidak dikenal.")
        found[key] = RollEntry(round=held, key=key, region_id=region, user_id=accounts.get(row["account"]))
    return found, young


def age_of(nik: str, day: date) -> int:
    """Age in whole years on a day, by the date of birth inside a NIK (women: day + 40)."""
    born_day, month, year = int(nik[6:8]) % 40, int(nik[8:10]), int(nik[10:12])
    century = 2000 if 2000 + year <= day.year else 1900
    return day.year - century - year - ((day.month, day.day) < (month, born_day))
