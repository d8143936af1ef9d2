"""One rule for every refusal that people read: a full sentence ends with its mark, whoever worded it."""

import ast
from pathlib import Path
from typing import Any

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.template import engines
from django.test import RequestFactory

from accounts.adapters import AccountAdapter, MfaAdapter
from core.text import sentence

ROOMS = ("core", "audit", "wilayah", "accounts", "notifications", "dialog", "konsultasi", "musrenbang", "cms")
RAISES = {"ValidationError", "PermissionDenied", "StateError", "RateLimited", "BallotError"}
MARKS = (".", "?", "!", "…", ":")


@pytest.mark.parametrize(
    ("text", "said"),
    [("Isi nama", "Isi nama."), ("Isi nama.", "Isi nama."), ("Yakin?", "Yakin?"), ("", ""), ("(dua)", "(dua).")],
)
def test_the_rule(text: str, said: str) -> None:
    assert sentence(text) == said


class Everything(forms.Form):
    """One field of every kind, so that Django's own words come."""

    teks = forms.CharField(label="Teks", max_length=3)
    kosong = forms.CharField(label="Kosong")
    angka = forms.IntegerField(label="Angka", min_value=3)
    banyak = forms.IntegerField(label="Banyak", max_value=3)
    pecahan = forms.DecimalField(label="Pecahan", decimal_places=1)
    hari = forms.DateField(label="Hari")
    saat = forms.DateTimeField(label="Saat")
    surel = forms.EmailField(label="Surel")
    alamat = forms.URLField(label="Alamat", assume_scheme="https")
    satu = forms.ChoiceField(label="Satu", choices=[("a", "A")])
    berkas = forms.FileField(label="Berkas")
    setuju = forms.BooleanField(label="Saya setuju")

    def clean(self) -> Any:
        raise forms.ValidationError("Isian tidak cocok satu sama lain")


def test_fields_and_summary_speak_in_full_sentences() -> None:
    wrong = {"teks": "empat", "angka": "1", "banyak": "4", "pecahan": "1.25", "hari": "x", "saat": "x"}
    form = Everything({**wrong, "surel": "x", "alamat": "x y", "satu": "b"}, {})
    source = "{% for f in form %}{% field f %}{% endfor %}{% error_summary %}"
    html = engines["django"].from_string(source).render({"form": form}, RequestFactory().get("/"))
    fields = [part.split("</span>")[0] for part in html.split("Galat: </span>")[1:]]
    summary = [part.split("</a>")[0].split('">')[-1] for part in html.split('<li><a href="#')[1:]]
    assert len(fields) == len(summary) == len(form.fields)
    assert [text for text in fields + summary if not text.endswith(".")] == []
    assert "<li>Isian tidak cocok satu sama lain.</li>" in html


def test_messages_of_others_get_their_stop() -> None:
    source = '{% include "components/messages.html" %}'
    html = engines["django"].from_string(source).render({"messages": ["Anda sudah masuk sebagai <b>Ani</b>"]})
    assert "<p>Anda sudah masuk sebagai &lt;b&gt;Ani&lt;/b&gt;.</p>" in html


def test_words_for_allauth_are_sentences() -> None:
    ours = {**AccountAdapter.error_messages, **MfaAdapter.error_messages}
    own = {key: str(text) for key, text in ours.items() if text is not DefaultAccountAdapter.error_messages.get(key)}
    assert [key for key, text in own.items() if not text.endswith(MARKS)] == []


def literals(call: ast.Call) -> list[str]:
    """The texts given to a refusal, as far as they stand in the source."""
    found: list[str] = []
    for argument in call.args[:2]:
        values = argument.values if isinstance(argument, ast.Dict) else [argument]
        for value in values:
            if isinstance(value, ast.JoinedStr) and value.values:
                value = value.values[-1]
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and " " in value.value:
                found.append(value.value)
    return found


def refusals() -> list[tuple[str, str]]:
    """Every text a refusal is raised with, or an error message a field has, with its file."""
    rows: list[tuple[str, str]] = []
    for room in ROOMS:
        for path in sorted((Path(settings.BASE_DIR) / room).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                    if name in RAISES:
                        rows += [(str(path), text) for text in literals(node)]
                    if name == "add_error" and len(node.args) == 2:
                        rows += [(str(path), text) for text in literals(ast.Call(node.func, node.args[1:], []))]
                if isinstance(node, ast.keyword) and node.arg == "error_messages" and isinstance(node.value, ast.Dict):
                    rows += [(str(path), v.value) for v in node.value.values if isinstance(v, ast.Constant)]
    return rows


def test_every_refusal_of_ours_is_a_sentence() -> None:
    rows = refusals()
    assert len(rows) > 100
    assert [row for row in rows if not row[1].endswith(MARKS)] == []
