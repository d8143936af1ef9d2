"""A whole regulation: its sections read in order, its numbers looked over, its doubts gathered."""

import dataclasses
import re

from . import furniture, lines, sections
from .doubts import review
from .ending import Explanation, annex, closing
from .marks import DIKTUM
from .model import Doubt, Draft, Line, Node, Source
from .opening import Opening
from .tree import Builder


def find(source: Source) -> Draft:
    """The structure of a regulation: a tree in which every word of the source stands, or a doubt that names it."""
    furniture.clear(source)
    source.lines = lines.loosen(source.lines)
    lines.settle(source.lines, source.form)
    words = lines.vocabulary(source.lines)
    nodes: list[Node] = []
    title: Node | None = None
    amends = _amends(source.lines)
    for section in sections.cut(source.lines):
        if section.name == "opening":
            opening = Opening(words)
            nodes += opening.read(section.lines)
            title = opening.title
        elif section.name == "body":
            nodes += _body(section.lines, words, amends)
        elif section.name == "closing":
            nodes += closing(section.lines, words)
        elif section.name == "penjelasan":
            nodes.append(Explanation(words, amends).read(section.lines))
        else:
            nodes.append(annex(section.lines, words))
    named = title.text if title else _named(nodes)
    doubts = [*source.notes, *_missing(nodes, named, title is not None)]
    doubts += [*review(nodes), *furniture.told(source.left_out)]
    return Draft(named, nodes, doubts, source.left_out)


def _named(nodes: list[Node]) -> str:
    """A regulation without a heading says its name where it is decided: "Menetapkan: PERATURAN ... TENTANG ..."."""
    for node in nodes:
        match = re.match(
            r"(?:\d\.\s*)?(?:Menetapkan|MENETAPKAN)\s*:\s*(.{5,600}?\bTENTANG\b.+?)\.?$", node.text, re.S | re.I
        )
        if match and node.kind == "teks":
            return match[1]
    return ""


def _amends(source: list[Line]) -> bool:
    """The regulation changes another one: its own articles are Pasal I and Pasal II."""
    opening = " ".join(line.text for line in source[:40])
    title = re.search(r"\bTENTANG\b(.{0,300}?)(?:DENGAN RAHMAT|Menimbang|MENIMBANG|$)", opening)
    if title and re.search(r"\bPERUBAHAN\b|PERATURAN PEMERINTAH PENGGANTI", title[1], re.I):
        return True
    heads = {line.text.strip(". ") for line in source if len(line.text) < 12}
    changes = any(re.search(r"diubah|berbunyi|disisipkan", line.text) for line in source)
    return changes and {"Pasal I", "Pasal II"} <= heads


def _body(body: list[Line], words: set[str], amends: bool) -> list[Node]:
    base = Node("body")
    builder = Builder(base, words, amends=amends)
    for index, line in enumerate(body):
        ahead = " ".join(after.text for after in body[index + 1 : index + 7])
        match = DIKTUM.match(line.text)
        if match and not any(node.kind == "pasal" for node in builder.path):
            node = Node("teks", match["n"], style="diktum", row=line.row, indent=line.indent, printed=match["n"])
            del builder.path[1:]
            base.children.append(node)
            builder.path.append(node)
            line = dataclasses.replace(line, text=line.text[match.end() :])
        builder.feed(line, ahead)
    return base.children


def _missing(nodes: list[Node], named: str, headed: bool) -> list[Doubt]:
    doubts = []
    if named and not headed:
        doubts.append(Doubt("Judul", "Judul tidak tertulis di kepala naskah; diambil dari kata sesudah Menetapkan."))
    elif not named:
        doubts.append(Doubt("Judul", "Judul peraturan tidak ditemukan. Isilah sendiri."))
    kinds = {node.kind for node in _walk(nodes)}
    if "pasal" not in kinds:
        doubts.append(Doubt("Naskah", "Tidak ada pasal yang ditemukan. Periksalah apakah naskah ini sebuah peraturan."))
    elif named:
        for kind, name in (("menimbang", "Menimbang"), ("mengingat", "Mengingat")):
            if kind not in kinds:
                doubts.append(Doubt(name, f"Bagian {name} tidak ditemukan."))
    return doubts


def _walk(nodes: list[Node]) -> list[Node]:
    found, queue = [], list(nodes)
    while queue:
        node = queue.pop()
        found.append(node)
        queue.extend(node.children)
    return found
