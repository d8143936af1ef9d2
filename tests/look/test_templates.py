"""What no template of ours may hold, whoever writes it."""

import re
from pathlib import Path

import pytest
from django.template import engines

from core import assets
from core.templatetags import ui

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = [ROOT / "templates"]
PAGES = sorted(path for folder in FOLDERS for path in folder.rglob("*.html"))
SCREEN = [path for path in PAGES if not {"emails", "pdf", "wagtailadmin"} & set(path.parts)]

every_page = pytest.mark.parametrize("path", SCREEN, ids=lambda path: str(path.relative_to(ROOT)))


def test_there_are_templates() -> None:
    assert len(SCREEN) > 30


@every_page
def test_no_style_attribute_no_inline_script_no_handler(path: Path) -> None:
    text = re.sub(r"\{%.*?%\}", "", path.read_text(), flags=re.S)
    assert not re.search(r"<[^>{%]*\sstyle\s*=", text)
    assert not re.search(r"<style[ >]", text)
    assert not re.search(r"<[a-z][^>]*\son[a-z]+\s*=", text)
    for attributes in re.findall(r"<script([^>]*)>", text):
        assert "src=" in attributes or 'type="application/json"' in attributes


@every_page
def test_no_third_party(path: Path) -> None:
    """Nothing is loaded from elsewhere; links that people follow are theirs to follow."""
    text = path.read_text()
    assert not re.search(r"""(?:src|srcset|action|xlink:href)\s*=\s*["'](?:https?:)?//""", text)
    assert not re.search(r"""<link[^>]*href\s*=\s*["'](?:https?:)?//""", text)


@every_page
def test_short_enough_to_be_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 120


@every_page
def test_icons_exist(path: Path) -> None:
    text = path.read_text()
    named = re.findall(r"""\{% icon ['"]([a-z-]+)['"]""", text)
    named += re.findall(r"""\{% (?:empty|menu_item [^%]*?) ?['"]([a-z-]+)['"] ['"]""", text)
    named += re.findall(r"""go\.html" with [^%]*icon=['"]([a-z-]+)['"]""", text)
    assert [name for name in named if name not in assets.SYMBOLS] == []


ENGLISH = re.compile(
    r"\b(?:the|and|your|please|click|submit|save|cancel|search|loading|error|page|login|logout|sign|back|next|previous)\b",
    re.I,
)


@every_page
def test_people_read_indonesian(path: Path) -> None:
    """Words between tags, without template code, attributes and scripts."""
    text = re.sub(
        r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|<script.*?</script>|<code.*?</code>",
        " ",
        path.read_text(),
        flags=re.S,
    )
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
    text = re.sub(r"<[^>]*>", " ", text)
    assert ENGLISH.findall(text) == []


@every_page
def test_compiles(path: Path) -> None:
    folder = next(folder for folder in FOLDERS if folder in path.parents)
    engines["django"].get_template(str(path.relative_to(folder)))


def test_scripts_are_small() -> None:
    """One behaviour a file, at most 80 lines; what one page may load stays below 20 KB, the map alone apart."""
    sizes = {path.name: path.stat().st_size for path in (ROOT / "static" / "js").glob("*.js")}
    for name in sizes:
        assert len((ROOT / "static" / "js" / name).read_text().splitlines()) <= 80, name
    by_mark = sum(sizes[Path(script).name] for _, script in ui.BEHAVIOURS)
    assert by_mark > 5_000
    for page in PAGES:
        named = set(re.findall(r"js/([a-z-]+\.js)", page.read_text())) - {"peta.js"}
        assert by_mark + sum(sizes.get(name, 0) for name in named) <= 20_000, page.name
