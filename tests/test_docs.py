"""What the documents say is true: variables, commands, files and links they name exist, and none is left out."""

import re
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
    for script in re.findall(r"`(script/[a-z]+)", text):
        assert (ROOT / script).exists(), script
    for path in re.findall(r"`((?:docs|tests|templates|static|wilayah)/[\w/.-]+)`", text):
        assert (ROOT / path).exists(), path
