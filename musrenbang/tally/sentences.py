"""Why and why not: the count in plain Indonesian, one sentence for each option and one for the whole."""

from musrenbang.tally.greedy import Line, Outcome, Reason


def dots(value: int) -> str:
    """A figure as people here write it: 1.284.

    >>> dots(1284)
    '1.284'
    """
    return f"{value:,}".replace(",", ".")


def rupiah(value: int) -> str:
    """An amount as people here write it: Rp1.250.000."""
    return f"Rp{dots(value)}"


def why(line: Line[int]) -> str:
    """Why this option was chosen, or why not."""
    if line.reason is Reason.NO_VOTES:
        return "Tidak ada yang memilih kegiatan ini."
    if line.funded:
        head = (
            f"Urutan {line.rank} dengan {dots(line.votes)} suara. Biayanya masuk dalam sisa dana {rupiah(line.before)}."
        )
    else:
        head = (
            f"Urutan {line.rank} dengan {dots(line.votes)} suara. "
            f"Saat gilirannya dana tersisa {rupiah(line.before)}, kurang {rupiah(line.short)}."
        )
    return f"{head} Suara sama diputus oleh undian sebelum pemungutan dibuka." if line.tied else head


def summary(outcome: Outcome[int], ballots: int) -> str:
    """The result in one or two sentences."""
    if not ballots:
        return "Tidak ada suara yang masuk, jadi tidak ada kegiatan yang terpilih."
    chosen = len(outcome.winners)
    head = f"Sebanyak {dots(ballots)} warga memberi suara."
    if not chosen:
        return f"{head} Tidak ada kegiatan yang biayanya masuk dalam dana {rupiah(outcome.budget)}."
    return (
        f"{head} Terpilih {chosen} dari {len(outcome.lines)} kegiatan, "
        f"memakai {rupiah(outcome.spent)} dari {rupiah(outcome.budget)}."
    )


def turnout(ballots: int, eligible: int) -> str:
    """Share of the people who could vote, to a tenth of a percent; exact integers, rounded half up."""
    if not eligible:
        return "Belum ada warga yang terdaftar sebagai pemilih."
    tenths = (ballots * 2000 + eligible) // (2 * eligible)
    share = f"{tenths // 10},{tenths % 10}"
    return f"{dots(ballots)} dari {dots(eligible)} warga yang berhak memberi suara ({share} persen)."
