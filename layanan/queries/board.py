"""How services are kept to their promise, and the four figures of a service, all from the log of services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from core.charts import Bars
from core.text import rupiah
from layanan.models import ApplicationChannel, CaseEvent, ServiceCost, SurveyResponse
from layanan.models.cases import CaseEventKind

WEEKS = 12
LEAST = 5  # below this a share says nothing and may point at somebody
SATISFIED = 3  # of four faces
K = CaseEventKind
ENDS = (K.DONE, K.REFUSED, K.CANCELLED)


@dataclass(frozen=True)
class Kept:
    """How often a service kept its promise."""

    slug: str
    name: str
    promise: str
    count: int
    kept: int

    @property
    def share(self) -> float | None:
        """Percent; None where there are too few."""
        return 100 * self.kept / self.count if self.count >= LEAST else None


@dataclass(frozen=True)
class Figure:
    """One of the four figures: what it is, its value in words, how it is reckoned."""

    key: str
    title: str
    words: str
    formula: str
    part: int | Decimal | None = None
    whole: int | None = None


def since(now: datetime | None = None) -> datetime:
    """The beginning of the twelve weeks that are shown."""
    moment = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return moment - timedelta(weeks=WEEKS)


def promises(now: datetime | None = None) -> list[Kept]:
    """Services with what they finished in twelve weeks, the worst first, those with too few last."""
    rows = CaseEvent.objects.filter(kept__isnull=False, at__gte=since(now)).values("service")
    counted = rows.annotate(count=Count("pk"), good=Count("pk", filter=Q(kept=True)))
    names = ("service__slug", "service__name", "service__promise_days", "service__promise_minutes")
    found = [
        Kept(row[names[0]], row[names[1]], _promise(row[names[2]], row[names[3]]), row["count"], row["good"])
        for row in counted.values(*names, "count", "good")
    ]
    return sorted(found, key=lambda one: (one.share is None, one.share or 0, one.name))


def _promise(days: int | None, minutes: int | None) -> str:
    if minutes:
        return f"{minutes} menit kerja"
    return f"{days} hari kerja" if days is not None else "tanpa janji waktu"


def chart(rows: list[Kept]) -> Bars | None:
    """The board as bars with its sentence; None while no service has enough."""
    told = [one for one in rows if one.share is not None]
    if not told:
        return None
    count, kept = sum(one.count for one in told), sum(one.kept for one in told)
    share = f"{100 * kept / count:.0f}"
    worst = told[0]
    sentence = f"Dalam {WEEKS} minggu terakhir {kept} dari {count} permohonan ({share} %) selesai sesuai janji."
    if worst.share is not None and worst.share < 100:
        sentence += f" Paling sering terlambat: {worst.name}."
    bars = [(one.name, one.share, "lost" if (one.share or 0) < 80 else "") for one in told]
    return Bars("Janji waktu yang ditepati", sentence, bars, unit="%", label="Layanan", level=2, places=0, full=100)


def four_figures(now: datetime | None = None) -> list[Figure]:
    """Completion, satisfaction, digital take-up and cost per transaction of the last twelve weeks."""
    begun = since(now)
    counts = CaseEvent.objects.filter(at__gte=begun).aggregate(
        starts=Count("pk", filter=Q(kind=K.START)),
        online=Count("pk", filter=Q(kind=K.SUBMIT, channel=ApplicationChannel.ONLINE)),
        all=Count("pk", filter=Q(kind=K.SUBMIT)),
    )
    faces = SurveyResponse.objects.filter(day__gte=begun.date(), face__isnull=False).aggregate(
        all=Count("pk"), good=Count("pk", filter=Q(face__gte=SATISFIED))
    )
    return [
        _share("penyelesaian", "Formulir yang diselesaikan", counts["online"], counts["starts"],
               "permohonan daring yang masuk dibagi formulir yang dibuka"),
        _share("kepuasan", "Pengguna yang puas", faces["good"], faces["all"],
               "wajah “puas” dan “sangat puas” dibagi semua wajah yang dipilih, termasuk dari yang ditolak"),
        _share("daring", "Diajukan sendiri lewat situs", counts["online"], counts["all"],
               "permohonan yang diajukan sendiri dibagi semua permohonan"),
        _cost(now),
    ]  # fmt: skip


def _share(key: str, title: str, part: int, whole: int, formula: str) -> Figure:
    share = f"{100 * part / whole:.0f} %" if whole >= LEAST else "belum cukup data"
    return Figure(key, title, share, f"{formula} ({part} dari {whole})" if whole >= LEAST else formula, part, whole)


def _cost(now: datetime | None) -> Figure:
    """Costs of the last three whole months, divided by what was finished in them."""
    formula = "biaya layanan tiga bulan penuh terakhir dibagi permohonan yang selesai atau ditolak di bulan-bulan itu"
    last = timezone.localtime(now or timezone.now()).date().replace(day=1)
    first = last
    for _ in range(3):
        first = (first - timedelta(days=1)).replace(day=1)
    months = ServiceCost.objects.filter(month__gte=first, month__lt=last)
    amount = months.aggregate(total=Sum("amount"))["total"]
    spans = Q(pk__in=())
    for month in months.values_list("month", flat=True):
        spans |= Q(at__gte=_start(month), at__lt=_start(_next(month)))
    done = CaseEvent.objects.filter(spans, kind__in=(K.DONE, K.REFUSED)).count() if amount is not None else 0
    words = rupiah(round(amount / done)) if amount is not None and done >= LEAST else "belum cukup data"
    return Figure("biaya", "Biaya per layanan", words, formula, amount, done)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def _next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


BOARD_HEAD = ["layanan", "janji", "selesai", "sesuai_janji", "persen"]
FIGURES_HEAD = ["angka", "pembilang", "penyebut", "nilai", "cara_hitung"]


def board_rows(rows: list[Kept]) -> Iterator[list[Any]]:
    """The board as a table; too few are said to be too few."""
    for one in rows:
        few = one.share is None
        kept, share = ("", "kurang dari 5") if few else (one.kept, round(one.share or 0, 1))
        yield [one.name, one.promise, "" if few else one.count, kept, share]


def figure_rows(figures: list[Figure]) -> Iterator[list[Any]]:
    """The four figures as a table."""
    for one in figures:
        enough = (one.whole or 0) >= LEAST
        yield [one.key, one.part if enough else "", one.whole if enough else "", one.words, one.formula]
