"""The seal of letters: true texts pass, every changed one fails, with the public key alone."""

import json
import os
import subprocess
import sys
from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.seal import LONGEST, BadKeyError, Facts, SealError, SigningKey, check, public_keys, seal
from core.seal.facts import FIRST_DAY, LAST_DAY, pack, unpack
from core.seal.house import check_text, keys_are_readable, public_file, seal_text
from core.seal.keys import public_line, public_pem

ROOT = Path(__file__).resolve().parents[2]
KEY = SigningKey.read("A" * 43)
OTHER = SigningKey.read("B" * 42 + "A")
KEYS = public_keys(public_pem([KEY.public]))
ADDRESS = "https://partisipasi.temanggungkab.go.id/cek/7F3K9Q2MXV4T"
FACTS = Facts(
    number="474/125/Kec.TMG/XI/2026",
    date=date(2026, 11, 24),
    subject="Surat Keterangan Tidak Mampu",
    signer="Camat Temanggung, Drs. H. Bambang Wijanarko, M.Si.",
    purpose="Pengajuan beasiswa anak",
    name="A** L******",
    until=date(2027, 2, 24),
)


def test_a_letter_is_sealed_and_read_back_whole() -> None:
    text = seal(FACTS, ADDRESS, KEY)
    assert text.startswith(ADDRESS + "#")
    assert len(text) == len(seal(FACTS, ADDRESS, KEY)) <= 300
    verdict = check(text, KEYS)
    assert (verdict.valid, verdict.facts, verdict.url, verdict.key) == (True, FACTS, ADDRESS, KEY.id.hex())


def test_the_last_day_is_told_and_does_not_make_the_seal_false() -> None:
    verdict = check(seal(FACTS, ADDRESS, KEY), KEYS)
    assert not verdict.expired(date(2027, 2, 24))
    assert verdict.expired(date(2027, 2, 25))
    assert not check(seal(replace(FACTS, until=None), ADDRESS, KEY), KEYS).expired(date(2099, 1, 1))


def test_long_words_are_shortened_and_the_number_never() -> None:
    words = [sha256(bytes([place])).hexdigest()[:7] for place in range(60)]  # nothing that packing makes small
    long = replace(FACTS, subject=" ".join(words[:30]), purpose=" ".join(words[30:]))
    text = seal(long, ADDRESS, KEY)
    found = check(text, KEYS).facts
    assert len(text) <= LONGEST
    assert found is not None
    assert found.number == long.number
    assert found.signer == long.signer
    assert found.subject.endswith("…")
    assert long.subject.startswith(found.subject.removesuffix("…"))
    assert long.purpose.startswith(found.purpose.removesuffix("…").rstrip())
    with pytest.raises(SealError, match="terlalu panjang"):
        seal(replace(FACTS, purpose="x" * 5000), ADDRESS, KEY)
    with pytest.raises(SealError, match="terlalu panjang"):
        seal(replace(FACTS, number="".join(chr(0x4E00 + 7 * place) for place in range(120))), ADDRESS, KEY)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (replace(FACTS, number=" "), "Nomor"),
        (replace(FACTS, date=date(1999, 12, 31)), "jangkauan"),
        (replace(FACTS, until=date(2300, 1, 1)), "jangkauan"),
        (replace(FACTS, kind="ijazah"), "Jenis"),
        (replace(FACTS, subject="Satu\nDua"), "satu baris"),
        (replace(FACTS, name="A\x1fB"), "satu baris"),
    ],
)
def test_what_cannot_be_sealed_is_refused_in_words(facts: Facts, why: str) -> None:
    with pytest.raises(SealError, match=why):
        seal(facts, ADDRESS, KEY)


@pytest.mark.parametrize("address", ["ftp://a.id/cek/ABCD", "https://a.id/lacak/ABCD", "https://a.id/cek/A B C", ""])
def test_only_a_check_page_is_sealed(address: str) -> None:
    with pytest.raises(SealError, match="Alamat"):
        seal(FACTS, address, KEY)


def test_every_single_changed_character_is_found() -> None:
    text = seal(FACTS, ADDRESS, KEY)
    for place, char in enumerate(text):
        for other in {"A", "b", "7"} - {char}:
            assert not check(text[:place] + other + text[place + 1 :], KEYS).valid, (place, other)
        assert not check(text[:place] + text[place + 1 :], KEYS).valid, place


def test_parts_of_two_true_seals_make_no_third() -> None:
    """A seal copied behind another letter's address, or facts with another's signature."""
    mine, theirs = seal(FACTS, ADDRESS, KEY), seal(replace(FACTS, number="474/126"), ADDRESS[:-1] + "W", KEY)
    (here, sealed), (there, others) = mine.split("#"), theirs.split("#")
    assert not check(f"{here}#{others}", KEYS).valid
    assert not check(f"{there}#{sealed}", KEYS).valid
    assert not check(f"{here}#{sealed.split('.')[0]}.{others.split('.')[1]}", KEYS).valid


