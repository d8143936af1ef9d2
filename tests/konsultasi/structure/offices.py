"""Regulations in the shapes offices send round: typed in Word, printed to PDF with pagers and addresses, copied from a
page. The outlines of `kantor/` are written for these tests; each shape is rendered from them."""

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from . import typed
from .typed import Part

HERE = Path(__file__).parent / "kantor"
SITE = "jdih.temanggungkab.go.id"
LOOSE = ("jelas", "tutup", "lampiran")
ROMAN = ["I", "II", "III", "IV", "V", "VI"]
Shape = tuple[bytes, str]


def outline(name: str) -> list[Part]:
    """The parts of an outline of an office."""
    return typed.outline(name, HERE)


def flat(parts: list[Part], depth: int = 0) -> Iterator[tuple[int, Part]]:
    """Every part with how deep it stands."""
    for part in parts:
        yield depth, part
        yield from flat(part.parts, depth + 1)


def number(part: Part) -> str:
    """A part's number as it is typed; a list in a list in a list is typed a), then 1)."""
    return typed.mark(part)


class Office:
    """Turns an outline into paragraphs; what a paragraph looks like is left to the shape."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts = outline(name)
        self.title = next(part.text for part in self.parts if part.kind == "judul")
        self.subject = self.title.partition(" TENTANG ")[2]
        self.kind = self.title.partition(" NOMOR ")[0]

    def opening(self) -> list[str]:
        """The heading, line by line, as it is centred."""
        head, _, subject = self.title.partition(" TENTANG ")
        kind, _, rest = head.partition(" NOMOR ")
        grace = {"qanun": ["BISMILLAHIRRAHMANIRRAHIM", "DENGAN RAHMAT ALLAH YANG MAHA KUASA"]}
        return [
            kind, f"NOMOR {rest}", "TENTANG", *textwrap.wrap(subject, 46),
            *grace.get(self.name, ["DENGAN RAHMAT TUHAN YANG MAHA ESA"]), f"{self.office()},",
        ]  # fmt: skip

    def office(self) -> str:
        """Who speaks."""
        return {
            "pungutan_desa": "KEPALA DESA GANDUREJO", "pelayanan": "MENTERI DALAM NEGERI REPUBLIK INDONESIA",
            "qanun": "BUPATI ACEH TENGAH", "tim": "CAMAT TEMANGGUNG",
        }.get(self.name, "BUPATI TEMANGGUNG")  # fmt: skip

    def weighed(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Menimbang and Mengingat: their word, and numbered sentences."""
        found = []
        for part in self.parts:
            if part.kind in ("menimbang", "mengingat"):
                items = [(number(item), item.text) for item in part.parts] or [("", part.text)]
                found.append((part.kind.capitalize(), items))
        return found

    def decided(self) -> list[str]:
        """Who agreed, and that it is decided."""
        agreed = {
            "pungutan_desa": "Dengan Kesepakatan Bersama|BADAN PERMUSYAWARATAN DESA GANDUREJO|dan",
            "perpustakaan": "Dengan Persetujuan Bersama|DEWAN PERWAKILAN RAKYAT DAERAH KABUPATEN TEMANGGUNG|dan",
            "qanun": "Dengan Persetujuan Bersama|DEWAN PERWAKILAN RAKYAT KABUPATEN ACEH TENGAH|dan",
        }.get(self.name)
        return [*([*agreed.split("|"), self.office()] if agreed else []), "MEMUTUSKAN:"]

    def named(self) -> str:
        """What stands behind "Menetapkan"."""
        return "" if self.name == "tim" else f"{self.kind} TENTANG {self.subject}."

    def body(self) -> Iterator[tuple[int, Part]]:
        """The articles, or what is decided point by point."""
        for part in self.parts:
            if part.kind not in ("judul", "menimbang", "mengingat", *LOOSE):
                yield 0, part
                yield from self._below(part, 1)

    def _below(self, part: Part, depth: int) -> Iterator[tuple[int, Part]]:
        for child in part.parts:
            deep = 0 if child.kind in ("bab", "bagian", "paragraf", "pasal") else depth
            yield deep, child
            yield from self._below(child, 1 if child.kind == "pasal" else deep + 1)

    def signed(self) -> tuple[list[str], list[str]]:
        """Who signed (right) and who put it in the gazette (left)."""
        right = ["Ditetapkan di Temanggung", "pada tanggal 2 Maret 2026", f"{self.office()},", "ttd.", "AGUS SETYAWAN"]
        left = ["Diundangkan di Temanggung", "pada tanggal 3 Maret 2026", "SEKRETARIS DAERAH,", "ttd.", "HARI AGUNG P."]
        return right, [] if self.name == "tim" else left

    def agreed(self) -> str:
        """The sentence before the signatures."""
        return next((part.text for part in self.parts if part.kind == "tutup"), "")

    def explained(self) -> list[tuple[int, str, str]]:
        """The explanation: (depth, mark, words) for each paragraph; nothing where there is none."""
        parts = [part for part in self.parts if part.kind == "jelas"]
        if not parts:
            return []
        found = [
            (0, "", "PENJELASAN"),
            (0, "", "ATAS"),
            *((0, "", line) for line in self.opening()[: -2 if self.name != "qanun" else -3]),
        ]
        found += [(0, "I.", "UMUM"), (1, "", f"{self.kind.title()} ini disusun agar warga memperoleh kepastian."),
                  (1, "", "Sehubungan dengan hal tersebut, pengaturan ini memuat pokok-pokok yang diperlukan."),
                  (0, "II.", "PASAL DEMI PASAL")]  # fmt: skip
        for depth, part in flat(parts[1:]):
            word, _, label = part.label.partition(" ")
            named = f"Pasal {part.label}" if not label else f"{word.capitalize()} {label}"
            found.append((depth + 1, named, part.text))
        return found

    def annexed(self) -> list[str]:
        """The lines of the annex."""
        return next((part.text.split("|") for part in self.parts if part.kind == "lampiran"), [])


