"""How well each unit keeps the time it has for an answer: figures that stay honest where there are few."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from core import pagecache
from konsultasi.models import Consultation, Input
from konsultasi.states import PUBLIC, InputState

ENOUGH = 10  # inputs from which a share in percent says something


@dataclass(frozen=True)
class Pace:
    """One unit's figures on a draft: inputs, answered, of these in time, late without an answer."""

    name: str
    total: int
    answered: int
    in_time: int
    late: int

    @property
    def due(self) -> int:
        """Inputs by which the unit can be judged: answered, or late without an answer."""
        return self.answered + self.late

    @property
    def share(self) -> str:
        """Answers in time: a percentage only where there are enough to speak of one."""
        if not self.due:
            return "Belum ada yang jatuh tempo"
        plain = f"{self.in_time} dari {self.due}"
        return f"{plain} ({100 * self.in_time // self.due} %)" if self.due >= ENOUGH else plain


def paces(consultation: Consultation) -> list[Pace]:
    """The figures of each unit that handles public inputs of a draft; one query."""
    answered, today = Q(state=InputState.ANSWERED), timezone.localdate()
    rows = (
        Input.objects.filter(consultation=consultation, state__in=PUBLIC)
        .order_by("unit__name")
        .values(name=F("unit__name"))
        .annotate(
            total=Count("pk"),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(response__late_days=0)),
            late=Count("pk", filter=Q(state=InputState.OPEN, due_on__lt=today)),
        )
    )
    found = [Pace(**row | {"name": row["name"] or consultation.responsible}) for row in rows]
    return sorted(found, key=lambda row: row.name)


def pace_part(consultation: Consultation) -> SafeString:
    """The figures as HTML, kept until the draft, its inputs or the day change; nothing before the first input."""
    today = timezone.localdate()

    def build() -> str:
        rows = paces(consultation)
        few = any(row.due < ENOUGH for row in rows)
        context = {"rows": rows, "few": few, "enough": ENOUGH, "today": today}
        return render_to_string("konsultasi/_pace.html", context).strip() if rows else ""

    kept = pagecache.versions(consultation.topic.version_name, "cms")
    return pagecache.fragment(f"rancangan:{consultation.pk}:tempo:{today}", kept, build)
