"""A kept result as its pages show it: every project with its reason, charts with their sentences, how firm it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.charts import Bars, words
from musrenbang.models import PastVote, Round, RoundOption, RoundReport
from musrenbang.past_states import PastState
from musrenbang.queries.voting import options_of
from musrenbang.tally.bundle import unpacked
from musrenbang.tally.overview import turnout_cells
from musrenbang.tally.sentences import dots
from musrenbang.tally.verify import ELECTION

CSV_HEADER = ["urutan", "nomor", "kegiatan", "tempat", "biaya", "suara", "nilai", "terpilih", "terpilih_cara_lain"]
CSV_HEADER += ["dukungan_efektif", "alasan", "yang_kurang"]
TRIALS = {
    "dropped": ("Tanpa 0,5 persen surat suara", "Sebagian kecil surat suara dihapus acak, lalu dihitung ulang."),
    "batches": ("Tanpa satu tumpukan kertas", "Setiap tumpukan surat suara kertas dihapus satu kali."),
    "ties": ("Urutan seri yang lain", "Setiap seri diputus sebaliknya, padahal urutannya sudah ditetapkan."),
}


@dataclass(frozen=True)
class Row:
    """One project in the result: what was kept of it, and the ballot's own drawing and address where it has them."""

    line: Mapping[str, Any]
    option: RoundOption | None = None

    @property
    def url(self) -> str:
        return self.option.proposal.get_absolute_url() if self.option else ""

    @property
    def title(self) -> str:
        return self.option.title if self.option else str(self.line["name"])


class Told:
    """A whole result for a template; asks nothing of the database."""

    def __init__(self, facts: Mapping[str, Any], firmness: Mapping[str, Any], options: Iterable[RoundOption]) -> None:
        known = {str(option.number): option for option in options}
        self.facts, self.firmness = _as_now(facts, known), firmness
        self.rows = [Row(line, known.get(line["id"])) for line in facts["lines"]]

    @property
    def funded(self) -> list[Row]:
        return [row for row in self.rows if row.line["funded"]]

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if not row.line["funded"]]

    @property
    def by_shares(self) -> bool:
        return bool(self.facts["method"] == "equal shares")

    @property
    def only_here(self) -> list[Row]:
        """Chosen by the rule of this round, not by the other one."""
        return [row for row in self.funded if not row.line["beside"]]

    @property
    def only_there(self) -> list[Row]:
        """Chosen by the other rule alone."""
        return [row for row in self.others if row.line["beside"]]

    @property
    def ties(self) -> list[str]:
        """Projects that were exactly equal, in words."""
        return [", ".join(group) for group in self.facts["ties"]]

    @cached_property
    def votes(self) -> Bars:
        """Votes (or points) of every project, most first."""
        by_points = any(row.line["score"] != row.line["votes"] for row in self.rows)
        key, unit = ("score", "nilai") if by_points else ("votes", "suara")
        rows = sorted(self.rows, key=lambda row: -row.line[key])
        bars = [_bar(row, row.line[key]) for row in rows]
        return Bars(f"Jumlah {unit}", _most(rows, key, unit), bars, unit, "Kegiatan", 2)

    @cached_property
    def near(self) -> Bars | None:
        """How close each project that lost came to its cost; only where voters hold shares."""
        rows = sorted((row for row in self.others if row.line["support"]), key=lambda row: -row.line["support"])
        if not (self.by_shares and rows):
            return None
        bars = [(row.title, row.line["support"], "lost") for row in rows]
        share = words(rows[0].line["support"], "%")
        told = f"{rows[0].title} paling dekat: pendukungnya sempat mampu membayar {share} biayanya."
        return Bars("Seberapa dekat yang belum terpilih", told, bars, "%", "Kegiatan", 2, 1, 100)

    @cached_property
    def effective(self) -> Bars | None:
        """Among how many full payers the cost of each winner was divided."""
        rows = [row for row in self.funded if row.line["effective"]]
        if not rows:
            return None
        bars = [(row.title, row.line["effective"], "paid") for row in rows]
        told = "Suara efektif ialah biaya dibagi bayaran terbesar: makin besar, makin ringan bagi tiap pendukung."
        return Bars("Suara efektif kegiatan terpilih", told, bars, "suara", "Kegiatan", 2, 1)

    @cached_property
    def places(self) -> Bars | None:
        """Money by village."""
        rows = self.facts["places"]
        if not rows:
            return None
        unit = "Rp" if self.facts["currency"] == "IDR" else self.facts["currency"]
        without = sum(1 for row in rows if not row["winners"])
        told = f"Dana mengalir ke {len(rows) - without} dari {len(rows)} tempat yang punya kegiatan di surat suara."
        bars = [(row["name"], row["amount"], "paid" if row["winners"] else "lost") for row in rows]
        return Bars("Dana menurut tempat", told, bars, unit, "Tempat", 2)

    @cached_property
    def pleased(self) -> Bars | None:
        """How many of their choices voters find among the winners."""
        mine, ballots = self.facts["gains"][0], self.facts["ballots"]
        if not ballots:
            return None
        names = ["Tidak satu pun", "1 pilihan", "2 pilihan", "3 pilihan", "4 pilihan", "5 pilihan atau lebih"]
        bars = [(name, number, "lost" if not at else "paid") for at, (name, number) in enumerate(_some(names, mine))]
        some = 100 * (ballots - mine["nothing"]) / ballots
        told = f"{words(some, '%')} pemilih mendapat sedikitnya satu kegiatan pilihannya."
        return Bars("Pilihan yang terpenuhi", told, bars, "surat suara", "Pilihan yang terpilih", 2)

    @property
    def beside(self) -> str:
        """The two rules in one sentence."""
        mine, other = self.facts["gains"]
        if not (self.only_here or self.only_there):
            return f"Kedua cara memilih {mine['winners']} kegiatan yang sama."
        here, there = dots(mine["nothing"]), dots(other["nothing"])
        return (
            f"{mine['words']} memilih {mine['winners']} kegiatan, {other['words'].lower()} {other['winners']}. "
            f"Tanpa satu pun pilihan: {here} pemilih di sini, {there} dengan cara lain."
        )

    @property
    def trials(self) -> list["Trial"]:
        """Every way the result was shaken."""
        return [Trial(trial, self.rows) for trial in self.firmness.get("trials", ()) if trial["runs"]]


