"""What officers type to cut a long input into parts."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from core.once import OnceForm
from core.text import whole_number
from konsultasi import cutting, services
from konsultasi.forms.base import Words
from konsultasi.models import Input, Passage
from konsultasi.services.handling import KEEP
from konsultasi.services.splitting import FEWEST, MOST, Part, rest_of

FIRST = 3  # boxes where the writer made no paragraphs
WHOLE = "seluruh"


class SplitForm(OnceForm):
    """Parts of an input, each in boxes of its own; what stands in none of them is confirmed apart.

    `banyak` is how many boxes there are. "Tambah bagian" sends nothing: the page comes back with one more.
    """

    banyak = forms.CharField(required=False, widget=forms.HiddenInput)
    sisa = forms.CharField(required=False, widget=forms.HiddenInput)
    left = forms.BooleanField(label="Kalimat di atas sengaja tidak dimasukkan ke bagian mana pun", required=False)

    def __init__(self, data: Any = None, *, input: Input, passages: Sequence[Passage], **kwargs: Any) -> None:
        self.input, self.passages = input, {passage.block_id: passage for passage in passages}
        self.rest: list[str] = []
        first = cutting.paragraphs(input.body)
        first = first if FEWEST <= len(first) <= MOST else [input.body]
        typed = whole_number(data.get("banyak", "")) if data is not None else None
        self.number = min(max(typed or max(len(first), FIRST), FEWEST), MOST)
        kwargs["initial"] = {f"body_{at}": text for at, text in enumerate(first, start=1)}
        if data is not None and "tambah" in data:
            self.number = min(self.number + 1, MOST)
            kwargs["initial"] = {name: data[name] for name in data if name != "kunci"}
            data = None
        kwargs["initial"]["banyak"] = self.number
        super().__init__(data, **kwargs)
        for at in range(1, self.number + 1):
            self._add_boxes(at)

    def _add_boxes(self, at: int) -> None:
        same = f"Sama dengan aslinya ({self.input.place})"
        places = [("", same), (WHOLE, "Seluruh rancangan"), *((key, row.label) for key, row in self.passages.items())]
        self.fields[f"body_{at}"] = Words(label="Potongan masukan", max_length=5000, required=False)
        if self.input.proposed:
            self.fields[f"proposed_{at}"] = Words(label="Potongan rumusan usulan", max_length=5000, required=False)
        kinds = [("", f"Sama dengan aslinya ({self.input.get_kind_display()})"), *Input.Kind.choices]
        self.fields[f"kind_{at}"] = forms.ChoiceField(label="Jenis", choices=kinds, required=False)
        self.fields[f"place_{at}"] = forms.ChoiceField(label="Bagian rancangan", choices=places, required=False)

    @property
    def boxes(self) -> Iterator[tuple[int, list[Any]]]:
        """The boxes of each part, as the page prints them."""
        for at in range(1, self.number + 1):
            names = (f"{name}_{at}" for name in ("body", "proposed", "kind", "place"))
            yield at, [self[name] for name in names if name in self.fields]

    @property
    def may_grow(self) -> bool:
        return self.number < MOST

    def _parts(self, data: dict[str, Any]) -> tuple[list[int], list[Part]]:
        """The boxes that were filled, and the parts in them."""
        filled = [at for at in range(1, self.number + 1) if data.get(f"body_{at}") or data.get(f"proposed_{at}")]
        return filled, [self._part(data, at) for at in filled]

    def _part(self, data: dict[str, Any], at: int) -> Part:
        place = data.get(f"place_{at}", "")
        passage = KEEP if not place else None if place == WHOLE else self.passages[place]
        words = {name: data.get(f"{name}_{at}", "") for name in ("body", "proposed", "kind")}
        return Part(passage=passage, **words)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        filled, self.parts = self._parts(data)
        try:
            services.check_parts(self.input, self.parts)
        except forms.ValidationError as error:
            self._place_errors(error, filled)
            return data
        self.rest = rest_of(self.input, self.parts)
        seen = data.get("sisa", "") == cutting.stamp(self.rest) and data.get("left")
        if self.rest and not seen:
            self.data = self.data.copy() | {"sisa": cutting.stamp(self.rest)}
            self.add_error("left", "Ada kalimat yang belum masuk ke bagian mana pun. Masukkan, atau nyatakan di sini.")
        return data

    def _place_errors(self, error: forms.ValidationError, filled: list[int]) -> None:
        """The verb numbers parts; empty boxes between them are skipped here."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            kind, number = name.rsplit("_", 1)
            field = f"{kind}_{filled[int(number) - 1]}"
            self.add_error(field if field in self.fields else None, errors)

    def save(self, *, by: Any) -> str:
        services.split_input(by=by, input=self.input, parts=self.parts, left=cutting.stamp(self.rest))
        return self.input.desk_url()
