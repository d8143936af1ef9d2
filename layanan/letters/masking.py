"""Names on the public check page: enough to compare with the paper, too little to look somebody up."""

KEPT = 2  # letters of a word that stay


def masked(name: str) -> str:
    """ "Ani Lestari" becomes "An* Le*****"; words of one or two letters keep the first only."""
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    kept = min(KEPT, max(1, len(word) - 1))
    return word[:kept] + "*" * max(1, len(word) - kept)