class Trial:
    """One way of shaking a result, in words and as a table."""

    def __init__(self, kept: Mapping[str, Any], rows: Sequence[Row]) -> None:
        self.name, self.how = TRIALS[kept["name"]]
        self.runs, self.same = kept["runs"], kept["same"]
        won = [(row, kept["wins"].get(row.line["id"], 0)) for row in rows]
        self.moving = [(row, number) for row, number in won if 0 < number < self.runs]
        self.lines = [(row, number, 100 * number / self.runs) for row, number in won if number]

    @property
    def sentence(self) -> str:
        head = f"Dari {dots(self.runs)} hitung ulang, hasilnya sama persis {dots(self.same)} kali."
        if not self.moving:
            return f"{head} Tidak ada kegiatan yang berubah nasib."
        return f"{head} {len(self.moving)} kegiatan kadang terpilih, kadang tidak."


def _renamed(facts: Mapping[str, Any], known: Mapping[str, RoundOption]) -> dict[str, str]:
    """Titles as they were counted that are others now."""
    titles = {line["name"]: known[line["id"]].title for line in facts["lines"] if line["id"] in known}
    return {name: title for name, title in titles.items() if name and name != title}


def _as_now(facts: Mapping[str, Any], known: Mapping[str, RoundOption]) -> Mapping[str, Any]:
    """The kept facts with works called as they are now: a hidden one by its number alone, inside sentences too."""
    other = _renamed(facts, known)

    def told(value: Any) -> Any:
        if isinstance(value, str):
            for name, title in other.items():
                value = value.replace(name, title)
            return value
        if isinstance(value, Mapping):
            return {key: told(one) for key, one in value.items()}
        return [told(one) for one in value] if isinstance(value, list) else value

    return {key: told(value) for key, value in facts.items()} if other else facts


def _some(names: Sequence[str], gain: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Rows up to the last that holds somebody."""
    shares = list(gain["shares"])
    while len(shares) > 1 and not shares[-1]:
        shares.pop()
    return list(zip(names, shares, strict=False))


def _bar(row: Row, value: int) -> tuple[Any, ...]:
    name = f"{row.option.number}. {row.title}" if row.option else row.title
    return (name, value, "" if row.line["funded"] else "lost", "Terpilih" if row.line["funded"] else "")


def _most(rows: Sequence[Row], key: str, unit: str) -> str:
    most = rows[0].line[key] if rows else 0
    if not most:
        return "Tidak ada kegiatan yang mendapat suara."
    first = [row.title for row in rows if row.line[key] == most]
    if len(first) == 1:
        return f"{first[0]} mendapat {unit} terbanyak, yaitu {dots(most)}. Tanda centang berarti terpilih."
    return f"{unit.capitalize()} terbanyak, {dots(most)}, diraih {len(first)} kegiatan. Tanda centang berarti terpilih."


def report_of(round: Round) -> RoundReport | None:
    """What is kept of a round's count, without the bytes of its download; one query."""
    return RoundReport.objects.defer("bundle").filter(round=round).first()


def told_of(round: Round, report: RoundReport) -> Told:
    """The result of a round; one query."""
    return Told(report.facts, report.firmness, options_of(round))


def book_of(round: Round, report: RoundReport) -> str:
    """The ballots of the download with works called as they are now; the sealed download keeps the counted words."""
    text = unpacked(bytes(RoundReport.objects.only("bundle").get(pk=report.pk).bundle or b""))[ELECTION].decode()
    for name, title in _renamed(report.facts, {str(option.number): option for option in options_of(round)}).items():
        text = text.replace(name, title)
    return text


def turnout_of(report: RoundReport) -> list[tuple[str, str]]:
    """Ballots by channel, cells of ten and more."""
    return turnout_cells(report.channels)


def csv_rows(told: Told) -> list[list[Any]]:
    """The result as a table, in the order of the result."""
    return [
        [place, line["id"], row.title, line["place"], line["cost"], line["votes"], line["score"]]
        + ["ya" if line["funded"] else "tidak", "ya" if line["beside"] else "tidak"]
        + [line["effective"] or "", line["text"], line["need"]]
        for place, row in enumerate(told.rows, 1)
        for line in [row.line]
    ]


def past_votes() -> Any:
    """Published votes of the past, newest first, without their bytes."""
    rows = PastVote.objects.defer("bundle", "content", "facts", "firmness")
    return rows.filter(state=PastState.PUBLISHED).select_related("region")
