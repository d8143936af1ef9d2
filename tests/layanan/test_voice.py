"""The board's voice: every word it may need is there, light, loud enough, and in the right order."""

import io
import shutil
import subprocess
import uuid
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from layanan.models import QueueOffice
from layanan.queue.spoken import CLIPS, call_clips
from layanan.services.voices import checked, keep_voice
from tests.factories import desk_login
from tests.layanan.queue_world import call, take

FOLDER = Path(settings.BASE_DIR) / "static" / "suara"


def seconds(file: Path) -> float:
    """Length of an MP3 of constant rate, read from the headers of its frames."""
    data, at, frames = file.read_bytes(), 0, 0
    while at + 4 <= len(data):
        assert data[at] == 0xFF, file.name
        assert data[at + 1] & 0xFE == 0xF2, file.name  # MPEG 2, layer III
        rate = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)[data[at + 2] >> 4] * 1000
        assert (data[at + 2] >> 2) & 3 == 0  # 22,050 a second
        at += 72 * rate // 22050 + ((data[at + 2] >> 1) & 1)
        frames += 1
    return frames * 576 / 22050


def test_every_word_has_its_clip_and_all_are_light() -> None:
    assert {file.stem for file in FOLDER.glob("*.mp3")} == set(CLIPS)
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) <= 1_000_000
    assert len(list(FOLDER.iterdir())) == len(CLIPS) == 48


@pytest.mark.parametrize("clip", CLIPS)
def test_every_clip_is_as_long_as_a_word(clip: str) -> None:
    assert 0.15 <= seconds(FOLDER / f"{clip}.mp3") <= 1.6


@pytest.mark.skipif(shutil.which("lame") is None, reason="lame reads the clips' level")
def test_every_clip_is_as_loud_as_the_others(tmp_path: Path) -> None:
    for clip in CLIPS:
        file = tmp_path / f"{clip}.wav"
        told = ["lame", "--quiet", "--decode", str(FOLDER / f"{clip}.mp3"), str(file)]
        subprocess.run(told, check=True)  # noqa: S603  our own files
        with wave.open(str(file)) as sound:
            samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert 0.5 <= max(abs(value) for value in samples) / 32768 <= 0.99, clip


def test_a_call_is_spoken_in_this_order() -> None:
    assert call_clips("A", 7, 3) == ["lonceng", "nomor", "huruf-a", "tujuh", "silakan", "loket", "tiga"]
    assert call_clips("AB", 1017, 12)[2:] == [
        *("huruf-a", "huruf-b", "seribu", "tujuh", "belas"),
        *("silakan", "loket", "dua", "belas"),
    ]
    for number in range(1, 10_000):
        clips = call_clips("Z", number, 1)
        assert set(clips) <= set(CLIPS)
    assert all(call_clips("A", a, 1) != call_clips("A", b, 1) for a, b in pairwise(range(1, 2000)))


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_board_tells_the_browser_what_to_say(office: QueueOffice, joko: object) -> None:
    take(office)
    called = call(joko, office)
    assert called is not None
    part = Client().get("/antrean/papan/kecamatan/kini/").content.decode()
    assert f'data-sebut="{called.call_key}"' in part
    assert 'data-kata="lonceng nomor huruf-a satu silakan loket satu"' in part
    page = Client().get("/antrean/papan/kecamatan/").content.decode()
    assert "Mulai suara" in page
    assert "/static/suara/huruf-a.mp3" in page
    call(joko, office)
    assert "data-sebut" not in Client().get("/antrean/papan/kecamatan/kini/").content.decode()


def recording(seconds: float = 0.5, level: int = 9000, channels: int = 1) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setparams((channels, 2, 16000, 0, "NONE", ""))
        sound.writeframes(int(level).to_bytes(2, "little", signed=True) * int(16000 * seconds) * channels)
    return out.getvalue()


BAD = [
    (b"bukan suara", "bukan rekaman WAV"),
    (recording()[:30], "bukan rekaman WAV"),
    (recording(0.05), "0,15 sampai 3 detik"),
    (recording(3.2), "0,15 sampai 3 detik"),
    (recording(level=200), "terlalu pelan"),
    (recording(channels=2), "satu kanal"),
    (recording(3.0) * 5, "terlalu besar"),
]


@pytest.mark.parametrize(("raw", "words"), BAD)
def test_what_is_no_good_recording_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        checked(raw)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_an_officers_own_voice(office: QueueOffice, joko: Any, citra: Any) -> None:
    with pytest.raises(PermissionDenied):
        keep_voice(by=citra, office=office, word="satu", raw=recording())
    with pytest.raises(ValidationError):
        keep_voice(by=joko, office=office, word="sepatu", raw=recording())
    desk = Client()
    desk_login(desk, joko)
    address = "/petugas/antrean/suara/kecamatan/"
    sent = {"kunci": uuid.uuid4(), "word": "satu", "sound": SimpleUploadedFile("x.wav", recording())}
    assert desk.post(address, sent).url == address
    assert Client().get("/antrean/suara/kecamatan/satu.wav").content == recording()
    assert "/antrean/suara/kecamatan/satu.wav" in Client().get("/antrean/papan/kecamatan/").content.decode()
    wrong = sent | {"kunci": uuid.uuid4(), "sound": SimpleUploadedFile("x.wav", b"x")}
    assert "bukan rekaman WAV" in desk.post(address, wrong).content.decode()
    desk.post(f"{address}hapus/")
    assert Client().get("/antrean/suara/kecamatan/satu.wav").status_code == 404
