"""The editor's blocks of a form: a dozen kinds of question in steps, turned into plain steps for the compiler."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from layanan.schema import MAX_PHOTOS, MAX_ROWS, FormMistakes, compile_form

SLUG_HELP = "Nama pendek untuk templat surat dan syarat tampil, misalnya tanggal_lahir. Kosongkan bila tidak perlu."
Parts = list[tuple[str, blocks.Block]]


def question(label: str, icon: str, *more: tuple[str, blocks.Block], personal: bool = False) -> blocks.StructBlock:
    """One kind of question: its words, help, required, when it is asked; beside personal data purpose and retention."""
    parts: Parts = [
        ("label", blocks.CharBlock(max_length=160, label="Pertanyaan")),
        ("help", blocks.CharBlock(required=False, max_length=250, label="Bantuan")),
        ("required", blocks.BooleanBlock(required=False, default=True, label="Wajib diisi")),
        *more,
    ]
    purpose = blocks.CharBlock(required=personal, max_length=160, label="Untuk apa data ini")
    keep = blocks.CharBlock(required=False, max_length=120, label="Berapa lama disimpan")
    parts += [("purpose", purpose), ("keep", keep), *_when()]
    return blocks.StructBlock(parts, label=label, icon=icon, label_format="{label}")


def _when() -> Parts:
    return [
        ("slug", blocks.CharBlock(required=False, max_length=40, label="Nama kolom", help_text=SLUG_HELP)),
        ("if_field", blocks.CharBlock(required=False, max_length=40, label="Hanya bila kolom ini")),
        ("if_values", blocks.TextBlock(required=False, rows=2, label="dijawab salah satu dari (satu per baris)")),
    ]


def _whole(label: str, default: int | None = None, **limits: Any) -> blocks.IntegerBlock:
    return blocks.IntegerBlock(required=False, default=default, label=label, **limits)


LONGEST = ("max", _whole("Paling panjang (huruf)", 200, min_value=1, max_value=2000))
LONG = ("long", blocks.BooleanBlock(required=False, label="Beberapa baris"))
LIMITS: Parts = [("min", blocks.DecimalBlock(required=False, label="Paling kecil"))]
LIMITS += [("max", blocks.DecimalBlock(required=False, label="Paling besar"))]
UNIT = ("unit", blocks.CharBlock(required=False, max_length=20, label="Satuan"))
WHOLE = ("whole", blocks.BooleanBlock(required=False, default=True, label="Bilangan bulat"))
WHEN = (
    "when",
    blocks.ChoiceBlock(
        required=False, choices=[("past", "Sudah lewat"), ("future", "Yang akan datang")], label="Tanggal harus"
    ),
)
CHOICES = ("choices", blocks.TextBlock(rows=4, label="Pilihan (satu per baris)"))
PHOTOS = ("max", _whole("Jumlah foto paling banyak", 1, min_value=1, max_value=MAX_PHOTOS))
BRING = ("bring", blocks.BooleanBlock(required=False, default=True, label="Boleh dibawa ke kantor"))
ANYWHERE = ("anywhere", blocks.BooleanBlock(required=False, label="Di seluruh Indonesia, bukan hanya di sini"))


class InnerFields(blocks.StreamBlock):
    """What is asked for each row of a group."""

    text = question("Teks", "pilcrow", LONGEST)
    number = question("Angka", "order", *LIMITS, UNIT, WHOLE)
    money = question("Uang", "tag", *LIMITS)
    date = question("Tanggal", "date", WHEN)
    choice = question("Pilih satu", "radio-full", CHOICES)
    nik = question("NIK", "user", personal=True)
    phone = question("Nomor ponsel", "mobile-alt", personal=True)


class FormFields(blocks.StreamBlock):
    """The kinds of question."""

    text = question("Teks", "pilcrow", LONGEST, LONG)
    number = question("Angka", "order", *LIMITS, UNIT, WHOLE)
    money = question("Uang", "tag", *LIMITS)
    date = question("Tanggal", "date", WHEN)
    choice = question("Pilih satu", "radio-full", CHOICES)
    several = question("Pilih beberapa", "list-ul", CHOICES)
    region = question("Wilayah", "site", ANYWHERE)
    nik = question("NIK", "user", personal=True)
    kk = question("Nomor KK", "group", personal=True)
    phone = question("Nomor ponsel", "mobile-alt", personal=True)
    photo = question("Foto berkas", "image", PHOTOS, BRING, personal=True)
    point = question("Titik peta", "crosshairs", personal=True)
    declaration = question("Pernyataan", "tick")
    group = question(
        "Kelompok isian",
        "form",
        ("min", _whole("Baris paling sedikit", 1, min_value=0, max_value=MAX_ROWS)),
        ("max", _whole("Baris paling banyak", 5, min_value=1, max_value=MAX_ROWS)),
        ("fields", InnerFields(label="Pertanyaan tiap baris")),
    )


class StepBlock(blocks.StructBlock):
    """One step of a form."""

    title = blocks.CharBlock(max_length=80, label="Judul langkah")
    intro = blocks.CharBlock(required=False, max_length=300, label="Pengantar")
    fields = FormFields(label="Pertanyaan")

    class Meta:
        icon = "form"
        label = "Langkah"
        label_format = "{title}"


class FormBody(blocks.StreamBlock):
    """A form in steps. What the compiler finds wrong is told beside the question it concerns."""

    langkah = StepBlock()

    class Meta:
        required = False
        max_num = 12

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            compile_form(steps_of(cleaned), ())
        except FormMistakes as found:
            mistakes = [one for one in found.mistakes if not _asks_variant(one.words)]
            if mistakes:
                raise StreamBlockValidationError(block_errors=_errors(mistakes)) from found
        return cleaned


def _asks_variant(words: str) -> bool:
    """Conditions on the variants are checked with the whole page, which knows them."""
    return "“varian”" in words


def _errors(mistakes: list[Any]) -> dict[int, ValidationError]:
    """Mistakes by step and question, as the editor shows them."""
    by_step: dict[int, dict[int | None, list[str]]] = {}
    for one in mistakes:
        by_step.setdefault(one.step, {}).setdefault(one.field, []).append(one.words)
    errors: dict[int, ValidationError] = {}
    for step, fields in by_step.items():
        inner = {
            index: StructBlockValidationError(block_errors={"label": ValidationError(words)})
            for index, words in fields.items()
            if index is not None
        }
        own = fields.get(None)
        wrong: dict[str, Any] = {"title": ValidationError(own)} if own else {}
        if inner:
            wrong["fields"] = StreamBlockValidationError(block_errors=inner)
        errors[step] = StructBlockValidationError(block_errors=wrong)
    return errors


def steps_of(stream: Any) -> list[dict[str, Any]]:
    """The editor's blocks as the plain steps the compiler reads."""
    return [
        {
            "title": step.value["title"],
            "intro": step.value["intro"],
            "fields": [_plain(child) for child in step.value["fields"]],
        }
        for step in stream
    ]


LINES: dict[str, Callable[[str], list[str]]] = {
    "choices": lambda text: [line.strip() for line in text.splitlines() if line.strip()],
    "if_values": lambda text: [line.strip() for line in text.splitlines() if line.strip()],
}


def _plain(child: Any) -> dict[str, Any]:
    return {"kind": child.block_type, **dict(_values(child.value))}


def _values(value: Any) -> Iterator[tuple[str, Any]]:
    for name, part in value.items():
        if name == "fields":
            yield name, [_plain(inner) for inner in part]
        else:
            yield name, LINES[name](part or "") if name in LINES else part
