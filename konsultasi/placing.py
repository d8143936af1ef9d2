"""Gives every input its one place in every version. Below the verbs, since the worker's task calls it too."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.periodic import one_by_one
from konsultasi.carrying import Carrier, Spot
from konsultasi.changes import changes_between
from konsultasi.guesting import tell_guests
from konsultasi.kept import touch
from konsultasi.models import Change, Input, Standing, Version
from konsultasi.news import voices
from konsultasi.states import SHOWN, Fate
from notifications.services import tell

CHUNK = 1000


def without_place(version: Version) -> QuerySet[Input]:
    """Inputs on earlier versions that have no place in this one yet."""
    here = Standing.objects.filter(input=OuterRef("pk"), version=version)
    earlier = Input.objects.filter(consultation=version.consultation_id, version__number__lt=version.number)
    return earlier.filter(~Exists(here)).order_by("pk")


def place_new(entry: Input, end: int | None) -> None:
    """The place of a new input where it was written, and in versions that came out while she wrote."""
    Standing.objects.create(
        input=entry,
        version_id=entry.version_id,
        fate=Fate.ORIGIN,
        passage=entry.passage,
        start=entry.start if end is not None else None,
        end=end,
    )
    later = Version.objects.filter(consultation=entry.consultation_id, number__gt=entry.version.number)
    for version in later.order_by("number"):
        place([entry], version, Carrier(version))


def carry_inputs(*, version: Version) -> int:
    """Give every earlier input its place in this version (and in those between); returns how many places.

    In pieces, each a transaction of its own: broken off it goes on where it stood, run twice it changes nothing.
    """
    versions = Version.objects.filter(consultation=version.consultation_id, number__lte=version.number)
    versions = versions.select_related("consultation__topic")
    return sum(_carry(row) for row in versions.filter(carried_at__isnull=True).order_by("number"))


def carry_waiting() -> None:
    """Take up what a worker that was stopped left half done (each minute; a version younger than one has its task)."""
    young = timezone.now() - timedelta(minutes=2)
    waiting = Version.objects.filter(carried_at__isnull=True, published_at__lt=young).order_by("number")
    one_by_one(waiting.select_related("consultation__topic"), lambda version: carry_inputs(version=version))


def _carry(version: Version) -> int:
    store_changes(version)
    carrier = Carrier(version)
    placed = 0
    Version.objects.filter(pk=version.pk).update(to_carry=without_place(version).count())
    while chunk := list(without_place(version)[:CHUNK]):
        with transaction.atomic():
            place(chunk, version, carrier)
        placed += len(chunk)
    with transaction.atomic():
        if Version.objects.filter(pk=version.pk, carried_at=None).update(carried_at=timezone.now()):
            tell_concerned(version)
            touch(version.consultation)
    return placed


def tell_concerned(version: Version) -> None:
    """Tell each author and supporter once: the words she spoke of changed, or her input went along to the new text.

    Guests hear only of the former: theirs is one message by e-mail or telephone, not a list to look into.
    """
    title = version.consultation.title
    here = Input.objects.filter(standings__version=version, state__in=SHOWN)
    changed_there = Standing.objects.filter(version=version, fate__in=(Fate.CHANGED, Fate.REMOVED))
    struck = here.filter(pk__in=changed_there.values("input"))
    hit = voices(struck)
    changed = f"Bagian yang Anda tanggapi berubah pada versi {version.number}: {title}"
    along = f"Versi {version.number} terbit. Masukan yang Anda kirim atau dukung ikut ke versi ini: {title}"
    for kind, text, people in (("bagian_berubah", changed, hit), ("versi_baru", along, voices(here) - hit)):
        if people:
            tell(
                version.consultation.topic,
                kind=kind,
                text=text,
                occasion=f"berubah:{version.pk}",
                url=f"{version.consultation.url}bandingkan/",
                also=people,
                followers=False,
            )
    by_guests = Q(guest__contact__isnull=False) | Q(origin__guest__contact__isnull=False)
    word = "Bagian yang Anda tanggapi dengan masukan nomor {} berubah pada versi {}: {}"
    tell_guests(
        struck.listed().filter(by_guests).order_by("number"),
        lambda numbers: word.format(numbers, version.number, title),
    )


def store_changes(version: Version) -> None:
    """Keep what became different since the version before, once."""
    older = Version.objects.filter(consultation=version.consultation_id, number=version.number - 1).first()
    if older is None:
        return
    with transaction.atomic():
        Version.objects.select_for_update().get(pk=version.pk)
        if not version.changes.exists():
            Change.objects.bulk_create(changes_between(older, version))


def place(entries: list[Input], version: Version, carrier: Carrier) -> None:
    """Store the places of these inputs in the version, and where they stand now if it is the newest one."""
    before: dict[int, list[Standing]] = {entry.pk: [] for entry in entries}
    rows = Standing.objects.filter(input__in=before, version__number__lt=version.number).select_related("version")
    for row in rows.order_by("version__number"):
        before[row.input_id].append(row)
    spots: list[tuple[Input, Spot]] = []
    for entry in entries:
        standing = before[entry.pk]
        base = next((row for row in reversed(standing) if row.passage_id), None)
        spots.append((entry, carrier.carry(base, standing[-1])))
    Standing.objects.bulk_create([_standing(entry, version, spot) for entry, spot in spots], ignore_conflicts=True)
    newest = not Version.objects.filter(consultation=version.consultation_id, number__gt=version.number).exists()
    if newest:
        move_inputs(spots)


def _standing(entry: Input, version: Version, spot: Spot) -> Standing:
    return Standing(input=entry, version=version, fate=spot.fate, passage=spot.passage, start=spot.start, end=spot.end)


def move_inputs(spots: list[tuple[Input, Spot]]) -> None:
    """Let inputs say how and where they stand now; what was taken out or is doubted stays where it was listed."""
    by_fate: dict[str, list[int]] = {}
    elsewhere: dict[str, list[int]] = {}
    for entry, spot in spots:
        by_fate.setdefault(spot.fate, []).append(entry.pk)
        if spot.passage and spot.fate != Fate.DOUBTFUL and spot.passage.block_id != entry.block_id:
            elsewhere.setdefault(spot.passage.block_id, []).append(entry.pk)
    for fate, keys in by_fate.items():
        Input.objects.filter(pk__in=keys).update(fate=fate)
    for block_id, keys in elsewhere.items():
        Input.objects.filter(pk__in=keys).update(block_id=block_id)
