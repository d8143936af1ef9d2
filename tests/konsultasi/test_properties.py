"""Over many versions: one place each in each, provenance alike both ways, a row for every input, diffs apply."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from konsultasi import queries
from konsultasi.anchoring.compare import compare
from konsultasi.anchoring.texts import PassageKey
from konsultasi.carrying import key
from konsultasi.models import Change, Consultation, Input, Passage, Standing, Version
from konsultasi.provenance import Provenance
from konsultasi.record.matrix import Matrix
from konsultasi.services import PassageText, credit_change, publish_version
from konsultasi.services.inputs import keep
from tests.konsultasi.conftest import TEXTS

SAME = "Setiap rumah tangga wajib memilah sampah."  # stands twice: a quote may be anywhere
WORDS = ["tiga", "jenis", "jadwal", "iuran", "warga", "kelurahan", "denda", "setiap", "bulan"]
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=120)


@dataclass(frozen=True)
class Step:
    """What happens between two versions: inputs (how many versions ago, where, from letter to letter), then edits."""

    said: list[tuple[int, int, int, int]]
    edits: list[tuple[str, int, int]]
    credits: list[tuple[int, int]]


n = st.integers(0, 30)
steps = st.lists(
    st.builds(
        Step,
        said=st.lists(st.tuples(st.integers(0, 3), n, n, n), max_size=4),
        edits=st.lists(
            st.tuples(st.sampled_from(["kata", "hapus", "sisip", "tukar", "tanda", "kosong"]), n, n), max_size=4
        ),
        credits=st.lists(st.tuples(n, n), max_size=3),
    ),
    min_size=1,
    max_size=5,
)


def edited(rows: list[PassageText], edits: Sequence[tuple[str, int, int]], turn: int) -> list[PassageText]:
    """The text after some edits; never empty, never one id twice."""
    rows = list(rows)
    for place, (deed, a, b) in enumerate(edits):
        at, other = a % len(rows), b % len(rows)
        if deed == "kata":
            words = rows[at].text.split()
            words.insert(b % (len(words) + 1), WORDS[b % len(WORDS)])
            rows[at] = replace(rows[at], text=" ".join(words))
        elif deed == "hapus" and len(rows) > 1:
            del rows[at]
        elif deed == "sisip":
            rows.insert(at, PassageText(f"baru-{turn}-{place}", "ayat", str(b), SAME if b % 2 else f"Ayat {a} {b}."))
        elif deed == "tukar":
            rows[at], rows[other] = rows[other], rows[at]
        elif deed == "tanda":
            rows[at] = replace(rows[at], block_id=f"lain-{turn}-{place}")
        elif deed == "kosong":
            rows[at] = replace(rows[at], text="")
    return rows


def live(draft: Consultation, story: Sequence[Step], by: Any) -> None:
    """Write inputs, also late ones on older versions; publish; credit changes; from step to step."""
    rows = TEXTS
    for turn, step in enumerate(story):
        for place, (ago, where, start, length) in enumerate(step.said):
            speak(draft, by, f"Masukan {turn}.{place}", ago, where, start, length)
        rows = edited(rows, step.edits, turn)
        publish_version(consultation=draft, passages=rows, by=by)
        for a, b in step.credits:
            credit(draft, by, a, b)


def speak(draft: Consultation, by: Any, body: str, ago: int, where: int, start: int, length: int) -> None:
    versions = list(draft.versions.order_by("-number"))
    version = versions[min(ago, len(versions) - 1)]
    passages = list(Passage.objects.filter(version=version).select_related("version"))
    passage = passages[where - 1] if 0 < where <= len(passages) else None
    quote = passage.text[start : start + length].strip() if passage else ""
    keep(consultation=draft, passage=passage, by=by, kind="saran", body=body, quote=quote, author=by)


def credit(draft: Consultation, by: Any, a: int, b: int) -> None:
    changes = list(Change.objects.filter(version__consultation=draft).select_related("version__consultation__topic"))
    if not changes:
        return
    change = changes[a % len(changes)]
    may = Input.objects.filter(consultation=draft, version__number__lt=change.version.number)
    may = may.select_related("version", "author", "consultation__topic").order_by("pk")
    credit_change(by=by, change=change, inputs=list(may)[b % 3 :: 3])


def check_places(draft: Consultation) -> None:
    """Exactly one place in its own version and in each later one; the newest one is what the input itself says."""
    versions = list(Version.objects.filter(consultation=draft))
    placed = Counter(Standing.objects.values_list("input_id", "version__number"))
    entries = list(Input.objects.filter(consultation=draft).select_related("version"))
    wanted = {(e.pk, v.number): 1 for e in entries for v in versions if v.number >= e.version.number}
    assert placed == wanted
    newest = max(version.number for version in versions)
    for row in Standing.objects.select_related("input__version", "version", "passage"):
        assert (row.fate == "asal") is (row.version_id == row.input.version_id)
        assert row.passage is None or row.passage.version_id == row.version_id
        assert row.start is None or 0 <= row.start <= row.end <= len(row.passage.text)
        if row.version.number == newest and row.fate != "asal":
            assert row.input.fate == row.fate


def check_provenance(draft: Consultation) -> None:
    """From a change to its inputs and from an input to its changes is one relation, seen from two sides."""
    forth = {(c.pk, e.pk) for c in Change.objects.all() for e in c.inputs.all()}
    entries = list(Input.objects.filter(consultation=draft))
    assert {(change.pk, entry.pk) for entry in entries for change in queries.changes_of(entry)} == forth
    shown = {entry.pk for origin in Provenance(draft).from_inputs for entry in origin.everybody}
    assert shown <= {entry for _, entry in forth}


def check_matrix(draft: Consultation) -> None:
    """A row for every input that is to be answered, in every version of the count."""
    numbers = Input.objects.filter(consultation=draft).values_list("number", flat=True)
    assert sorted(row.number for row in Matrix(draft).rows()) == sorted(numbers)


def check_differences(draft: Consultation) -> None:
    texts = {version.number: keys_of(version) for version in Version.objects.filter(consultation=draft)}
    for a in texts:
        for b in texts:
            check_applies(texts[a], texts[b])


def keys_of(version: Version) -> list[PassageKey]:
    return [key(passage) for passage in Passage.objects.filter(version=version)]


def check_applies(a: Sequence[PassageKey], b: Sequence[PassageKey]) -> None:
    """What the comparison says, done to A, gives B: each passage of both is used once, its words come out right."""
    rows = compare(a, b)
    assert sorted(row.old for row in rows if row.old is not None) == list(range(len(a)))
    made = {}
    for row in rows:
        before = "".join(piece.text for piece in row.pieces if piece.op != "ins")
        assert before == (a[row.old].text if row.old is not None else "")
        if row.new is not None:
            made[row.new] = "".join(piece.text for piece in row.pieces if piece.op != "del")
    assert list(made) == sorted(made)  # in the order of B
    assert list(made.values()) == [passage.text for passage in b]


def tell_and_check(draft: Consultation, joko: Any, story: list[Step]) -> None:
    with transaction.atomic():
        live(draft, story, joko)
        check_places(draft)
        check_provenance(draft)
        check_matrix(draft)
        check_differences(draft)
        transaction.set_rollback(True)


@FEW
@given(story=steps)
def test_any_life_of_a_draft(draft: Consultation, joko: Any, story: list[Step]) -> None:
    tell_and_check(draft, joko, story)


@pytest.mark.slow
@MANY
@given(story=steps)
def test_many_lives_of_a_draft(draft: Consultation, joko: Any, story: list[Step]) -> None:
    tell_and_check(draft, joko, story)


texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(old=texts, new=texts, shuffled=st.randoms(use_true_random=False))
def test_the_difference_applied_gives_the_other(old: list[str], new: list[str], shuffled: Any) -> None:
    names = [f"p{place}" for place in range(max(len(old), len(new)))]
    a = [PassageKey(name, "ayat", "", text) for name, text in zip(names, old, strict=False)]
    shuffled.shuffle(names)
    check_applies(a, [PassageKey(name, "ayat", "", text) for name, text in zip(names, new, strict=False)])
