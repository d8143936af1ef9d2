"""The house stays readable: no file, function, view, template or script outgrows its limit."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["core", "audit", "wilayah", "accounts", "notifications", "dialog"]
APPS += ["acara", "konsultasi", "musrenbang", "layanan", "literasi", "cms", "partisipasi"]
FILE, FUNCTION, VIEW, TEMPLATE, SCRIPT = 400, 50, 15, 120, 80


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def sources() -> Iterator[Path]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def body_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    body = node.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        body = body[1:]
    return (node.end_lineno or 0) - body[0].lineno + 1 if body else 0


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def is_view(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    in_views = path.name == "views.py" or "views" in path.parts
    return in_views and bool(node.args.args) and node.args.args[0].arg == "request"


def test_files() -> None:
    tall = [f"{p.relative_to(ROOT)}: {lines(p)}" for p in sources() if lines(p) > FILE]
    tall += [f"{p.relative_to(ROOT)}: {lines(p)}" for p in sorted((ROOT / "tests").rglob("*.py")) if lines(p) > FILE]
    assert tall == []


def test_functions() -> None:
    long = [
        f"{p.relative_to(ROOT)}:{n.name} {body_length(n)}"
        for p in sources()
        for n in functions(p)
        if body_length(n) > FUNCTION
    ]
    assert long == []


def test_views() -> None:
    long = [
        f"{p.relative_to(ROOT)}:{n.name} {body_length(n)}"
        for p in sources()
        for n in functions(p)
        if is_view(p, n) and body_length(n) > VIEW
    ]
    assert long == []


def test_templates() -> None:
    tall = [
        f"{p.relative_to(ROOT)}: {lines(p)}"
        for p in sorted((ROOT / "templates").rglob("*.html"))
        if lines(p) > TEMPLATE
    ]
    assert tall == []


def test_scripts() -> None:
    own = [p for p in sorted((ROOT / "static").rglob("*.js")) if "vendor" not in p.parts]
    assert [f"{p.relative_to(ROOT)}: {lines(p)}" for p in own if lines(p) > SCRIPT] == []
