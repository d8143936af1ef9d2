"""Open data: every column as documented, nothing that leads to a person."""

import csv
import io
import json
from typing import Any

import pytest
from django.http import Http404

from konsultasi import views
from konsultasi.models import Change, Consultation, Input, Passage
from konsultasi.placing import carry_inputs
from konsultasi.record.matrix import Matrix
from konsultasi.record.opendata import DATASETS, ENOUGH
from konsultasi.services import (
    PassageText,
    answer_input,
    credit_change,
    hide_input,
    publish_version,
    record_input,
    submit_input,
    withdraw_input,
)
from tests.conftest import GUNTUR
from tests.konsultasi.conftest import NOW, TEXTS, FakePage
from tests.konsultasi.test_pages import ask, fill, text_of

WHY = "Jenis keempat kami tambahkan pada versi berikutnya."
NEW = "Setiap rumah tangga wajib memilah sampah menjadi 4 (empat) jenis."


def answer_of(draft: Consultation, leaf: FakePage, name: str) -> Any:
    return views.open_data_file(ask("/x"), draft, leaf, name)


def raw(draft: Consultation, leaf: FakePage, name: str) -> str:
    return b"".join(answer_of(draft, leaf, name).streaming_content).decode("utf-8-sig")


def table(draft: Consultation, leaf: FakePage, name: str) -> list[dict[str, Any]]:
    return json.loads(raw(draft, leaf, f"{name}.json"))["data"]


@pytest.fixture
def changed(said: Input, draft: Consultation, joko: Any) -> Consultation:
    """Version 2 rewords the clause because of Ani's answered input."""
    answer_input(by=joko, input=said, disposition="sebagian", explanation=WHY)
    texts = [PassageText(p.block_id, p.kind, p.number, NEW if p.block_id == "p2a1" else p.text) for p in TEXTS]
    carry_inputs(version=publish_version(consultation=draft, passages=texts, by=joko))
    credit_change(by=joko, change=Change.objects.get(kind="diubah"), inputs=[said])
    return draft


def test_inputs_as_json(changed: Consultation, leaf: FakePage) -> None:
    whole = json.loads(raw(changed, leaf, "masukan.json"))
    assert (whole["rancangan"], whole["versi_terbaru"], whole["lisensi"]) == (changed.title, 2, "CC BY 4.0")
    assert whole["kolom"] == DATASETS["masukan"].columns
    assert whole["data"] == [
        {
            "nomor": 1, "bagian_dari": None, "versi": 1, "bagian_id": "p2a1", "bagian": "Pasal 2 ayat (1)",
            "kutipan": TEXTS[4].text,
            "jenis": "usul", "isi": "Mohon ditambah jenis sampah berbahaya.", "rumusan_usulan": "", "cara": "web",
            "diterima": "2026-11-24", "asal": "lainnya", "dukungan": 0, "keadaan": "dijawab",
            "bagian_id_kini": "p2a1", "nasib_kini": "berubah", "tanggapan": "sebagian", "penjelasan": WHY,
            "dijawab_sebagai": "Petugas kecamatan", "tanggal_jawaban": "2026-11-24", "terlambat_hari_kerja": 0,
        }
    ]  # fmt: skip


def test_changes_and_versions(changed: Consultation, leaf: FakePage) -> None:
    assert table(changed, leaf, "perubahan") == [
        {
            "versi": 2, "urutan": 1, "jenis": "diubah", "bagian_id": "p2a1", "bagian": "Pasal 2 ayat (1)",
            "teks_lama": TEXTS[4].text, "teks_baru": NEW, "nomor_masukan": [1],
        }
    ]  # fmt: skip
    rows = table(changed, leaf, "versi")
    assert len(rows) == 14
    assert rows[-1] == {
        "versi": 2, "terbit": "2026-11-24T09:00:00+07:00", "catatan": "", "urutan": rows[6]["urutan"],
        "bagian_id": "p2a2a", "jenis": "huruf", "nomor": "a", "sebutan": "Pasal 2 ayat (2) huruf a",
        "teks": "sampah organik;",
    }  # fmt: skip


@pytest.mark.parametrize("name", DATASETS)
def test_csv_and_json_hold_the_same_under_the_columns_that_are_explained(
    changed: Consultation, leaf: FakePage, name: str
) -> None:
    rows = list(csv.reader(io.StringIO(raw(changed, leaf, f"{name}.csv"))))
    assert rows[0] == list(DATASETS[name].columns)
    objects = table(changed, leaf, name)
    assert [list(row) for row in objects] == [rows[0]] * (len(rows) - 1)
    assert len(rows) > 1
    page = text_of(views.open_data(ask("/x"), changed, leaf))
    assert all(f"<code>{column}</code>" in page for column in rows[0])
    assert f'href="/rancangan/sampah/data/{name}.json"' in page


