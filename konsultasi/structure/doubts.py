"""Doubts about numbers: gaps, repeats, steps backwards, empty parts, and what the reading itself found odd."""

from .marks import first, follows, later
from .model import Doubt, Node

_LISTS = {"ayat": "ayat ({})", "huruf": "huruf {}", "angka": "angka {}"}
_WORDS = {"bab": "BAB", "bagian": "Bagian", "paragraf": "Paragraf", "pasal": "Pasal"}


def review(nodes: list[Node]) -> list[Doubt]:
    """Every doubt about these parts, in the order of the text."""
    found: list[Doubt] = []
    _headings(nodes, found)
    for node in nodes:
        _inside(node, "", found)
    _explained(nodes, found)
    return found


def name(node: Node, above: str = "") -> str:
    """What people call a part: "Pasal 5 ayat (2) huruf a"."""
    if node.kind in _LISTS:
        own = _LISTS[node.kind].format(node.label)
        return f"{above} {own}".strip() if above else own.capitalize()
    if node.kind in _WORDS:
        own = f"{_WORDS[node.kind]} {node.label}"
        return f"{above}, {own}" if node.quoted and above and node.kind == "pasal" else own
    if node.kind == "penjelasan":
        return f"Penjelasan {node.printed}" if node.printed.startswith("Pasal") else "Penjelasan"
    if node.kind in ("menimbang", "mengingat"):
        return node.kind.capitalize()
    return above or "Naskah"


def _inside(node: Node, above: str, found: list[Doubt]) -> None:
    where = name(node, above)
    found.extend(Doubt(where, why) for why in node.doubts)
    if node.kind in ("pasal", "ayat", "huruf", "angka", "bab") and not node.text and not node.children:
        found.append(Doubt(where, "Tidak ada isinya."))
    _lists(node, where, found)
    scope = where if node.kind in (*_LISTS, "pasal", "menimbang", "mengingat") else above
    for child in node.children:
        _inside(child, scope, found)


def _lists(node: Node, where: str, found: list[Doubt]) -> None:
    """The numbers of the lists right below a part."""
    before: dict[str, Node] = {}
    count: dict[str, int] = {}
    for child in node.children:
        if child.kind not in _LISTS:
            continue
        old = before.get(child.style)
        label = name(child, where if node.kind in (*_LISTS, "pasal", "menimbang", "mengingat") else "")
        if old is None and not first(child.style, child.label) and not node.quoted and child.kind != "teks":
            found.append(Doubt(label, f"Daftar ini mulai dari {_short(child)}: nomor sebelumnya tidak ditemukan."))
        elif old is not None:
            _step(old, child, label, found)
        before[child.style] = child
        count[child.style] = count.get(child.style, 0) + 1
    for style, total in count.items():
        quotes = any(child.quoted for child in before[style].children)
        if total == 1 and first(style, before[style].label) and not (node.quoted or quotes):
            found.append(
                Doubt(
                    name(before[style], where),
                    f"Hanya ada satu {before[style].kind}: mungkin yang berikutnya tidak terbaca.",
                )
            )


def _step(old: Node, new: Node, where: str, found: list[Doubt]) -> None:
    if follows(new.style, old.label, new.label):
        return
    steps = later(new.style, old.label, new.label)
    if old.label == new.label:
        why = f"Nomor berulang: {_short(new)} sudah ada."
    elif steps < 0:
        why = f"Nomor mundur: dari {_short(old)} ke {_short(new)}."
    else:
        why = f"Nomor meloncat: dari {_short(old)} langsung ke {_short(new)}."
    found.append(Doubt(where, why))


def _short(node: Node) -> str:
    return name(node) if node.kind in _WORDS else _LISTS[node.kind].format(node.label)


def _headings(nodes: list[Node], found: list[Doubt]) -> None:
    """Chapters and articles of the regulation itself, counted through; sections are counted within their chapter."""
    last: dict[str, Node] = {}
    queue = list(reversed(nodes))
    while queue:
        node = queue.pop()
        if node.style == "buku":  # chapters begin anew in each book, as most laws count
            last.pop("bab", None)
        if node.kind in _WORDS and not node.quoted:
            old = last.get(node.kind)
            if old is not None:
                _step(old, node, name(node), found)
            elif not first(node.style, node.label):
                found.append(
                    Doubt(name(node), f"Ini {_WORDS[node.kind]} yang pertama ditemukan; nomor sebelumnya tidak ada.")
                )
            last[node.kind] = node
            for kind, below in (("bab", "bagian"), ("bab", "paragraf"), ("bagian", "paragraf")):
                if node.kind == kind:
                    last.pop(below, None)
        if node.kind in ("bab", "bagian", "paragraf"):
            queue.extend(reversed(node.children))


def _explained(nodes: list[Node], found: list[Doubt]) -> None:
    """Articles that the explanation names must exist."""
    articles = {node.label for node in _all(nodes, "pasal")}
    changed = {
        id(node) for one in _all(nodes, "penjelasan") if one.label == "I" for node in _all(one.children, "penjelasan")
    }
    for node in _all(nodes, "penjelasan"):
        if id(node) in changed and _quotes(nodes):  # articles of the changed law need not all be quoted
            continue
        if node.printed.startswith("Pasal") and articles and node.label not in articles:
            found.append(Doubt(name(node), f"Pasal {node.label} dijelaskan, tetapi tidak ada dalam batang tubuh."))


def _quotes(nodes: list[Node]) -> bool:
    return any(node.quoted for node in _all(nodes, "pasal"))


def _all(nodes: list[Node], kind: str) -> list[Node]:
    found, queue = [], list(reversed(nodes))
    while queue:
        node = queue.pop()
        if node.kind == kind:
            found.append(node)
        queue.extend(reversed(node.children))
    return found
