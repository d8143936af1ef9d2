"""What the documents say is true: variables, commands, files and links they name exist, and none is left out."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md"))]
RUNNING = (ROOT / "docs" / "menjalankan.md").read_text(encoding="utf-8")
# Handed from one of our own programs to another; nobody sets them.
INTERNAL = {"APT_UPDATED", "BENCH_ORIGIN", "BENCH_REQUESTS", "PG_DIR", "PABULIB_DIR", "SCREENSHOTS"}
READ = re.compile(
    r"""environ(?:\.get)?[\[(]\s*["']([A-Z][A-Z_]+)["']   # os.environ
    | \benv\.[a-z]+\(\s*(?:\#[^\n]*\n\s*)?["']([A-Z][A-Z_]+)["']  # settings
    | \$\{([A-Z][A-Z_]+):-                            # a shell script's default
    """,
    re.X,
)


def read_somewhere() -> set[str]:
    """Every environment variable that settings, scripts and browser tests read."""
    files = [ROOT / "partisipasi" / "settings.py", ROOT / "tests" / "browser" / "conftest.py"]
    files += [path for path in (ROOT / "script").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    found = {name for path in files for match in READ.findall(path.read_text(errors="replace")) for name in match}
    return found - {""} - INTERNAL


def named() -> set[str]:
    """Every variable the page on running it names."""
    words = set(re.findall(r"`([A-Z][A-Z_]{3,})(?:=\d)?`", RUNNING))
    blocks = re.findall(r"^([A-Z][A-Z_]{3,})=", RUNNING, re.M)
    return words | set(blocks)


def test_every_variable_is_explained_and_every_explained_one_is_read() -> None:
    assert read_somewhere() - named() == set(), "docs/menjalankan.md does not name these"
    assert named() - read_somewhere() == set(), "nothing reads these"
    assert {"SECRET_KEY", "OFFICE_LINES", "WEB_WORKERS", "CHROMIUM"} <= read_somewhere()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_links_and_files_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    commands = set(re.findall(r"manage\.py ([a-z][a-z_]+)", text))
    assert commands - set(get_commands()) == set()
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        if not link.startswith(("/", "http")):
            assert (page.parent / link).exists(), link
    for script in re.findall(r"`(script/[a-z_]+(?:\.py)?)", text):
        assert (ROOT / script).exists(), script
    for path in re.findall(r"`((?:docs|tests|templates|static|wilayah)/[\w/.-]+)`", text):
        assert (ROOT / path).exists(), path


TOOLS = re.findall(
    r"^\| (`[a-z]+\.[a-z.`, ]+`) \| (.+) \|$", (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"), re.M
)


# Words of these rows that are no tools of the module: fields, arguments, classes of others.
WORDS = {"AppConfig", "LIFECYCLE", "StateError", "deed", "guard", "kunci", "region_id", "state"}


@pytest.mark.parametrize(("modules", "text"), TOOLS, ids=[modules for modules, _ in TOOLS])
def test_the_tools_of_each_floor_are_there(modules: str, text: str) -> None:
    held = [import_module(name) for name in re.findall(r"`([\w.]+)`", modules)]
    named = set(re.findall(r"`@?([A-Za-z_]+)(?:\([^`]*)?`", text)) - WORDS
    assert [name for name in named if not any(hasattr(module, name) for module in held)] == []


def test_the_floors_are_those_of_the_linter() -> None:
    layers = re.search(r'name = "Floors.*?layers = \[(.*?)\]', (ROOT / "pyproject.toml").read_text(), re.S)
    assert layers
    wanted = re.findall(r'"([^"]+)"', layers[1])
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = text.split("```")[1].strip().splitlines()
    assert [line.split("  ")[0].strip() for line in drawn] == wanted


def test_the_glossary_names_what_is_there() -> None:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    for identifiers, app in re.findall(r"^\| [^|]+ \| ([^|]+) \| (\w+) \|", text, re.M)[1:]:
        sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / app).rglob("*.py"))
        for name in re.findall(r"`([\w.]+)`", identifiers):
            assert re.search(rf"\b{re.escape(name.split('.')[-1])}\b", sources), f"{app}: {name}"
