"""What a seal says about a paper, packed into as few bytes as a QR code can afford."""

import datetime as dt
import zlib
from dataclasses import dataclass, replace

VERSION = 1
KEY_BYTES = 4
HEAD = 1 + KEY_BYTES + 2 + 2  # version, key id, date, last day
FIRST_DAY = dt.date(2000, 1, 1)
LAST_DAY = FIRST_DAY + dt.timedelta(days=0xFFFE)
DIVIDER = "\x1f"
TOO_LONG = "Isi segel terlalu panjang untuk kode QR."
KINDS = {"surat": "s", "sertifikat": "c"}
MOST_BYTES = 4000  # of the words when unpacked: a packed text must not swell without end

# Words that stand in most papers; packing knows them beforehand. A change needs a new VERSION.
COMMON = (
    b"Relawan TIK Pelatihan Keamanan Digital Literasi Digital Fasilitator Sertifikat Keterangan Kehadiran "
    b"Penanganan Perkara Pengajuan Pernikahan Keperluan Persyaratan Pendaftaran Sekolah Pekerjaan Beasiswa "
    b"Rumah Sakit Bantuan Sosial BPJS Kesehatan Kelurahan Desa Kabupaten Kecamatan Provinsi Jawa Tengah Temanggung "
    b"Legalisasi Pengantar SKCK Rekomendasi Izin Keramaian Keterangan Ahli Waris Keterangan Domisili Usaha "
    b"Surat Keterangan Tidak Mampu Surat Keterangan Surat Rekomendasi Surat Pengantar Dispensasi Nikah "
    b"Drs. H. Dra. Hj. S.H. S.E. S.Sos. S.IP., M.Si. M.M. S.STP., M.AP. a.n. Plt. Plh. Kepala Seksi Sekretaris "
    b"Kecamatan Temanggung, Camat Temanggung, Camat /Kec./I/II/III/IV/V/VI/VII/VIII/IX/X/XI/XII/2026/2027/2028"
)


class SealError(ValueError):
    """The text is no seal, or the facts do not fit into one. Its words are for people."""


@dataclass(frozen=True)
class Facts:
    """The facts a seal vouches for; `name` is masked by whoever seals, `until` is the last day it holds."""

    number: str
    date: dt.date
    subject: str
    signer: str
    purpose: str = ""
    name: str = ""
    until: dt.date | None = None
    kind: str = "surat"

    def words(self) -> tuple[str, ...]:
        """The texts in the order in which they are packed."""
        return (self.number, self.subject, self.signer, self.purpose, self.name)


SHORTENED = ("subject", "purpose", "signer", "name")
LEAST = 8  # letters that stay of a text that is shortened


def pack(facts: Facts, key_id: bytes) -> bytes:
    """The facts as bytes."""
    if facts.kind not in KINDS:
        raise SealError("Jenis dokumen tidak dikenal.")
    if not facts.number.strip():
        raise SealError("Nomor dokumen belum ada.")
    if any(char < " " or char == "\x7f" for text in facts.words() for char in text):
        raise SealError("Isi segel harus satu baris tanpa tanda kendali.")
    head = bytes([VERSION]) + key_id + _day(facts.date) + (_day(facts.until) if facts.until else b"\0\0")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, COMMON)
    text = DIVIDER.join((KINDS[facts.kind], *facts.words())).encode()
    if len(text) > MOST_BYTES:
        raise SealError(TOO_LONG)
    return head + packer.compress(text) + packer.flush()


def unpack(payload: bytes) -> tuple[Facts, bytes]:
    """Facts and key id of packed bytes; SealError where they are not ours."""
    if len(payload) <= HEAD or payload[0] != VERSION:
        raise SealError("Versi segel tidak dikenal.")
    key_id, days, until = payload[1:5], payload[5:7], payload[7:9]
    try:
        opener = zlib.decompressobj(-15, COMMON)
        raw = opener.decompress(payload[HEAD:], MOST_BYTES)
        if not opener.eof or opener.unused_data or opener.unconsumed_tail:
            raise SealError("Isi segel rusak.")
        kind, *words = raw.decode().split(DIVIDER)
        number, subject, signer, purpose, name = words
        named = {short: long for long, short in KINDS.items()}[kind]
    except (zlib.error, ValueError, KeyError) as error:
        raise SealError("Isi segel rusak.") from error
    last = _date(until) if until != b"\0\0" else None
    return Facts(number, _date(days), subject, signer, purpose, name, last, named), key_id


def shorter(facts: Facts) -> Facts:
    """The same with its longest text one letter shorter ("…" at its end); the number is never touched."""
    longest = max(SHORTENED, key=lambda name: len(getattr(facts, name)))
    text = getattr(facts, longest).removesuffix("…")
    if len(text) <= LEAST:
        raise SealError(TOO_LONG)
    return replace(facts, **{longest: text[:-1].rstrip() + "…"})


def _day(day: dt.date) -> bytes:
    """A day as two bytes; 0 is kept for "none"."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise SealError("Tanggal di luar jangkauan segel.")
    return ((day - FIRST_DAY).days + 1).to_bytes(2, "big")


def _date(two: bytes) -> dt.date:
    days = int.from_bytes(two, "big")
    if not days:
        raise SealError("Isi segel rusak.")
    return FIRST_DAY + dt.timedelta(days=days - 1)