def test_a_village_is_named_from_five_inputs_on(draft: Consultation, clause: Passage, leaf: FakePage, ani: Any) -> None:
    fill(draft, clause, ani, ENOUGH - 1)
    Input.objects.create(
        consultation=draft, number=90, version=clause.version, kind="saran", body="Dari Guntur.", author=ani,
        home_id=GUNTUR, due_on=NOW.date(),
    )  # fmt: skip
    assert {row["asal"] for row in table(draft, leaf, "masukan")} == {"lainnya"}
    fill(draft, clause, ani, 1)
    assert {row["asal"] for row in table(draft, leaf, "masukan")} == {"Kelurahan Kertosari", "lainnya"}
    Input.objects.filter(body="Saran ke-0").update(state="disembunyikan")
    assert {row["asal"] for row in table(draft, leaf, "masukan")} == {"lainnya"}, "hidden ones do not count"


def test_nothing_leads_to_a_person(
    draft: Consultation, clause: Passage, leaf: FakePage, ani: Any, budi: Any, joko: Any, eko: Any
) -> None:
    """Names shown by consent stand in the matrix alone; phone, e-mail and keys nowhere; hidden words nowhere."""
    for number, person in enumerate((ani, budi), start=1):
        person.email, person.phone = f"orang{number}@contoh.id", f"+62812345678{number}"
        person.save(update_fields=["email", "phone"])
    hers = submit_input(by=ani, consultation=draft, passage=clause, kind="saran", body="Isi masukan pertama.")
    submit_input(by=budi, consultation=draft, kind="saran", body="Isi masukan kedua.", show_name=True)
    record_input(
        by=joko, consultation=draft, kind="saran", body="Isi masukan ketiga.", channel="surat",
        received_on=NOW.date(), giver="Ibu Sumarni RT 3",
    )  # fmt: skip
    bad = submit_input(by=budi, consultation=draft, kind="saran", body="Kata kasar sekali.")
    hide_input(by=eko, input=bad, reason="kasar")
    withdraw_input(by=ani, input=submit_input(by=ani, consultation=draft, kind="saran", body="Saya tarik lagi."))
    answer_input(by=joko, input=hers, disposition="dicatat", explanation=WHY)
    private = [word for person in (ani, budi) for word in (person.email, person.phone)]
    private += ["Ani Lestari", "Kata kasar sekali", "Saya tarik lagi"]
    exports = [raw(draft, leaf, f"{name}.{kind}") for name in DATASETS for kind in ("csv", "json")]
    for text in exports:
        assert [word for word in [*private, "Budi Santoso", "Ibu Sumarni", "Joko"] if word in text] == []
    matrix = str([row.cells for row in Matrix(draft).rows()])
    assert [word for word in private if word in matrix] == []
    assert "Budi Santoso" in matrix
    assert set(json.loads(exports[1])["data"][0]) == set(DATASETS["masukan"].columns)
    columns = {column for data in DATASETS.values() for column in data.columns}
    assert not columns & {"penulis", "nama", "author", "author_id", "pemberi", "petugas", "ponsel", "surel"}


@pytest.mark.parametrize("name", ["", "masukan", "masukan.xml", ".csv", "masukan.csv.exe", "../masukan.csv", "x.json"])
def test_other_names_are_not_found(draft: Consultation, leaf: FakePage, name: str) -> None:
    with pytest.raises(Http404):
        answer_of(draft, leaf, name)


def test_an_empty_draft_gives_whole_files(draft: Consultation, leaf: FakePage) -> None:
    assert table(draft, leaf, "masukan") == []
    assert raw(draft, leaf, "perubahan.csv").strip().split(",") == list(DATASETS["perubahan"].columns)


def test_formulas_are_text_in_csv_and_words_as_they_are_in_json(draft: Consultation, leaf: FakePage, ani: Any) -> None:
    submit_input(by=ani, consultation=draft, kind="saran", body="=1+1 menjadi dua")
    assert "'=1+1 menjadi dua" in raw(draft, leaf, "masukan.csv")
    assert table(draft, leaf, "masukan")[0]["isi"] == "=1+1 menjadi dua"
