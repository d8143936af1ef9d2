"""A new version of what forums score by: criteria with weights and ranges, and the conditions before any score."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from core.forms import CleanLine, CleanText, CountField
from core.once import OnceForm
from musrenbang.models import CriteriaSet, Criterion
from musrenbang.services.criteria import CriterionLine, new_version

ROWS = 12
PAIR = re.compile(r"^(\d[\d.]*|lebih)\s*=\s*([1-5])$", re.IGNORECASE)
WRONG = "Tulis batas dan nilai, misalnya 10=1; 20=2; 30=3; 40=4; lebih=5."
MOST_GATES = 12


class RangesField(CleanLine):
    """Ranges as people type them: "10=1; 20=2; lebih=5", up to and including each number."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        parts = [part.strip() for part in text.split(";") if part.strip()]
        found = [PAIR.fullmatch(part) for part in parts]
        if not all(found):
            raise ValidationError(WRONG)
        return tuple(
            (None if one[1].lower() == "lebih" else int(one[1].replace(".", "")[:15] or 0), int(one[2]))
            for one in found
            if one
        )


def ranges_typed(ranges: list[Any]) -> str:
    """Stored ranges as they are typed."""
    return "; ".join(
        f"{'lebih' if upto is None else f'{upto:,}'.replace(',', '.')}={points}" for upto, points in ranges
    )


class CriteriaForm(OnceForm):
    """Starts from the version it follows."""

    gates = CleanText(
        label="Syarat sebelum dinilai",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu syarat tiap baris. Usulan yang tidak memenuhi syarat tidak diurutkan.",
    )

    def __init__(self, *args: Any, after: CriteriaSet, **kwargs: Any) -> None:
        self.after = after
        known = list(after.criteria.all())
        first: dict[str, Any] = {"gates": "\n".join(words for _, words in after.gates)}
        for n, one in enumerate(known, 1):
            first |= {f"label_{n}": one.label, f"weight_{n}": one.weight, f"kind_{n}": one.kind}
            first |= {f"measure_{n}": one.measure, f"guide_{n}": one.guide, f"ranges_{n}": ranges_typed(one.ranges)}
        super().__init__(*args, initial=first, **kwargs)
        for n in range(1, ROWS + 1):
            self.add_row(n)

    def add_row(self, n: int) -> None:
        """The fields of one criterion."""
        self.fields[f"label_{n}"] = CleanLine(label="Kriteria", max_length=120, required=False)
        self.fields[f"weight_{n}"] = CountField(label="Bobot", required=False, min_value=1, max_value=100_000)
        self.fields[f"kind_{n}"] = forms.ChoiceField(
            label="Untuk usulan", choices=Criterion.Kind.choices, required=False
        )
        self.fields[f"measure_{n}"] = forms.ChoiceField(
            label="Cara menilai", choices=Criterion.Measure.choices, required=False
        )
        self.fields[f"guide_{n}"] = CleanLine(label="Petunjuk nilai 1 sampai 5", max_length=300, required=False)
        self.fields[f"ranges_{n}"] = RangesField(
            label="Rentang", max_length=300, required=False, help_text="Untuk kriteria yang memakai angka. " + WRONG
        )

    @property
    def rows(self) -> list[tuple[int, list[Any]]]:
        """The fields of each criterion, for the page."""
        names = ("label", "weight", "kind", "measure", "guide", "ranges")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, ROWS + 1)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for n in range(1, ROWS + 1):
            label, weight = data.get(f"label_{n}"), data.get(f"weight_{n}")
            if label and not weight and f"weight_{n}" not in self.errors:
                self.add_error(f"weight_{n}", "Isi bobot.")
            if weight and not label:
                self.add_error(f"label_{n}", "Isi nama kriteria, atau kosongkan bobotnya.")
            if data.get(f"measure_{n}") and not data.get(f"ranges_{n}") and f"ranges_{n}" not in self.errors:
                self.add_error(f"ranges_{n}", WRONG)
        return data

    def clean_gates(self) -> list[tuple[str, str]]:
        """Key and words of each condition; those known before keep their key."""
        words = list(dict.fromkeys(line.strip() for line in self.cleaned_data["gates"].splitlines() if line.strip()))
        if len(words) > MOST_GATES or any(len(line) > 120 for line in words):
            raise ValidationError(f"Paling banyak {MOST_GATES} syarat, masing-masing 120 huruf.")
        known = {text: key for key, text in self.after.gates}
        return [(known.get(line) or f"{slugify(line)[:24] or 'syarat'}-{n}", line) for n, line in enumerate(words, 1)]

    def lines(self) -> list[CriterionLine]:
        """The criteria that were filled in."""
        data = self.cleaned_data
        return [
            CriterionLine(
                label=data[f"label_{n}"],
                weight=data[f"weight_{n}"],
                kind=data[f"kind_{n}"],
                measure=data[f"measure_{n}"],
                guide=data[f"guide_{n}"],
                ranges=data[f"ranges_{n}"] if data[f"measure_{n}"] else (),
            )
            for n in range(1, ROWS + 1)
            if data[f"label_{n}"]
        ]

    def save(self, *, by: Any) -> CriteriaSet:
        gates = self.cleaned_data["gates"]
        return new_version(by=by, name=self.after.name, lines=self.lines(), gates=gates, after=self.after)
