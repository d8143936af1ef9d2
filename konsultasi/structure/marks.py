"""The marks of Indonesian regulations ("BAB II", "Pasal 5", "(1)", "a.", "1)") and which number follows which."""

import re
from dataclasses import dataclass

ORDINALS = [
    "kesatu",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
    "kesebelas",
    "keduabelas",
    "ketigabelas",
    "keempatbelas",
    "kelimabelas",
    "keenambelas",
    "ketujuhbelas",
    "kedelapanbelas",
    "kesembilanbelas",
    "keduapuluh",
]
RANKS = {"buku": 0, "bab": 1, "bagian": 2, "paragraf": 3, "pasal": 4}

_ORDINAL = r"(?:[Pp]ertama|PERTAMA|[Kk]e[ \-]?(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)"
_ORDINAL += r"(?:\s?(?:[Bb]elas|[Pp]uluh(?:\s(?:[Ss]atu|[Dd]ua|[Tt]iga|[Ee]mpat|[Ll]ima|[Ee]nam|[Tt]ujuh|"
_ORDINAL += r"[Dd]elapan|[Ss]embilan))?))?(?:\s[A-Z](?=\s*$))?"
_ORDINAL += r"|KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|SEBELAS)(?:\s?BELAS|\s?PULUH)?)"

_TITLED = r"(?:\s*[.:](?=\s*$)|\s*[:–—](?=\s)|\s-(?=\s))?"  # "Pasal 3 : Ruang Lingkup"
_DOT = r"(?:\s?\.(?=\s|$))?"  # "(1).", "a)."
QUOTES = "\"“”„'‘’"
# Each: (kind, style, pattern with the number as group "n"). Slips of scanning stand in patterns of their own.
_HEADS = [
    ("buku", "buku", re.compile(rf"BUKU\s+(?P<n>{_ORDINAL}|[IVX]+|\d{{1,2}})(?![\w/])(?:\s*[.:–—])?")),
    (
        "bab",
        "bab",
        re.compile(
            rf"B\s?A\s?B\s+(?P<n>[IVXLCDM]+(?:\s?[A-Z])?|\d{{1,3}}[A-Z]?|{_ORDINAL})(?![\w/])(?:\s*[.:–—]|\s-(?=\s))?"
        ),
    ),
    ("bab", "bab?", re.compile(r"(?:BAB\s*|Bab\s+)(?P<n>[IVXLCDMl1|]{1,8})(?![\w/])(?:\s*[.:–—]|\s-(?=\s))?")),
    (
        "bagian",
        "bagian",
        re.compile(
            rf"(?:Bagian|BAGIAN)\s+(?P<n>{_ORDINAL}|[Kk]e\s?-\s?\d{{1,2}}|[Kk]e\s?-\s?[IVX]+|[IVX]+|\d{{1,2}})(?![\w/])(?:\s*[.:–—]|\s-(?=\s))?"
        ),
    ),
    (
        "paragraf",
        "paragraf",
        re.compile(
            rf"(?:Paragraf|PARAGRAF)\s+(?P<n>\d{{1,2}}\s?[A-Z]?|[IVX]+|{_ORDINAL})(?![\w/])(?:\s*[.:–—]|\s-(?=\s))?"
        ),
    ),
    (
        "pasal",
        "pasal",
        re.compile(r"(?:Pasal|PASAL)\s+(?P<n>\d{1,4}(?:\s?[A-Z]{1,2})?|[IVXL]{1,6})(?![\w/])" + _TITLED),
    ),
    (
        "pasal",
        "pasal?",
        re.compile(r"(?:P\s?[ao]\s?s\s?a\s?[l1I!|]|PASAL|PasaI|Fasal)[\s.]*(?P<n>[\dlIOo|]{1,4}[A-Z]?)(?![\w/])"),
    ),
    ("pasal", "pasal?", re.compile(r"pasal\s+(?P<n>\d{1,3})(?:\s*[.:])?(?=\s*$)")),
]
_LISTS = [
    ("ayat", "(1)", re.compile(r"\((?P<n>\d{1,3}[a-z]{0,2})\)" + _DOT)),
    ("ayat", "(1)?", re.compile(r"[(\[{]\s*(?P<n>[\dlIOo]{1,3}\s?[a-z]?)\s*[)\]}]")),
    ("ayat", "(1)?", re.compile(r"\((?P<n>\d{1,2})[1lI](?=\s+[A-Z])")),
    ("huruf", "a.", re.compile(r"(?P<n>[a-z]{1,2})\s?\.(?![a-z]\s?\.)(?=\s|$|[A-Za-z(“\"])")),
    ("huruf", "a)", re.compile(r"(?P<n>[a-z]{1,2})\s?\)" + _DOT)),
    ("huruf", "(a)", re.compile(r"\((?P<n>[a-z]{1,2})\)" + _DOT)),
    ("angka", "I.", re.compile(r"(?P<n>[IVX]{1,5})\.(?=\s+[A-Za-z])")),
    ("huruf", "A.", re.compile(r"(?P<n>[A-Z])\.(?=\s+[A-Z])")),
    ("angka", "1e.", re.compile(r"(?P<n>\d{1,2}e)\s?[.)](?=\s|$)")),  # eerste, tweede: laws of old times
    ("angka", "1.", re.compile(r"(?P<n>\d{1,3}[a-z]?)\s?\.(?=\s|$|[A-Za-z(“\"])")),
    ("angka", "1)", re.compile(r"(?P<n>\d{1,3}[a-z]?)\s?\)" + _DOT)),
    ("angka", "i.", re.compile(r"(?P<n>[ivx]{1,5})\s?[.)](?=\s|$)")),
]
DIKTUM = re.compile(
    r"(?P<n>(?:PERTAMA|KE(?:SATU|DUA|TIGA|EMPAT|LIMA|ENAM|TUJUH|DELAPAN|SEMBILAN|SEPULUH|SEBELAS)"
    r"(?:\s?BELAS)?))\s*:\s*"
)

