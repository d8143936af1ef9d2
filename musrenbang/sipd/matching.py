"""Which proposal a row of SIPD speaks of, where no number says so: words, place, cost; each point can be explained."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from core.text import stems

# 100 = the same words in the same village for the same money.
OF_WORDS, IN_VILLAGE, AT_PLACE, OF_COST, OF_VOLUME = 0.62, 16.0, 6.0, 12.0, 4.0
LEAST_POINTS, LEAST_WORDS = 48.0, 45.0
MOST = 3
NEAR_COST, ALIKE_COST = 0.02, 0.25
NUMBER = re.compile(r"\b(20\d\d/\d\d(?:\.\d{1,4}){1,3}/\d{4,})\b")
ADDRESS = re.compile(r"\b(rt|rw)\.?\s*0*(\d{1,3})\b", re.IGNORECASE)
LEVEL = re.compile(r"^(kelurahan|desa|kel\.?|ds\.?|gampong|nagari|kalurahan)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """A row of SIPD as it is compared; words are stems."""

    words: str
    more: str
    village: str
    places: frozenset[tuple[str, str]]
    cost: Decimal | None
    quantity: Decimal | None


@dataclass(frozen=True)
class Known(Asked):
    """A proposal of the year, compared in the same things."""

    pk: int


@dataclass(frozen=True)
class Candidate:
    """A proposal that may be meant, with points of a hundred and the reasons in words."""

    pk: int
    points: float
    why: str


def village_key(name: str) -> str:
    """ "Kelurahan Kertosari" and "KERTOSARI" are the same village."""
    return " ".join(LEVEL.sub("", name.strip()).casefold().split())


def places_in(text: str) -> frozenset[tuple[str, str]]:
    """RT and RW named in an address."""
    return frozenset((kind.lower(), number) for kind, number in ADDRESS.findall(text))


def number_in(*texts: str) -> str:
    """Our own number where it went along to SIPD and came back, "" where it did not."""
    found = {number for text in texts for number in NUMBER.findall(text)}
    return found.pop() if len(found) == 1 else ""


def asked_of(row: Any) -> Asked:
    """What of a row of SIPD's file can be compared."""
    title, problem, address = row["title"], row["problem"], row["address"]
    return Asked(
        words=stems(title),
        more=stems(f"{title} {problem}"[:2000]),
        village=village_key(row["village"]),
        places=places_in(f"{title} {address}"),
        cost=Decimal(row["budget"]) if row["budget"] else None,
        quantity=quantity_of(row["volume"]),
    )


def quantity_of(text: str) -> Decimal | None:
    """The number at the start of "240 m", "1,5" or "1.250"; None where there is none."""
    found = re.match(r"\s*(\d{1,12}(?:\.\d{3})*(?:,\d{1,4})?|\d{1,12}\.\d{1,4})(?![\d.,])", text)
    if found is None:
        return None
    number = found.group(1)
    grouped = "," in number or re.fullmatch(r"\d{1,3}(\.\d{3})+", number)
    return Decimal(number.replace(".", "").replace(",", ".") if grouped else number)


def candidates(asked: Asked, known: Sequence[Known]) -> list[Candidate]:
    """At most three proposals that may be meant, the likest first; a person decides."""
    if not asked.words:
        return []
    near = process.extract(
        asked.words,
        {one.pk: one.words for one in known},
        scorer=fuzz.token_set_ratio,
        score_cutoff=LEAST_WORDS,
        limit=40,
    )
    kept = {pk for _, _, pk in near}
    found = [candidate(asked, one) for one in known if one.pk in kept]
    good = [one for one in found if one.points >= LEAST_POINTS]
    return sorted(good, key=lambda one: (-one.points, one.pk))[:MOST]


def candidate(asked: Asked, one: Known) -> Candidate:
    """How likely a proposal is meant, and why."""
    words = max(_alike(asked.words, one.words), _alike(asked.more, one.more))
    reasons = list(_reasons(asked, one))
    points = words * OF_WORDS + sum(points for points, _ in reasons)
    said = [f"kata sama {words:.0f}%", *(said for _, said in reasons)]
    return Candidate(one.pk, round(min(points, 100.0), 1), ", ".join(said))


def _alike(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    return float(fuzz.token_sort_ratio(one, other) * 0.5 + fuzz.token_set_ratio(one, other) * 0.5)


def _reasons(asked: Asked, one: Known) -> Iterable[tuple[float, str]]:
    if asked.village and one.village:
        same = asked.village == one.village
        yield (IN_VILLAGE, "kelurahan atau desa sama") if same else (-IN_VILLAGE, "kelurahan atau desa berbeda")
    if shared := asked.places & one.places:
        yield AT_PLACE, " ".join(f"{kind.upper()} {number}" for kind, number in sorted(shared)) + " sama"
    if asked.cost and one.cost:
        apart = abs(asked.cost - one.cost) / max(asked.cost, one.cost)
        if apart <= Decimal(str(ALIKE_COST)):
            share = 1.0 if apart <= Decimal(str(NEAR_COST)) else 0.5
            yield OF_COST * share, "biaya sama" if not apart else f"biaya berbeda {float(apart) * 100:.0f}%"
    if asked.quantity and asked.quantity == one.quantity:
        yield OF_VOLUME, "volume sama"
