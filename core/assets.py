"""What every page wears: the critical CSS as one constant block with its CSP hash, and the icons of the sprite.

Both are read once when the process starts; a page then prints them from memory.
"""

import hashlib
import re
from base64 import b64encode
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"
SHEETS = ("tokens", "base", "components")

_STRING_OR_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.S)


def minify(css: str) -> str:
    """CSS without comments and needless blanks; text inside quotes is left alone."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        if match[1] is None:
            return " "
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x00"

    css = _STRING_OR_COMMENT.sub(keep, css)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r": ", ":", css)
    css = css.replace(";}", "}")
    return re.sub("\x00(\\d+)\x00", lambda match: kept[int(match[1])], css).strip()


def csp_hash(text: str) -> str:
    """The CSP source that allows exactly this inline block."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


STYLE = "".join(minify((STATIC / "css" / f"{name}.css").read_text()) for name in SHEETS)
STYLE_HASH = csp_hash(STYLE)
STYLE_NAME = f"gaya-{hashlib.sha256(STYLE.encode()).hexdigest()[:12]}.css"

SYMBOLS: dict[str, str] = {
    name: symbol
    for symbol, name in re.findall(r'(<symbol id="i-([a-z-]+)".*?</symbol>)', (STATIC / "img/sprite.svg").read_text())
}

_USED = re.compile(r'href="#i-([a-z-]+)"')


def sprite(html: str) -> str:
    """An inline sprite with the symbols that this HTML uses, "" where it uses none."""
    names = dict.fromkeys(_USED.findall(html))
    symbols = "".join(SYMBOLS[name] for name in names if name in SYMBOLS)
    return f'<svg class="sprite" aria-hidden="true" focusable="false"><defs>{symbols}</defs></svg>' if symbols else ""
