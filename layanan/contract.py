"""What an office promises about a service: the fourteen components of standar pelayanan as plain data.

The editor's page hands a `ServicePlan` down; the room keeps its `Contract` as JSON in a `ServiceVersion`. The first
six components are for everybody (UU 25/2009 pasal 21), the others are what the promise rests on.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

PAPER_KINDS = {"asli": "Asli", "fotokopi": "Fotokopi", "pindai": "Foto atau pindaian"}
INNER = (  # components 8 to 14, told on the lower part of the page
    ("facilities", "Sarana, prasarana, dan fasilitas"),
    ("competence", "Kompetensi pelaksana"),
    ("supervision", "Pengawasan internal"),
    ("staff", "Jumlah pelaksana"),
    ("guarantee", "Jaminan pelayanan"),
    ("safety", "Jaminan keamanan dan keselamatan"),
    ("evaluation", "Evaluasi kinerja pelaksana"),
)


@dataclass(frozen=True)
class Requirement:
    """One paper that is asked for: whether it must be there, in which shape, and whether it may come to the office."""

    name: str
    needed: bool = True
    kinds: Sequence[str] = ()
    bring: bool = False
    note: str = ""


@dataclass(frozen=True)
class LegalBasis:
    """A rule the service rests on, and whether it is still in force."""

    title: str
    in_force: bool = True
    url: str = ""


@dataclass(frozen=True)
class Variant:
    """A kind of the same service: new, renewal, lost."""

    name: str
    note: str = ""


@dataclass(frozen=True)
class Contract:
    """Everything a service page tells."""

    intro: str = ""
    variants: Sequence[Variant] = ()
    requirements: Sequence[Requirement] = ()
    steps: Sequence[str] = ()
    village: str = ""  # what the desa or kelurahan does before
    promise_note: str = ""
    cost: int = 0
    cost_note: str = ""
    product: str = ""
    valid_for: str = ""
    sample: str = ""  # address of a sample letter
    counter: str = ""
    complaints: str = ""
    lapor: str = ""  # number of the service's own thread at SP4N-LAPOR!
    bases: Sequence[LegalBasis] = ()
    decree: str = ""
    facilities: str = ""
    competence: str = ""
    supervision: str = ""
    staff: str = ""
    guarantee: str = ""
    safety: str = ""
    evaluation: str = ""

    def as_json(self) -> dict[str, Any]:
        """The same as JSON keeps it."""
        kept = asdict(self)
        return {name: [*value] if isinstance(value, tuple) else value for name, value in kept.items()}


@dataclass(frozen=True)
class ServicePlan:
    """A service as its editor wants it: card, chain, retention, contract and the steps of its form."""

    slug: str
    name: str
    summary: str
    region_id: str
    contract: Contract
    steps: Sequence[dict[str, Any]] = ()
    synonyms: Sequence[str] = ()
    position: int = 0
    online: bool = True
    promise_days: int | None = None
    promise_minutes: int | None = None
    signer: str = "Camat"
    chain: dict[str, Any] = field(default_factory=dict)  # columns of Service: paraf_kasi, output, keep_done_days ...


def papers_of(contract: dict[str, Any]) -> list[dict[str, Any]]:
    """The requirements of a kept contract with the shapes of each in words."""
    return [
        {**one, "shapes": ", ".join(PAPER_KINDS[kind].lower() for kind in one["kinds"] if kind in PAPER_KINDS)}
        for one in contract.get("requirements", ())
    ]


def inner_of(contract: dict[str, Any]) -> list[tuple[str, str]]:
    """Components 8 to 14 that are written."""
    return [(label, contract[name]) for name, label in INNER if contract.get(name)]