_ENDS = re.compile(r"(?:[.;:!?]|[,;]\s*(?:dan|atau|dan\s?/\s?atau|serta|dan atau))[\s)\]\"”’']*$")
_CLOSED = re.compile(r"[.;:!?][\s)\]\"”’']*$")
_REFERS = re.compile(
    r"(?:^|[\s(/])(?:ayat|huruf|angka|pasal|pada|dalam|nomor|no\.?|tahun|butir|lampiran|bab|bagian|"
    r"paragraf|tanggal|ke|rp|"
    r"sebesar|sebanyak|sampai dengan|s\.?d\.?|s/d|sampai|dengan|dari|antara|dimaksud|oleh|menurut|"
    r"ketentuan|melanggar|berdasarkan|"
    r"yang|dan/atau|dan|atau|serta|di|jo\.?|juncto|bahwa|terhadap|kecuali|selain|atas|dimaksudkan|diatur|"
    r"tersebut|yakni|yaitu|menjadi|memenuhi|sesuai|mengenai|tentang)\s*$",
    re.I,
)
_NUMBER_WANTED = re.compile(
    r"(?:^|[\s(/])(?:ayat|huruf|angka|pasal|pada|dalam|nomor|no\.?|butir|lampiran|bab|bagian|paragraf|tanggal|ke|rp|"
    r"sebesar|sebanyak|sampai dengan|s\.?d\.?|s/d|halaman|kelas|tipe|tahun|dimaksud)\s*$",
    re.I,
)
_REFERENCE_AFTER = re.compile(
    r"(?:ayat|huruf|angka|dan|atau|sampai|s\.?d\.?|jo\.?|juncto|serta|butir|tentang|diubah|dihapus|berbunyi|yang|"
    r"sebagaimana|tersebut|ini|dapat|tidak|dinyatakan|dalam|di|pada|dari)\b|[,;.)/\-]",
)
_OTHER_LAW = re.compile(
    r"(?:Undang-Undang(?: Dasar)?|Peraturan|Keputusan|UU|PP|Kitab|Perda|"
    r"Perpres)\b[^.;:]{0,80}?\b(?:Nomor|No\.?|Tahun|Negara|Hukum)\b"
)


@dataclass(frozen=True)
class Mark:
    """A possible mark at the beginning of some text; `size`: its length, `slip`: a scan seems to have spoilt it."""

    kind: str
    style: str
    label: str
    size: int
    slip: bool = False


def heads(text: str) -> list[Mark]:
    """Headings (bab to pasal) that may begin this text, at most one of each kind."""
    return _match(text, _HEADS)


def items(text: str) -> list[Mark]:
    """List marks (ayat, huruf, angka) that may begin this text."""
    return _match(text, _LISTS)


def _match(text: str, table: list[tuple[str, str, re.Pattern[str]]]) -> list[Mark]:
    found: list[Mark] = []
    skip = len(text) - len(text.lstrip(QUOTES + " "))
    for kind, style, pattern in table:
        match = pattern.match(text, skip)
        if match and not any(mark.kind == kind and mark.style == style for mark in found):
            slip = style.endswith("?")
            label = _mended(match["n"], kind) if slip else match["n"]
            if slip and any(mark.style == style[:-1] for mark in found):
                continue
            worded = kind in ("buku", "bagian", "paragraf") or len(label) > 8
            label = label.strip() if worded else re.sub(r"\s", "", label)
            found.append(Mark(kind, style.rstrip("?"), label, match.end(), slip))
    return found


def _mended(label: str, kind: str) -> str:
    if kind == "bab":
        return re.sub(r"[l1|]", "I", label)
    head = re.sub(r"[lI|]", "1", label)
    return re.sub(r"[oO]", "0", head).replace(" ", "")


