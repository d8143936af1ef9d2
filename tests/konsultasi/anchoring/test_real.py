"""Real laws and what amendments made of them: the fate of quotes as a reader of both texts would tell it."""

# ruff: noqa: E501  (laws as they are written)

from pathlib import Path

import pytest

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.texts import Document, label_of

HERE = Path(__file__).parent / "nyata"

# law, quote, fates that are right, what stands there now ("" where it does not matter)
TOLD = [
    ("uud", "(1) Negara Indonesia ialah Negara Kesatuan, yang berbentuk Republik.", "kept", "="),
    ("uud", "Bentuk dan Kedaulatan", "changed", "BENTUK DAN KEDAULATAN"),
    ("uud", "Kedaulatan adalah di tangan rakyat", "changed", "Kedaulatan berada di tangan rakyat"),
    ("uud", "dilakukan sepenuhnya oleh Majelis Permusyawaratan Rakyat", "changed", "dilaksanakan menurut Undang-Undang Dasar"),
    ("uud", "ditambah dengan utusan-utusan dari daerah-daerah dan golongan-golongan", "changed doubtful", ""),
    ("uud", "bersidang sedikitnya sekali dalam lima tahun", "kept", "="),
    ("uud", "garis-garis besar daripada haluan negara", "changed removed doubtful", ""),
    ("uud", "Presiden memegang kekuasaan membentuk undang-undang", "changed doubtful", ""),
    ("uud", "menetapkan Peraturan Pemerintah untuk", "changed", "menetapkan peraturan pemerintah untuk"),
    ("uud", "Presiden ialah orang Indonesia asli.", "changed doubtful", ""),
    ("uud", "memegang jabatannya selama masa lima tahun", "changed", "memegang jabatan selama lima tahun"),
    ("uud", "dan sesudahnya dapat dipilih kembali", "kept", "="),
    ("uud", "kekuasaan yang tertinggi atas Angkatan Darat", "kept", "="),
    ("uud", "Presiden menyatakan keadaan bahaya. Syarat-syarat dan akibatnya", "kept", "="),
    ("uud", "Susunan Dewan Pertimbangan Agung ditetapkan dengan undang-undang.", "removed doubtful", ""),
    ("uud", "rancangan tadi tidak boleh dimajukan lagi", "changed", "rancangan undang-undang itu tidak boleh diajukan lagi"),
    ("uud", "dalam persidangan Dewan Perwakilan Rakyat masa itu", "kept", "="),
    ("uud", "orang-orang bangsa lain yang disahkan dengan undang-undang sebagai warga negara", "kept", "="),
    ("uud", "Tiap-tiap warga negara berhak mendapat pengajaran.", "changed", "Setiap warga negara berhak mendapat pendidikan."),
    ("uud", "satu sistem pengajaran nasional", "changed", "satu sistem pendidikan nasional"),
    ("uud", "yang diatur dengan undang-undang", "kept", "="),
    ("uud", "Kesejahteraan Sosial", "changed", ""),
    ("uud", "asas kekeluargaan.\n\n(2) Cabang-cabang produksi", "kept", "="),
    ("uud", "Fakir miskin dan anak-anak yang terlantar dipelihara oleh negara.", "kept", "="),
    ("gg", "Männer und Frauen sind gleichberechtigt.", "kept", "="),
    ("gg", "benachteiligt oder bevorzugt werden", "kept", "="),
    ("gg", "Eingriffe und Beschränkungen dürfen im übrigen nur", "kept", "="),
    ("gg", "(3) Eingriffe und Beschränkungen", "changed", "(7) Eingriffe und Beschränkungen"),
    ("gg", "Kein Deutscher darf an das Ausland ausgeliefert werden.", "kept", "="),
    ("gg", "Politisch Verfolgte genießen Asylrecht.", "moved", "="),
    ("gg", "das Strafrecht und den Strafvollzug, die Gerichtsverfassung", "changed", "das Strafrecht, die Gerichtsverfassung"),
    ("gg", "das Vereins- und Versammlungsrecht", "changed", "das Vereinsrecht"),
    ("gg", "Abwanderung in das Ausland", "removed", ""),
    ("gg", "6. die Angelegenheiten der Flüchtlinge", "kept", "="),
]  # fmt: skip
NAMES = {"uud": ("uud_lama.txt", "uud_baru.txt"), "gg": ("gg_alt.txt", "gg_neu.txt")}


def told(old: str, new: str, quote: str) -> Fated:
    start = old.index(quote)
    anchor = Anchor(1, quote, old[max(0, start - 32) : start], old[start + len(quote) :][:32], start)
    return reanchor(align_documents(Document.read(old), Document.read(new)), [anchor])[0]


@pytest.mark.parametrize(("law", "quote", "right", "now"), TOLD)
def test_what_became_of_a_quote(law: str, quote: str, right: str, now: str) -> None:
    old, new = ((HERE / name).read_text(encoding="utf-8") for name in NAMES[law])

    fated = told(old, new, quote)

    assert fated.fate in right.split()
    if now:
        assert new[fated.start : fated.end] == (quote if now == "=" else now)


def test_a_quote_over_the_place_where_its_passage_was_cut_in_two_is_kept() -> None:
    words = "Lisensi berakhir dengan sendirinya apabila penerima melanggar salah satu syaratnya."
    old = f"Pasal 1\n\n12. Berakhirnya Lisensi\n{words}\n\nPasal 2\n\nTetap berlaku seperti semula."
    new = f"Pasal 1\n\n12. Berakhirnya Lisensi\n\n{words}\n\nPasal 2\n\nTetap berlaku seperti semula."

    fated = told(old, new, f"Berakhirnya Lisensi\n{words}")

    assert fated.fate == "kept"
    assert new[fated.start : fated.end] == f"Berakhirnya Lisensi\n\n{words}"


def test_a_changed_quote_begins_where_its_own_words_begin() -> None:
    """Many new words before it belong to something else, not to what replaced the quote."""
    own = "karya turunan yang dapat dibuat oleh penerima lisensi berdasarkan karya asli atau perubahannya"
    others = ". ".join(f"Istilah {name} berarti sesuatu yang lain sama sekali di sini" for name in "ABCDEFGHIJKL")
    old = f"Dalam peraturan ini:\n\n- Karya Turunan: {own}.\n\nPenutup peraturan ini."
    new = f"{others}. — ‘Karya Turunan’:{own}.\n\nPenutup peraturan ini."

    fated = told(old, new, f"- Karya Turunan: {own}.")

    assert fated.fate in ("changed", "doubtful")
    assert new[fated.start : fated.end].endswith(f"Karya Turunan’:{own}.")
    assert (fated.end or 0) - (fated.start or 0) < len(own) + 40


@pytest.mark.parametrize(
    ("text", "label"),
    [("Pasal 7A", "pasal 7a"), ("1.4. Arti", "1.4"), ("§ 12a Titel", "§ 12a"), ("第十二条 为了", "第十二条"),
     ("제3조의2(정의)", "제3조의2"), ("(2a) Dalam hal", "2a"), ("Setiap orang berhak", "")],
)  # fmt: skip
def test_the_number_of_a_passage(text: str, label: str) -> None:
    assert label_of(text) == label
