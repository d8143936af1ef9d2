"""An officer's own voice for the board: recorded in the browser, checked here, played instead of the shipped clip."""

import io
import wave
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from layanan.models import QueueOffice, QueueVoice
from layanan.queue.spoken import CLIPS

LARGEST = 400_000
SHORTEST, LONGEST = 0.15, 3.0  # seconds
SOFTEST = 0.1  # of the whole scale
RATES = range(8000, 48001)


def checked(raw: bytes) -> bytes:
    """The recording written anew, so that it is nothing but sound; ValidationError says what is wrong with it."""
    if len(raw) > LARGEST:
        raise ValidationError("Rekaman terlalu besar. Rekam satu kata saja.")
    try:
        with wave.open(io.BytesIO(raw)) as sound:
            shape = (sound.getnchannels(), sound.getsampwidth(), sound.getframerate())
            frames = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError, ValueError) as error:
        raise ValidationError("Berkas ini bukan rekaman WAV.") from error
    if shape[:2] != (1, 2) or shape[2] not in RATES:
        raise ValidationError("Rekam dalam satu kanal, 16 bit.")
    frames = frames[: len(frames) // 2 * 2]
    if not SHORTEST <= len(frames) / 2 / shape[2] <= LONGEST:
        raise ValidationError("Lama rekaman 0,15 sampai 3 detik.")
    if max(abs(value) for value in memoryview(frames).cast("h")) / 32768 < SOFTEST:
        raise ValidationError("Suaranya terlalu pelan. Dekatkan mikrofon.")
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams((1, 2, shape[2], 0, "NONE", ""))
        made.writeframes(frames)
    return out.getvalue()


@transaction.atomic
def keep_voice(*, by: Any, office: QueueOffice, word: str, raw: bytes) -> QueueVoice:
    """Take a word in an officer's voice; recorded again, the newer one counts."""
    _demand(by, office)
    if word not in CLIPS:
        raise ValidationError("Kata ini tidak dipakai papan.")
    told = {"sound": checked(raw), "recorded_at": timezone.now(), "recorded_by": by.pk}
    return QueueVoice.objects.update_or_create(office=office, word=word, defaults=told)[0]


def drop_voices(*, by: Any, office: QueueOffice) -> None:
    """Back to the voice that came with the house."""
    _demand(by, office)
    QueueVoice.objects.filter(office=office).delete()


def _demand(by: Any, office: QueueOffice) -> None:
    if not by.has_perm("layanan.run_queue", office):
        raise PermissionDenied("Anda tidak mengelola antrean kantor ini.")
