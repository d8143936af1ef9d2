"""Forms of importing: the file or pasted text, the corrected rows, the last yes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cms import importing, services
from cms.importing import KINDS, SPLIT_WHERE, Row
from cms.models import DraftImport, PolicyDraftPage
from core.once import OnceForm
from core.text import clean
from konsultasi.services.reading import MAX_BYTES, MAX_PAGES, Found, RefusedError, read_draft

TOO_LARGE = f"Berkas ini terlalu besar. Batasnya {MAX_BYTES // 1024 // 1024} MB."
JOIN_NOT = "Bagian ini tidak dapat digabung: tidak ada bagian di atasnya, atau salah satunya dibuang."


class UploadForm(OnceForm):
    """A file or pasted text, read at once: what cannot be read is refused here, and nothing is kept."""

    berkas = forms.FileField(
        label="Berkas naskah",
        required=False,
        help_text=f"Word (.docx), PDF teks, atau .txt. Paling besar {MAX_BYTES // 1024 // 1024} MB dan "
        f"{MAX_PAGES} halaman. Tanpa kata sandi, bukan hasil pindaian.",
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.txt"}),
        error_messages={"empty": "Berkas ini kosong. Pilihlah berkas yang berisi naskah."},
    )
    teks = forms.CharField(
        label="Atau tempel teks naskah",
        required=False,
        strip=False,
        help_text="Satu paragraf satu baris lebih baik, tetapi baris yang terpotong juga dikenali.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    found: Found

    def __init__(self, *args: Any, page: PolicyDraftPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page

    def clean(self) -> dict[str, Any]:
        """Reading is slow and needs no database: it is done here, before any transaction."""
        data = super().clean() or {}
        file, text = data.get("berkas"), (data.get("teks") or "").strip()
        if self.errors:
            return data
        if bool(file) == bool(text):
            both = "Pilih salah satu: berkas atau teks yang ditempel." if file else "Pilih berkas, atau tempel teksnya."
            raise ValidationError(both)
        if file and file.size > MAX_BYTES:
            raise ValidationError({"berkas": TOO_LARGE})
        try:
            self.found = read_draft(file.read(), file.name) if file else read_draft(data["teks"].encode(), "")
        except RefusedError as error:
            raise ValidationError({"berkas" if file else "teks": str(error)}) from error
        if len(self.found.blocks) > importing.MAX_ROWS:
            raise ValidationError(importing.too_many(len(self.found.blocks), importing.MAX_ROWS))
        return data

    def save(self, *, by: Any) -> DraftImport:
        found = self.found if self.found.name else replace(self.found, name="Teks yang ditempel")
        return services.start_import(page=self.page, by=by, found=found)


@dataclass(frozen=True)
class Card:
    """A row as the page shows it. `mine`: what the person typed where somebody else saved something different."""

    row: Row
    name: str
    options: SafeString
    errors: list[str]
    mine: str = ""

    @property
    def height(self) -> int:
        """Lines of the text box."""
        return min(12, max(2, len(self.row.text) // 70 + self.row.text.count("\n") + 1))


@cache
def options(kind: str) -> SafeString:
    """The choice of kinds with one chosen: the same for every row of that kind."""
    chosen = {True: SafeString(" selected"), False: SafeString("")}
    rows = ((value, chosen[value == kind], label) for value, label in KINDS.items())
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class CorrectionForm(forms.Form):
    """All rows as typed, and what was pressed: simpan, pratinjau, or a deed on one row ("pisah-12")."""

    giliran = forms.IntegerField(min_value=0, error_messages=dict.fromkeys(("required", "invalid"), "Muat ulang."))
    DEEDS = {"pisah": importing.split, "gabung": importing.join, "tambah": importing.add}
    REFUSALS = {"pisah": SPLIT_WHERE, "gabung": JOIN_NOT, "tambah": "Bagian ini sudah tidak ada."}

    def __init__(self, *args: Any, imported: DraftImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.imported = imported
        self.stored = importing.load(imported.rows)
        self.rows = [self._typed(row) for row in self.stored] if self.is_bound else self.stored
        self.refused: dict[int, str] = {}
        self.mine: dict[int, Row] = {}
        self.deed, _, key = self.data.get("aksi", "simpan").partition("-")
        self.key = int(key) if key.isdecimal() and len(key) < 10 else 0

    def _typed(self, row: Row) -> Row:
        """The row as this person left it; a row the post does not know stays."""
        kind = self.data.get(f"jenis-{row.key}")
        if kind is None:
            return row
        return replace(
            row,
            kind=kind if kind in KINDS else row.kind,
            number=" ".join(clean(self.data.get(f"nomor-{row.key}", "")).split()),
            text=clean(self.data.get(f"teks-{row.key}", "")),
            checked=f"periksa-{row.key}" in self.data,
            out=f"buang-{row.key}" in self.data,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("giliran") != self.imported.turn:
            self.overtaken(ValidationError(services.overtaken(self.imported)))
        elif self.deed in self.DEEDS:
            self._do()
        return data

    def _do(self) -> None:
        """The deed on one row, or why it cannot be done."""
        rows = self.DEEDS[self.deed](self.rows, self.key)
        if rows is None:
            self.refused[self.key] = self.REFUSALS[self.deed]
            raise ValidationError(self.REFUSALS[self.deed])
        if len(rows) > importing.MAX_ROWS:
            raise ValidationError(importing.too_many(len(rows), importing.MAX_ROWS))
        self.rows = rows

    def save(self, *, by: Any) -> DraftImport:
        return services.correct_import(imported=self.imported, by=by, rows=self.rows, turn=self.cleaned_data["giliran"])

    def overtaken(self, error: ValidationError) -> None:
        """Somebody saved meanwhile: their rows stand in the form, what was typed here stands beside them."""
        self.add_error(None, error)
        self.imported.refresh_from_db()
        self.rows = importing.load(self.imported.rows)
        now = {row.key: row for row in self.rows}
        sent = [int(name[5:]) for name in self.data if re.fullmatch("teks-[0-9]{1,9}", name)]
        typed = [self._typed(now.get(key) or Row(key, "teks", "", "")) for key in sent]
        self.mine = {row.key: row for row in typed if now.get(row.key) != row}

    def cards(self) -> Iterator[Card]:
        """Every row with its name, choices and what is wrong with it."""
        wrong: dict[int, list[str]] = {key: [words] for key, words in self.refused.items()}
        for problem in importing.problems(self.rows):
            wrong.setdefault(problem.key, []).append(problem.words)
        for row, name in zip(self.rows, importing.names(self.rows), strict=True):
            mine = self.mine.get(row.key)
            yield Card(row, name, options(row.kind), wrong.get(row.key, []), _told(mine) if mine else "")

    def lost(self) -> list[str]:
        """What was typed into rows that somebody else has joined or taken away meanwhile."""
        known = {row.key for row in self.rows}
        return [_told(row) for key, row in self.mine.items() if key not in known]


def _told(row: Row) -> SafeString:
    return format_html("{} {}: {}", KINDS.get(row.kind, ""), row.number, row.text)


class InsertForm(OnceForm):
    """Yes to the preview; names the revision of the page and the turn of the import it was made of."""

    revisi = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    giliran = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def save(self, *, by: Any, imported: DraftImport) -> PolicyDraftPage:
        return services.use_import(
            imported=imported, by=by, revision=self.cleaned_data["revisi"] or None, turn=self.cleaned_data["giliran"]
        )
