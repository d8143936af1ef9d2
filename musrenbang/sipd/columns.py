"""The columns of SIPD's own table of proposals (asmas), in its order and words."""

from core.sheets import Column
from core.sheets.columns import Kind

# What SIPD's columns hold, by our key. The headings are never translated or tidied: SIPD's operators know them so.
HEADERS: dict[str, str] = {
    "sipd_id": "ID Usulan",
    "day": "Tanggal Usul",
    "proposer": "Pengusul",
    "profile": "Profil",
    "affair": "Urusan",
    "title": "Usulan",
    "problem": "Permasalahan",
    "address": "Alamat Lokasi",
    "regency": "Kabupaten",
    "district": "Kecamatan",
    "village": "Kelurahan",
    "towards": "Usulan Ke",
    "agency_first": "OPD Tujuan Awal",
    "agency": "OPD Tujuan Akhir",
    "status": "Status",
    "note": "Catatan",
    "rec_mitra": "Rekomendasi Mitra",
    "rec_desa": "Rekomendasi Kelurahan/Desa",
    "rec_kecamatan": "Rekomendasi Kecamatan",
    "rec_pd": "Rekomendasi SKPD",
    "rec_tapd": "Rekomendasi TAPD",
    "volume": "Volume",
    "unit": "Satuan",
    "budget": "Anggaran",
    "spending": "Jenis Belanja",
    "activity": "Sub Kegiatan",
}

# Other headings for the same thing: older exports, and those of the offices' own lists.
ALIASES: dict[str, tuple[str, ...]] = {
    "sipd_id": ("ID", "Id Usulan SIPD"),
    "problem": ("Masalah",),
    "address": ("Alamat",),
    "village": ("Kelurahan/Desa", "Desa/Kelurahan", "Desa"),
    "status": ("Status Existing", "Status Usulan"),
    "note": ("Keterangan", "Catatan Penolakan"),
    "rec_desa": ("Rekomendasi Kelurahan", "Rekomendasi Desa"),
    "volume": ("Koefisien",),
}

# What SIPD says of a proposal and we keep with its date. Citizens' own words and figures are never taken from it.
WATCHED: tuple[str, ...] = ("status", "note", "agency", "rec_mitra", "rec_desa", "rec_kecamatan", "rec_pd", "rec_tapd")
WATCHED += ("volume", "unit", "budget", "spending", "activity")

LENGTHS = {"sipd_id": 40, "status": 200, "note": 2000, "title": 1000, "problem": 5000, "address": 1000, "village": 120}
READ = ("sipd_id", "title", "problem", "address", "village", *WATCHED)


def _column(name: str) -> Column:
    kind: Kind = "money" if name == "budget" else "text"
    most = 10**13 if name == "budget" else LENGTHS.get(name, 600)
    return Column(name, HEADERS[name], kind=kind, max=most, aliases=ALIASES.get(name, ()))


COLUMNS: tuple[Column, ...] = tuple(_column(name) for name in READ)
# Columns of SIPD that tell us nothing new: known, and passed over.
PASSED = frozenset(HEADERS[name].casefold() for name in HEADERS if name not in READ) | {"no", "no.", "nomor"}
