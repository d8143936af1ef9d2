"""The marks on a ballot of any kind: boxes, one circle, places of a ranking, or numbers; read and shown again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from musrenbang.models import Round, RoundOption
from musrenbang.tally.ballots import Kind
from musrenbang.tally.sentences import rupiah

PICK, PLACE, POINTS = "pilihan", "urutan-", "nilai-"
BY_NUMBER = frozenset({Kind.POINTS, Kind.SCORE})
MOST_FIELDS = 200


@dataclass(frozen=True)
class Marks:
    """What was marked: option numbers in the voter's order, and the points beside them where the kind has points.

    `shown` is what stands in the fields where no order can be made of it.
    """

    choices: tuple[str, ...] = ()
    points: tuple[str, ...] | None = None
    shown: Mapping[str, str] | None = None

    @property
    def values(self) -> dict[str, str]:
        """Option number to what was typed beside it: its points, or its place in a ranking."""
        if self.shown is not None:
            return dict(self.shown)
        if self.points is not None:
            return dict(zip(self.choices, self.points, strict=True))
        return {number: str(place) for place, number in enumerate(self.choices, 1)}

    def fields(self, kind: Kind) -> list[tuple[str, str]]:
        """Names and values of the hidden fields that carry the marks on."""
        if kind is Kind.RANKING or kind in BY_NUMBER:
            head = PLACE if kind is Kind.RANKING else POINTS
            return [(f"{head}{number}", value) for number, value in self.values.items()]
        return [(PICK, number) for number in self.choices]


def read_marks(data: Any, kind: Kind) -> Marks:
    """The marks of a sent form. ValidationError where two works share one place of a ranking."""
    if kind in BY_NUMBER:
        given = [(number, value) for number, value in typed(data, POINTS) if value not in ("", "0")]
        return Marks(tuple(number for number, _ in given), tuple(value for _, value in given))
    if kind is not Kind.RANKING:
        return Marks(tuple(dict.fromkeys(data.getlist(PICK)[:MOST_FIELDS])))
    given = [(value, number) for number, value in typed(data, PLACE) if value]
    if any(not (value.isascii() and value.isdecimal() and len(value) <= 3) for value, _ in given):
        raise ValidationError("Urutan ditulis dengan angka.", code="places")
    given.sort(key=lambda pair: int(pair[0]))
    if len({int(value) for value, _ in given}) < len(given):
        raise ValidationError("Dua kegiatan memakai urutan yang sama. Beri urutan yang berbeda.", code="places")
    return Marks(tuple(number for _, number in given))


def places_as_typed(data: Any) -> Marks:
    """The places of a ranking as they were typed, whatever they are."""
    shown = dict(typed(data, PLACE))
    return Marks(tuple(shown), shown=shown)


def typed(data: Mapping[str, Any], head: str) -> list[tuple[str, str]]:
    """Fields whose name begins with `head`, as (option number, what was typed)."""
    found = [(name.removeprefix(head), str(data[name]).strip()) for name in data if name.startswith(head)]
    return found[:MOST_FIELDS]


@dataclass(frozen=True)
class BallotRow:
    """One work on the ballot page with what is marked beside it; places and fields by number, for the filter."""

    option: RoundOption
    marked: bool
    value: str
    place: int
    field: int


def rows_of(options: Iterable[RoundOption], marked: set[str], values: Mapping[str, str]) -> list[BallotRow]:
    """The rows in the order given."""
    listed = list(options)
    places, fields = names_of(listed, "place"), names_of(listed, "field")
    return [
        BallotRow(
            option,
            str(option.number) in marked,
            values.get(str(option.number), ""),
            places.index(option.place) + 1 if option.place else 0,
            fields.index(option.field) + 1 if option.field else 0,
        )
        for option in listed
    ]


def names_of(options: Iterable[RoundOption], name: str) -> list[str]:
    """Villages or fields on the ballot, each once, by name."""
    return sorted({getattr(option, name) for option in options} - {""})


def how_words(round: Round) -> str:
    """What to do with this kind of ballot, in one sentence."""
    said = round.ballot_rules
    match Kind(round.kind):
        case Kind.CHOOSE_ONE:
            return "Pilih satu kegiatan."
        case Kind.RANKING:
            return f"Beri urutan 1 untuk yang terpenting. Urutkan {round.limits_words}."
        case Kind.POINTS:
            return f"Bagikan paling banyak {said.get('max_sum', 10)} nilai kepada {round.limits_words}."
        case Kind.SCORE:
            return (
                f"Beri nilai 0 sampai {said.get('max_points', 5)} kepada tiap kegiatan. Nilai 0 berarti tidak memilih."
            )
        case Kind.KNAPSACK:
            return (
                f"Pilih kegiatan sampai jumlah biayanya paling banyak {rupiah(said.get('max_cost') or round.budget)}."
            )
    return f"Pilih {round.limits_words}. Urutan tidak berpengaruh."


def scale_of(round: Round) -> range:
    """The numbers offered beside a work: places of a ranking, or the points of a score."""
    if round.kind == Kind.RANKING:
        return range(1, round.max_choices + 1)
    return range(1, int(round.ballot_rules.get("max_points") or 5) + 1)


def ballot_context(
    round: Round, options: Iterable[RoundOption], marks: Marks, *, action: str, draft: bool = True
) -> dict[str, Any]:
    """What the ballot's own part of a page prints; `draft`: unsent marks are kept on the device."""
    listed, kind = list(options), Kind(round.kind)
    said = round.ballot_rules
    return {
        "rows": rows_of(listed, set(marks.choices), marks.values),
        "places": names_of(listed, "place"),
        "fields": names_of(listed, "field"),
        "by_value": kind is Kind.RANKING or kind in BY_NUMBER,
        "scale": [str(step) for step in scale_of(round)],
        "most_points": said.get("max_sum") or said.get("max_points"),
        "most_cost": said.get("max_cost") or (round.budget if kind is Kind.KNAPSACK else 0),
        "how": how_words(round),
        "action": action,
        "draft": draft,
    }


def review_context(round: Round, options: Iterable[RoundOption], marks: Marks) -> dict[str, Any]:
    """What the page before sending prints: the marked works in the voter's order, and the fields that carry them."""
    known = {str(option.number): option for option in options}
    kind = Kind(round.kind)
    chosen = rows_of([known[number] for number in marks.choices if number in known], set(marks.choices), marks.values)
    return {
        "chosen": chosen,
        "cost": sum(row.option.cost for row in chosen),
        "marks": marks.fields(kind),
        "how": how_words(round),
        "by_value": kind is Kind.RANKING or kind in BY_NUMBER,
    }
