"""Quotes in laws of other tongues and in odd places: amended as parliaments do, each fate as a reader would tell it."""

# ruff: noqa: E501  (laws as they are written)

from pathlib import Path

import pytest

from konsultasi.anchoring.alignment import align_documents
from konsultasi.anchoring.fates import Fated, reanchor
from konsultasi.anchoring.locating import Anchor
from konsultasi.anchoring.texts import Document

HERE = Path(__file__).parent / "hukum"
LAWS = {
    name: [(HERE / f"{name}_{side}.txt").read_text(encoding="utf-8") for side in ("lama", "baru")]
    for name in ("en", "nl", "de")
}

# law, quote, which of its places, fate, what stands there now ("=": the same words)
TOLD = [
    ("en", "consult the public before it adopts a waste plan", 1, "changed", "consult the public before it adopts or amends a waste plan"),
    ("en", "A local authority must consult the public", 1, "kept", "="),
    ("en", "in a newspaper circulating in its area", 1, "changed", "on its website"),
    ("en", "in such other manner as it thinks fit", 1, "kept", "="),
    ("en", "28", 1, "changed", "42"),
    ("en", "The authority must have regard to any representations made.", 1, "kept", "="),
    ("en", "The authority must have regard to any representations made.", 2, "kept", "="),
    ("en", "under section 1", 1, "changed", "under section 2"),
    ("en", "The Secretary of State may by regulations make provision about hearings.", 1, "removed", ""),
    ("en", "about hearings", 1, "removed", ""),
    ("en", "the reasons for that response", 1, "kept", "="),
    ("en", "means a district council", 1, "moved", "="),
    ("en", "Interpretation", 1, "moved", "="),
    ("en", "4 Interpretation", 1, "changed", "1 Interpretation"),
    ("en", "representations made.\n\n2 Right to be heard", 1, "changed", "representations made.\n\n3 Right to be heard"),
    ("nl", "Onze Minister van Infrastructuur en Milieu", 1, "changed", "Onze Minister van Infrastructuur en Waterstaat"),
    ("nl", "alle stoffen waarvan de houder zich ontdoet", 1, "kept", "="),
    ("nl", "stelt een afvalstoffenverordening vast", 1, "changed", "stelt in het belang van het milieu een afvalstoffenverordening vast"),
    ("nl", "ten minste eenmaal per week", 1, "changed", "ten minste eenmaal per twee weken"),
    ("nl", "Bij algemene maatregel van bestuur kunnen nadere regels worden gesteld.", 1, "kept", "="),
    ("nl", "Bij algemene maatregel van bestuur kunnen nadere regels worden gesteld.", 2, "removed", ""),
    ("nl", "Artikel 4", 1, "kept", "="),
    ("de", "zur Schonung der natürlichen Ressourcen", 1, "kept", "="),
    ("de", "Die Verwertung hat Vorrang vor der Beseitigung.", 1, "moved", "="),
    ("de", "Vorrang", 1, "moved", "="),
    ("de", "Die Öffentlichkeit ist zu beteiligen.", 1, "kept", "="),
    ("de", "einen Monat lang", 1, "changed", "zwei Monate lang"),
    ("de", "das Nähere zu regeln", 1, "moved", "="),
    ("de", "§ 3 Anhörung", 1, "changed", "§ 4 Anhörung"),
]  # fmt: skip


def anchored(old: str, quote: str, count: int = 1) -> Anchor:
    """The count-th place of a quote, with its surroundings."""
    at = -1
    for _ in range(count):
        at = old.index(quote, at + 1)
    return Anchor(1, quote, old[max(0, at - 32) : at], old[at + len(quote) :][:32], at)


def told(old: str, new: str, *anchors: Anchor) -> list[Fated]:
    return reanchor(align_documents(Document.read(old), Document.read(new)), anchors)


def words(new: str, fated: Fated) -> tuple[str, str | None]:
    return fated.fate, None if fated.start is None else new[fated.start : fated.end]