def heading(part: Part) -> list[str]:
    """A heading as its centred lines."""
    return [number(part), *([part.text] if part.text and part.kind != "pasal" else [])]


# Text


def lines_of(office: Office, width: int = 78) -> Iterator[str]:
    """The page as a program gives it that keeps columns."""
    for line in office.opening():
        yield line.center(width).rstrip()
    yield ""
    for word, items in office.weighed():
        for index, (mark, text) in enumerate(items):
            label = f"{word:<13}: " if not index else " " * 15
            yield from hung(label + (f"{mark:<4}" if mark else ""), text, width)
        yield ""
    for line in office.decided():
        yield line.center(width).rstrip()
    if office.named():
        yield from hung(f"{'Menetapkan':<13}: ", office.named(), width)
    else:
        yield "Menetapkan   :"
    for depth, part in office.body():
        yield from part_lines(depth, part, width)
    yield ""
    yield from hung("      ", office.agreed(), width)
    right, left = office.signed()
    yield from (" " * 44 + line for line in right)
    yield from left
    for depth, mark, text in office.explained():
        yield from hung("    " * depth + (f"{mark} " if mark and not depth else ""), text if not depth else "", width)
        if depth:
            yield "    " * depth + mark if mark else ""
            yield from hung("    " * (depth + 1), text, width) if text else ()
    yield from office.annexed()


def part_lines(depth: int, part: Part, width: int) -> Iterator[str]:
    """One part of the body in lines of a page."""
    if part.kind in ("bab", "bagian", "paragraf", "pasal"):
        yield ""
        for line in heading(part):
            yield from (row.center(width).rstrip() for row in textwrap.wrap(line, 50))
        if part.kind == "pasal" and part.text:
            yield from hung("    ", part.text, width)
    elif part.kind == "tabel":
        cells = part.text.split("|")
        yield "        " + f"{cells[0]:<5}{cells[1]:<32}{cells[2]:>12}"
    elif part.kind == "diktum":
        yield from hung(f"{part.label:<13}: ", part.text, width)
    else:
        margin = "    " * depth
        yield from hung(margin + (f"{number(part):<4} " if number(part) else ""), part.text, width)


def hung(label: str, text: str, width: int) -> list[str]:
    """Words broken at a margin, hanging behind their label, long words cut by a hyphen as printers do."""
    if not text:
        return [label.rstrip()] if label.strip() else []
    return cut(
        textwrap.wrap(text, width, initial_indent=label, subsequent_indent=" " * len(label), break_on_hyphens=False)
    )


def cut(lines: list[str]) -> list[str]:
    """Every third full line takes the head of a long word of the next one, with a hyphen."""
    for index in range(2, len(lines) - 1, 3):
        match = re.match(r"( *)([a-z]{5})([a-z]{5,})\b(?!-)", lines[index + 1])
        if match and re.search(r"[a-z,]$", lines[index]):
            lines[index] += f" {match[2]}-"
            lines[index + 1] = match[1] + lines[index + 1][len(match[1]) + 5 :]
    return lines


def columns(name: str) -> Shape:
    """A page that kept its columns, with form feeds, pagers and the address of the publisher."""
    rows = list(lines_of(Office(name)))
    pages = [rows[index : index + 44] for index in range(0, len(rows), 44)]
    told = [
        "\n".join([*([f"- {count} -".center(78).rstrip(), ""] if count > 1 else []), *page, "", SITE.rjust(78)])
        for count, page in enumerate(pages, 1)
    ]
    return "\f".join(told).encode(), f"{name}.txt"


def copied(name: str) -> Shape:
    """The same page copied with the mouse: no columns, no blank lines, pagers in between."""
    rows = [" ".join(row.split()) for row in lines_of(Office(name), 70) if row.strip()]
    pages = [rows[index : index + 36] for index in range(0, len(rows), 36)]
    told = ["\n".join([*([f"-{count}-"] if count > 1 else []), *page]) for count, page in enumerate(pages, 1)]
    return "\n".join(told).encode(), f"{name}.txt"


def windows(name: str) -> Shape:
    """Saved by an old editor: one paragraph a line, tabs, Windows letters and line ends."""
    rows = [re.sub(r"^( *)(\(\w+\)|\w+\.) ", r"\1\2\t", row) for row in lines_of(Office(name), 10_000)]
    text = "\r\n".join(row.strip(" ") for row in rows)
    return text.encode("cp1252"), f"{name}.txt"
