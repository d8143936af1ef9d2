"""Days as an official paper writes them: in words."""

from datetime import date

from django.utils.formats import date_format

TO_ELEVEN = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def in_words(number: int) -> str:
    """0 to 9999 in words: 2026 is "dua ribu dua puluh enam"."""
    if number < 12:
        return TO_ELEVEN[number]
    if number < 20:
        return f"{TO_ELEVEN[number - 10]} belas"
    if number < 100:
        return _joined(f"{TO_ELEVEN[number // 10]} puluh", number % 10)
    if number < 1000:
        return _joined("seratus" if number < 200 else f"{TO_ELEVEN[number // 100]} ratus", number % 100)
    return _joined("seribu" if number < 2000 else f"{in_words(number // 1000)} ribu", number % 1000)


def _joined(head: str, rest: int) -> str:
    return f"{head} {in_words(rest)}" if rest else head


def day_in_words(day: date) -> str:
    """ "Selasa tanggal dua puluh empat bulan November tahun dua ribu dua puluh enam"."""
    return f"{DAYS[day.weekday()]} tanggal {in_words(day.day)} bulan {date_format(day, 'F')} tahun {in_words(day.year)}"
