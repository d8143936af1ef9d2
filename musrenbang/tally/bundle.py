"""The files of a published result as one .zip: the same result always gives the same bytes."""

import io
import json
import zipfile
from collections.abc import Mapping

from musrenbang.tally.pabulib import Election, read
from musrenbang.tally.rules import Rule, declared_rule
from musrenbang.tally.verify import ELECTION, RESULT, SUMS, with_sums

README = "BACA.txt"
EPOCH = (1980, 1, 1, 0, 0, 0)
WORDS = """Berkas hasil pemungutan suara

election.pb      semua surat suara tanpa nama, urutannya diacak, dan daftar kegiatan
result.json      hasil yang diumumkan, alasan tiap kegiatan, dan bukti hitungan
transcript.json  setiap putaran penghitungan
board.json       papan pengumuman berantai (bila pemungutan ini memilikinya)
manifest.json    ketentuan yang ditetapkan sebelum dibuka (bila ada)
receipts.json    tanda terima surat suara yang dihitung dan yang diganti (bila ada)
SHA256SUMS       sidik setiap berkas
verify.py        program pemeriksa

Memeriksa sendiri: pasang Python 3.11 atau lebih baru, buka folder ini, lalu jalankan

    python3 verify.py

Program itu menghitung ulang dari surat suara dan membandingkannya dengan yang diumumkan.
"""


def packed(files: Mapping[str, bytes]) -> bytes:
    """All files, a word for those who open them, and their sums in one .zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in with_sums({**files, README: WORDS.encode()}).items():
            target.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of a download, without their sums."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist() if name != SUMS}


def election_of(data: bytes) -> tuple[Election, Rule]:
    """The ballots of a download, and the rule it was counted by."""
    files = unpacked(data)
    return read(files[ELECTION]), declared_rule(json.loads(files[RESULT])["declared"])