@pytest.mark.parametrize("known", ["place and surroundings", "place only", "surroundings only"])
@pytest.mark.parametrize(("law", "quote", "count", "fate", "now"), TOLD)
def test_what_became_of_a_quote(law: str, quote: str, count: int, fate: str, now: str, known: str) -> None:
    old, new = LAWS[law]
    anchor = anchored(old, quote, count)
    if known == "place only":
        anchor = Anchor(1, quote, "", "", anchor.start)
    if known == "surroundings only":
        anchor = Anchor(1, quote, anchor.prefix, anchor.suffix, 0)

    (fated,) = told(old, new, anchor)

    assert words(new, fated) == (fate, (quote if now == "=" else now) or None)


OLD = "Pasal 1\n\nWarga 😀 wajib memilah 𒀀𒀁 sampah.\n\nPasal 2\n\nCamat melapor."
NEW = "Pasal 1\n\nBaru 😀😀 saja.\n\nPasal 2\n\nWarga 😀 wajib memilah 𒀀𒀁 limbah.\n\nPasal 3\n\nCamat melapor."


def test_signs_beyond_the_first_plane_count_as_one_each() -> None:
    fates = told(OLD, NEW, anchored(OLD, "😀 wajib"), anchored(OLD, "𒀀𒀁 sampah"), anchored(OLD, "😀"))
    assert [words(NEW, fated) for fated in fates] == [("kept", "😀 wajib"), ("changed", "𒀀𒀁 limbah"), ("kept", "😀")]


@pytest.mark.parametrize("start", [10**9, 99, -5, 0])
def test_a_place_beyond_the_text_is_a_hint_only(start: int) -> None:
    (fated,) = told(OLD, NEW, Anchor(1, "wajib memilah", "", "", start))
    assert words(NEW, fated) == ("kept", "wajib memilah")


def test_the_same_anchor_twice_is_told_twice() -> None:
    fates = told(OLD, NEW, Anchor("a", "Camat melapor."), Anchor("a", "Camat melapor."))
    assert [fated.id for fated in fates] == ["a", "a"]
    assert fates[0] == fates[1]


def test_a_quote_over_broken_lines() -> None:
    old = "Pasal 1\n\nSetiap orang\nwajib memilah\n  sampah.\n\nPasal 2\n\nSelesai."
    new = "Pasal 1\n\nSetiap orang wajib memilah sampah.\n\nPasal 2\n\nSelesai."
    for quote in ("orang\nwajib memilah\n  sampah", "orang wajib memilah sampah"):
        (fated,) = told(old, new, Anchor(1, quote, "Setiap ", ".", 16))
        assert words(new, fated) == ("kept", "orang wajib memilah sampah")


STEPS = ["Ajukan permohonan di loket kecamatan.", "Bayar retribusi di bank daerah terdekat.", "Ambil izin setelah tiga hari kerja."]  # fmt: skip


def articles(*texts: str) -> str:
    return "\n\n".join(f"Pasal {number}\n\n{text}" for number, text in enumerate(texts, 1))


def test_of_two_that_changed_places_one_moved() -> None:
    old, new = articles(*STEPS), articles(STEPS[1], STEPS[0], STEPS[2])
    fates = told(old, new, anchored(old, "permohonan di loket"), anchored(old, "retribusi di bank"))
    assert sorted(fated.fate for fated in fates) == ["kept", "moved"]
    assert [words(new, fated)[1] for fated in fates] == ["permohonan di loket", "retribusi di bank"]


def test_a_short_passage_that_moved_and_was_reworded_is_for_a_person() -> None:
    """Never said to be removed: something much like it stands elsewhere."""
    old, new = articles(*STEPS), articles(STEPS[1], STEPS[2], "Ajukan permohonan di loket kelurahan.")
    fates = told(old, new, anchored(old, "loket kecamatan"), anchored(old, "Ajukan"))
    assert [words(new, fated) for fated in fates] == [("doubtful", "loket kelurahan"), ("doubtful", "Ajukan")]


def test_one_word_in_many_sentences() -> None:
    old = "Satu. Warga hadir. Warga bicara. Warga pulang.\n\nDua. Warga tidur."
    new = "Satu. Warga bicara. Warga pulang.\n\nDua. Warga tidur."
    fates = told(old, new, *(anchored(old, "Warga", count) for count in (2, 3, 4)))
    assert [(fated.fate, fated.start) for fated in fates] == [("kept", 6), ("kept", 20), ("kept", 40)]
