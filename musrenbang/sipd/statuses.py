"""What the words of SIPD's column Status mean for a proposal here."""

import re

# First line that fits counts: SIPD names the body that spoke ("Disetujui TAPD", "Ditolak SKPD").
MEANINGS: tuple[tuple[str, str], ...] = (
    (r"menunggu|belum|proses|dalam verifikasi", ""),
    (r"ditolak|tolak|tidak (disetujui|diterima|diakomod\w+|disepakati)|dibatalkan|batal", "ditolak"),
    (r"dikembalikan|perbaik", "dikembalikan"),
    (r"\b(apbd|dpa)\b|dianggarkan", "apbd"),
    (r"\brkpd\b|diakomod\w+", "rkpd"),
    (r"(disetujui|divalidasi|diterima|diverifikasi|validasi|setuju)\b.*\btapd\b", "rkpd"),
    (r"\btapd\b.*\b(disetujui|divalidasi|diterima|setuju)", "rkpd"),
)
# What we call it when SIPD and we do not agree.
WORDS = {"ditolak": "Ditolak", "dikembalikan": "Dikembalikan", "apbd": "Masuk APBD", "rkpd": "Masuk RKPD"}

# Reason code of a refusal by the words of SIPD's note; what fits none is "lainnya", with SIPD's own words beside it.
REASONS: tuple[tuple[str, str], ...] = (
    (r"duplikat|ganda|sama dengan usulan", "duplikat"),
    (r"alamat|lokasi (tidak|belum) jelas", "alamat_tidak_jelas"),
    (r"kewenangan", "bukan_kewenangan"),
    (r"rtrw|tata ruang", "tidak_sesuai_rtrw"),
    (r"lahan|tanah", "lahan_belum_jelas"),
    (r"\b(ded|kajian|fs)\b", "belum_ada_kajian"),
    (r"pagu|anggaran (tidak|terbatas)|keterbatasan anggaran", "melebihi_pagu"),
    (r"badan hukum|berbadan hukum", "belum_berbadan_hukum"),
    (r"sudah (ditangani|dikerjakan|dilaksanakan|dibangun)", "sudah_ditangani"),
    (r"rpjmd|prioritas", "tidak_sesuai_rpjmd"),
    (r"data dukung|proposal (tidak|belum)|dokumen", "data_kurang"),
    (r"salah (opd|pd|skpd)|bukan (tupoksi|urusan)", "salah_pd"),
)


def meaning(status: str) -> str:
    """What SIPD's status amounts to: "rkpd", "apbd", "ditolak", "dikembalikan", or "" where it only tells a step."""
    return _first(MEANINGS, status, "")


def reason_for(note: str) -> str:
    """The reason code that the words of a refusal speak of."""
    return _first(REASONS, note, "lainnya")


def _first(table: tuple[tuple[str, str], ...], text: str, otherwise: str) -> str:
    low = text.casefold()
    return next((what for pattern, what in table if re.search(pattern, low)), otherwise)