def test_another_key_with_the_id_of_ours_is_found_out() -> None:
    body = f"{ADDRESS}#{letters(pack(FACTS, KEY.id))}"
    forged = f"{body}.{letters(OTHER.sign(body))}"
    assert check(forged, KEYS).why == "Tanda segel tidak cocok: isi atau alamatnya telah diubah."
    unknown = check(seal(FACTS, ADDRESS, OTHER), KEYS)
    assert (unknown.valid, unknown.key, unknown.facts) == (False, OTHER.id.hex(), None)


@pytest.mark.parametrize("text", ["", "\x00", "https://a.id/cek/ABCD", "#.", "x" * 5000, "https://a.id/cek/ABCD#a.b"])
def test_other_texts_are_no_seal(text: str) -> None:
    assert check(text, KEYS).as_row(date(2026, 1, 1))["valid"] is False


words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=60)
days = st.dates(FIRST_DAY, LAST_DAY)


@settings(deadline=None)
@given(
    st.builds(
        Facts,
        number=words.filter(str.strip),
        date=days,
        subject=words,
        signer=words,
        purpose=words,
        name=words,
        until=st.none() | days,
        kind=st.sampled_from(["surat", "sertifikat"]),
    )
)
def test_any_facts_come_back(facts: Facts) -> None:
    assert unpack(pack(facts, KEY.id)) == (facts, KEY.id)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        facts, key = unpack(raw)
    except SealError:
        return
    assert unpack(pack(facts, key)) == (facts, key)


def test_public_files_hold_several_keys_and_nothing_else() -> None:
    both = public_keys(public_pem([KEY.public, OTHER.public]))
    assert set(both) == {KEY.id, OTHER.id}
    for wrong in ("", "bukan kunci", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"):
        with pytest.raises(BadKeyError):
            public_keys(wrong)
    with pytest.raises(BadKeyError) as error:
        SigningKey.read("rahasia-yang-salah")
    assert "rahasia" not in str(error.value)
    assert SigningKey.read(SigningKey.new().line)


def run(*args: str, **env: str) -> Any:
    """The command as anybody runs it: no Django in sight."""
    clean = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(  # noqa: S603
        [sys.executable, "-X", "importtime", "-m", "core.seal", *args],
        capture_output=True,
        text=True,
        env=clean,
        cwd=ROOT,
    )


def test_the_command_checks_without_django_and_database(tmp_path: Path) -> None:
    pem = tmp_path / "PUB.pem"
    pem.write_text(run("public", SEAL_KEY=KEY.line, SEAL_OLD_KEYS=public_line(OTHER.public)).stdout)
    assert set(public_keys(pem.read_text())) == {KEY.id, OTHER.id}
    good = run("check", seal(FACTS, ADDRESS, KEY), "--key", str(pem), "--json")
    assert "django" not in good.stderr
    assert good.returncode == 0
    answer = json.loads(good.stdout)
    assert answer["valid"] is True
    assert answer["facts"]["number"] == FACTS.number
    assert answer["facts"]["until"] == "2027-02-24"
    assert answer["revoked"] is None
    assert "daring" in answer["revocation"]
    bad = run("check", seal(FACTS, ADDRESS, KEY)[:-1] + "!", "--key", str(pem), "--json")
    assert (bad.returncode, json.loads(bad.stdout)["valid"]) == (1, False)
    assert run("check", "x", "--key", str(tmp_path / "nothing.pem")).returncode == 2
    assert SigningKey.read(run("new").stdout)


def test_the_house_seals_rotates_and_takes_back(settings: Any) -> None:
    settings.SITE_URL, settings.SEAL_OLD_KEYS, settings.SEAL_REVOKED_KEYS = "https://contoh.go.id", [], []
    settings.SEAL_KEY = ""
    with pytest.raises(SealError, match="belum diatur"):
        seal_text(FACTS, "/cek/7F3K9Q2MXV4T/")
    settings.SEAL_KEY = OTHER.line
    old = seal_text(FACTS, "/cek/7F3K9Q2MXV4T/")
    assert check_text(old).valid
    assert keys_are_readable() == []
    settings.SEAL_KEY = KEY.line
    assert not check_text(old).valid
    settings.SEAL_OLD_KEYS = [public_line(OTHER.public)]
    assert check_text(old).valid
    assert set(public_keys(public_file())) == {KEY.id, OTHER.id}
    settings.SEAL_REVOKED_KEYS = [OTHER.id.hex().upper()]
    assert not check_text(old).valid
    settings.SEAL_REVOKED_KEYS = [KEY.id.hex()]
    assert [found.id for found in keys_are_readable()] == ["core.E002"]
    settings.SEAL_KEY = "kunci salah"
    assert [found.id for found in keys_are_readable()] == ["core.E001"]


def letters(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")
