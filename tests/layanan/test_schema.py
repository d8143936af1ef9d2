"""The compiler of forms, numbers and secrets: pure."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layanan.codes import ALPHABET, check_letter, is_secret, new_number, read_number, secret_of
from layanan.schema import FormMistakes, compile_form, fields_of, pages_shown
from tests.layanan.services_world import STEPS, q


def wrong(*fields: dict[str, object]) -> list[str]:
    with pytest.raises(FormMistakes) as caught:
        compile_form([{"title": "Satu", "fields": list(fields)}])
    return [one.words for one in caught.value.mistakes]


def test_a_page_ends_before_what_depends_on_it_and_a_photo_stands_alone() -> None:
    form = compile_form(STEPS)
    assert [[one["slug"] for one in page["fields"]] for page in form["pages"]] == [
        ["nama", "wilayah"],
        ["nik", "tanggal_lahir", "jenis_kelamin", "keperluan"],
        ["alasan"],
        ["kota"],
        ["ktp"],
        ["benar"],
        ["kontak"],
    ]
    assert form["v"] == 1


def test_only_what_is_asked_is_shown() -> None:
    form = compile_form(STEPS)
    slugs = lambda answers: [one["slug"] for page in pages_shown(form, answers) for one in page["fields"]]  # noqa: E731
    assert "kota" not in slugs({"alasan": "sakit"})
    assert "kota" in slugs({"alasan": "tugas-ke-luar-kota"})


def test_a_condition_on_what_is_hidden_itself_shows_nothing() -> None:
    steps = [
        {"title": "A", "fields": [q("choice", "Satu", slug="satu", choices=["Ya", "Tidak"])]},
        {
            "title": "B",
            "fields": [q("choice", "Dua", slug="dua", choices=["Ya", "Tidak"], if_field="satu", if_values=["Ya"])],
        },
        {"title": "C", "fields": [q("text", "Tiga", slug="tiga", if_field="dua", if_values=["Ya"])]},
    ]
    form = compile_form(steps)
    shown = lambda answers: [one["slug"] for page in pages_shown(form, answers) for one in page["fields"]]  # noqa: E731
    assert "tiga" in shown({"satu": "ya", "dua": "ya"})
    assert "tiga" not in shown({"satu": "tidak", "dua": "ya"})


def test_variants_are_the_first_question_and_conditions_may_ask_them() -> None:
    fields = [q("text", "Nomor lama", slug="lama", if_field="varian", if_values=["Perpanjangan"])]
    form = compile_form([{"title": "A", "fields": fields}], ["Baru", "Perpanjangan"])
    assert fields_of(form)[0]["choices"] == [["baru", "Baru"], ["perpanjangan", "Perpanjangan"]]
    assert next(one for one in fields_of(form) if one["slug"] == "lama")["show_if"] == {
        "field": "varian",
        "is": ["perpanjangan"],
    }


def test_mistakes_are_told_beside_their_question() -> None:
    with pytest.raises(FormMistakes) as caught:
        compile_form(
            [
                {"title": "A", "fields": [q("text", "Satu"), q("choice", "Dua", choices=["x"])]},
                {"title": "B", "fields": []},
            ]
        )
    assert [(one.step, one.field) for one in caught.value.mistakes] == [(0, 1), (1, None)]


@pytest.mark.parametrize(
    ("field", "words"),
    [
        (q("nik", "NIK", purpose=""), "Tulis untuk apa data pribadi ini diminta."),
        (q("text", "Nama", slug="nama"), "Nama kolom “nama” sudah ditanyakan pada setiap formulir."),
        (q("text", "X", slug="9x"), "Nama kolom “9x” tidak dapat dipakai. Pakai huruf kecil, angka, dan garis bawah."),
        (q("lagu", "X"), "Jenis isian ini tidak dikenal."),
        (q("choice", "X", choices=["Ya", " ya "]), "Dua pilihan berbunyi sama."),
        (q("number", "X", min=5, max=1), "Nilai paling kecil melebihi nilai paling besar."),
        (q("group", "X", fields=[]), "Kelompok ini belum berisi pertanyaan."),
        (
            q("text", "X", if_field="nihil"),
            "Syarat tampil menunjuk “nihil”, yang bukan pilihan pada pertanyaan sebelumnya.",
        ),
    ],
)  # fmt: skip
def test_a_form_that_cannot_work_is_refused(field: dict[str, object], words: str) -> None:
    assert words in wrong(field)


def test_a_name_used_twice_is_refused() -> None:
    assert wrong(q("text", "A", slug="a"), q("text", "B", slug="a")) == ["Nama kolom “a” dipakai dua kali."]


def test_numbers_are_read_as_people_write_them() -> None:
    number = new_number(date(2026, 11, 25))
    assert number.startswith("KEC-2611-")
    assert read_number(number.lower().replace("-", " ")) == number
    assert read_number(number[4:]) == number
    assert read_number("") == read_number("KEC") == read_number("KEC-2611-7F3K") == read_number("x" * 50) == ""


@given(body=st.text(ALPHABET, min_size=8, max_size=8), at=st.integers(0, 7), letter=st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_found(body: str, at: int, letter: str) -> None:
    changed = body[:at] + letter + body[at + 1 :]
    assert (check_letter(changed) == check_letter(body)) == (changed == body)


def test_a_secret_is_derived_and_a_new_turn_is_another_one() -> None:
    key = uuid.UUID(int=7)
    secret = secret_of(key, 0)
    assert len(secret) == 6
    assert set(secret) <= set(ALPHABET)
    assert secret == secret_of(key, 0) != secret_of(key, 1)
    assert is_secret(f" {secret[:3].lower()} {secret[3:]} ", key, 0)
    assert not is_secret(secret, key, 1)
    assert not is_secret("", key, 0)


def test_a_secret_of_an_earlier_server_key_still_opens(settings) -> None:  # type: ignore[no-untyped-def]
    secret, settings.SECRET_KEY_FALLBACKS = secret_of(uuid.UUID(int=7), 0), [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"
    assert secret_of(uuid.UUID(int=7), 0) != secret
    assert is_secret(secret, uuid.UUID(int=7), 0)
