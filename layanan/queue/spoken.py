"""What the board says: a call as a row of clips (static/suara/), so that nothing is spoken at run time."""

from core.spelled import in_words

WORDS = "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu"
LETTERS = tuple(f"huruf-{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
CLIPS = (*WORDS.split(), *LETTERS, "lonceng", "nomor", "silakan", "loket")


def call_clips(prefix: str, number: int, counter: int) -> list[str]:
    """The chime, the number, the counter: "nomor antrean A tujuh, silakan menuju loket tiga"."""
    letters = [f"huruf-{letter.lower()}" for letter in prefix]
    return ["lonceng", "nomor", *letters, *in_words(number).split(), "silakan", "loket", *in_words(counter).split()]


def said(clip: str) -> str:
    """What a person says for this clip."""
    whole = {"nomor": "nomor antrean", "silakan": "silakan menuju", "lonceng": "(lonceng)"}
    return clip[-1].upper() if clip in LETTERS else whole.get(clip, clip)
