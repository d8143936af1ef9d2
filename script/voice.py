#!/usr/bin/env python3
"""Make the clips that the board speaks: espeak-ng's own Indonesian voice, MP3 by lame, one clip a word.

Run by hand when a word is added; the clips in static/suara/ are kept, nothing is spoken or encoded at run time.
Needs espeak-ng and lame (Debian packages of these names). The chime is two tones made here.
"""

import math
import struct
import subprocess
import sys
import tempfile
import wave
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "static" / "suara"
RATE, PEAK, SPEED = 22050, 0.7, 145
QUIET = 0.01  # of the whole scale: what is softer at both ends is cut
LETTERS = {
    **{"a": "a", "b": "bé", "c": "cé", "d": "dé", "e": "é", "f": "èf", "g": "gé", "h": "ha", "i": "i", "j": "jé"},
    **{"k": "ka", "l": "èl", "m": "èm", "n": "èn", "o": "o", "p": "pé", "q": "ki", "r": "èr", "s": "ès", "t": "té"},
    **{"u": "u", "v": "fé", "w": "wé", "x": "èks", "y": "yé", "z": "zèt"},
}
WORDS = {
    **{f"huruf-{letter}": said for letter, said in LETTERS.items()},
    **{word: word for word in ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]},
    **{word: word for word in ["sepuluh", "sebelas", "belas", "puluh", "seratus", "ratus", "seribu", "ribu"]},
    "nomor": "nomor antrean",
    "silakan": "silakan menuju",
    "loket": "loket",
}


def spoken(text: str, folder: Path) -> list[float]:
    """What espeak-ng says, as samples between -1 and 1."""
    file = folder / "kata.wav"
    subprocess.run(["espeak-ng", "-v", "id", "-s", str(SPEED), "-w", str(file), text], check=True)  # noqa: S603, S607
    with wave.open(str(file)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        raw = sound.readframes(sound.getnframes())
    return [value / 32768 for (value,) in struct.iter_unpack("<h", raw)]


def chime() -> list[float]:
    """Two falling tones."""
    out = []
    for tone, seconds in ((659.25, 0.35), (523.25, 0.65)):
        for n in range(int(RATE * seconds)):
            t = n / RATE
            out.append(math.sin(2 * math.pi * tone * t) * math.exp(-5 * t) * min(1.0, t * 200))
    return out


def levelled(samples: list[float]) -> list[float]:
    """Silence at both ends cut, as loud as all others, a short rest after it."""
    loud = [n for n, value in enumerate(samples) if abs(value) > QUIET]
    samples = samples[max(0, loud[0] - 200) : loud[-1] + 400]
    peak = max(abs(value) for value in samples)
    return [value * PEAK / peak for value in samples] + [0.0] * int(RATE * 0.04)


def keep(name: str, samples: list[float], folder: Path) -> None:
    """One clip as MP3."""
    file = folder / f"{name}.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setparams((1, 2, RATE, len(samples), "NONE", ""))
        sound.writeframes(b"".join(struct.pack("<h", round(value * 32767)) for value in samples))
    target = FOLDER / f"{name}.mp3"
    subprocess.run(["lame", "--quiet", "-m", "m", "-b", "32", "-t", str(file), str(target)], check=True)  # noqa: S603, S607


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        keep("lonceng", levelled(chime()), folder)
        for name, text in WORDS.items():
            keep(name, levelled(spoken(text, folder)), folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