def spoilt(label: str, printed: str) -> bool:
    """A printed mark is not spelt as it should be ("Pasa1 5", "( 1 )")."""
    return label not in printed


def roman(text: str) -> int:
    """The value of a well-formed roman number, otherwise 0."""
    if not re.fullmatch(r"(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", text.upper()):
        return 0
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    numbers = [values[char] for char in text.upper()]
    return sum(-one if one < after else one for one, after in zip(numbers, [*numbers[1:], 0], strict=True))


def place(style: str, label: str) -> tuple[int, str]:
    """A label as something that can be counted: (12, "A") for "12A"; (0, "") when it cannot."""
    if style in ("a.", "a)", "(a)"):
        return _letters(label), ""
    if style == "A.":
        return ord(label) - 64, ""
    if style in ("i.", "I."):
        return roman(label), ""
    if style == "1e.":
        return int(label[:-1]), ""
    match = re.fullmatch(r"(\d+)([A-Za-z]*)", label)
    if match:
        return int(match[1]), match[2].upper()
    worded = style == "bab" and len(label) > 3 and not roman(label[:-1])
    if worded or style in ("buku", "bagian", "paragraf", "diktum"):
        return _ordinal(label)
    if value := roman(label):
        return value, ""
    return roman(label[:-1]), label[-1:]


def _ordinal(label: str) -> tuple[int, str]:
    if match := re.fullmatch(r"[Kk]e\s?-\s?(\d+|[IVX]+)", label):
        return (int(match[1]) if match[1].isdigit() else roman(match[1])), ""
    word = re.sub(r"[\s\-]", "", label.lower())
    suffix = ""
    if match := re.fullmatch(r"(.*)\s([A-Z])", label.strip()):
        word, suffix = re.sub(r"[\s\-]", "", match[1].lower()), match[2]
    word = {"pertama": "kesatu"}.get(word, word)
    if word in ORDINALS:
        return ORDINALS.index(word) + 1, suffix
    if word.startswith("keduapuluh") and "ke" + word[10:] in ORDINALS:
        return 20 + ORDINALS.index("ke" + word[10:]) + 1, suffix
    return roman(label), suffix


def _letters(label: str) -> int:
    if len(label) == 1:
        return ord(label) - 96
    if label[0] == label[1]:
        return 26 + ord(label[0]) - 96  # aa, bb, cc: as most regulations count after z
    return 26 + ord(label[1]) - 96 if label[0] == "a" else 0  # aa, ab, ac: as a spreadsheet counts


def follows(style: str, before: str, after: str) -> bool:
    """`after` is the very next number: 5 after 4, 4A after 4, 5 after 4C, aa after z."""
    one, two = place(style, before), place(style, after)
    if two[0] == one[0]:
        return bool(two[0]) and _step(one[1], two[1])
    return two[0] == one[0] + 1 and two[1] in ("", "A")


def _step(one: str, two: str) -> bool:
    if not two:
        return False
    if not one:
        return two == "A"
    return len(one) == len(two) == 1 and ord(two) == ord(one) + 1


def later(style: str, before: str, after: str) -> int:
    """How many numbers are left out between two labels; negative when it goes backwards or stands still."""
    one, two = place(style, before), place(style, after)
    if two[0] == one[0]:
        return 0 if two[1] > one[1] else -1
    return two[0] - one[0] - 1


def first(style: str, label: str) -> bool:
    """A list begins with this label."""
    return place(style, label) in ((1, ""), (1, "A"))


def ended(text: str) -> bool:
    """The text stops where a sentence or an item may stop."""
    return not text.strip() or bool(_ENDS.search(text[-40:]))


def closed(text: str) -> bool:
    """A sentence has ended here, so a heading may follow; "; dan" only lets another item follow."""
    return not text.strip() or bool(_CLOSED.search(text[-12:]))


def refers(text: str) -> bool:
    """The text stops at a word that wants more ("sebagaimana dimaksud dalam ...")."""
    tail = text[-40:].rstrip()
    return tail.endswith(",") or (bool(_REFERS.search(tail)) and not _ENDS.search(tail))


def wants_number(text: str, *, letter: bool = False) -> bool:
    """The text stops at a word that is followed by a number ("pada ayat ..."), or by a letter ("pada huruf ...")."""
    if letter:
        return bool(re.search(r"(?:huruf|butir|lampiran|kelas|tipe|golongan|blok)\s*$", text[-40:], re.I))
    return bool(_NUMBER_WANTED.search(text[-40:]))


def reference_after(rest: str) -> bool:
    """What follows "Pasal 5" makes it a reference and not a heading ("ayat (1)", ", Pasal 6", "diubah")."""
    rest = rest.lstrip()
    return bool(_REFERENCE_AFTER.match(rest)) or bool(_OTHER_LAW.match(rest))
