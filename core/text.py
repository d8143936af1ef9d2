"""Indonesian text: cleaning what people type, stems for search, likeness of two texts, rupiah."""

import re
import threading
import unicodedata
from decimal import Decimal
from functools import lru_cache

import snowballstemmer
from rapidfuzz import fuzz

MAX_SEARCHED = 300_000  # characters of one text that are worth stemming: a long draft with all its passages
MAX_COMPARED = 2_000

# Spellings in daily use, and the one the dictionary (KBBI) keeps. Compared before stemming, so written whole.
SPELLINGS = {
    "antri": "antre",
    "antrian": "antrean",
    "aktifitas": "aktivitas",
    "analisa": "analisis",
    "apotik": "apotek",
    "ijin": "izin",
    "ijasah": "ijazah",
    "jadual": "jadwal",
    "jaman": "zaman",
    "karir": "karier",
    "komplek": "kompleks",
    "kwalitas": "kualitas",
    "kwitansi": "kuitansi",
    "lobang": "lubang",
    "berlobang": "berlubang",
    "nopember": "november",
    "pebruari": "februari",
    "perijinan": "perizinan",
    "praktek": "praktik",
    "propinsi": "provinsi",
    "resiko": "risiko",
    "sistim": "sistem",
    "tehnik": "teknik",
    "tehnologi": "teknologi",
    "trotoir": "trotoar",
}

# Roots that end like the particle "-lah", which the stemmer cuts off: root -> forms people write and search.
ROOTS = {
    "belah": "belah membelah dibelah terbelah sebelah",
    "celah": "celah mencelah",
    "istilah": "istilah peristilahan",
    "jumlah": "jumlah berjumlah menjumlah sejumlah penjumlahan",
    "masalah": "masalah bermasalah permasalahan",
    "olah": "olah mengolah diolah pengolah terolah",
    "pilah": "pilah memilah dipilah terpilah pemilah",
    "sekolah": "sekolah bersekolah menyekolahkan",
}
_WHOLE = {form: root for root, forms in ROOTS.items() for form in forms.split()}

_WORD = re.compile(r"[^\W_]+")
# Left, right and isolate marks reorder what others read; the rest of category Cf (joiners in emoji) may stay.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LINES = re.compile(r"\n{4,}")


def clean(text: str) -> str:
    """What a person typed, made safe to keep: NFC, no control or reordering marks, newlines kept, outer blanks cut."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (char for char in lines if char == "\n" or char == "\t" or not _unwanted(char))
    joined = unicodedata.normalize("NFC", "".join(kept)).replace("\t", " ")
    return _BLANK_LINES.sub("\n\n\n", joined).strip()


def _unwanted(char: str) -> bool:
    """Control, surrogate, unassigned-for-exchange and reordering characters."""
    return char in _BIDI or unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufeff\ufffe\uffff"


def words(text: str) -> list[str]:
    """Words in small letters, hyphens split, so "jalan-jalan" is "jalan" twice."""
    return _WORD.findall(unicodedata.normalize("NFKC", text[:MAX_SEARCHED]).casefold())


class _Local(threading.local):
    """A stemmer for each thread: snowballstemmer objects keep state and cannot be shared."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("indonesian").stemWord


_local = _Local()


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    if word in _WHOLE:
        return _WHOLE[word]
    spelled = SPELLINGS.get(word, word)
    return str(_local.stem(spelled)) if len(spelled) <= 40 else spelled[:40]


def stems(text: str) -> str:
    """Stems in the order of the words, divided by blanks: both the search index and the question go through it."""
    return " ".join(_stem(word) for word in words(text))


def similarity(a: str, b: str) -> float:
    """How alike two short texts are, 0 to 100, whatever the order of their words and their endings."""
    one, other = stems(a[:MAX_COMPARED]), stems(b[:MAX_COMPARED])
    if not one or not other:
        return 0.0
    return float(fuzz.token_sort_ratio(one, other) * 0.5 + fuzz.token_set_ratio(one, other) * 0.5)


def sentence(text: str) -> str:
    """The text with a full stop where it ends without a mark: "Isi nama" -> "Isi nama."."""
    text = str(text).strip()
    return text if not text or text[-1] in ".?!…:" else f"{text}."


def cut(text: str, limit: int) -> str:
    """The text, or its beginning up to the end of a word with an ellipsis: never longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    inside = not text[limit - 1].isspace() and not head[-1:].isspace()  # a word would be broken
    if inside and len(words := head.rsplit(maxsplit=1)) == 2 and len(words[0]) > limit // 2:
        head = words[0]
    return head.rstrip().rstrip(",;:.-–") + "…"


def whole_number(text: str, digits: int = 9) -> int | None:
    """A key or number as typed in an address or a box; None where it is none, or longer than any there is."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def rupiah(value: Decimal | int | float | None) -> str:
    """Money in words of the country: Rp1.250.000; cents only where there are any."""
    if value is None:
        return ""
    amount = Decimal(str(value)).quantize(Decimal("0.01"))
    whole, cents = f"{abs(amount):,.2f}".split(".")
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{whole.replace(',', '.')}" + (f",{cents}" if cents != "00" else "")
