"""Files of the response matrix: made in the background, kept while the draft stands as it is, then removed."""

import contextlib
import tempfile
import uuid
from datetime import timedelta
from pathlib import Path

from django.core.files import File
from django.core.files.storage import Storage
from django.utils import timezone

from core.models import private_storage
from core.pagecache import versions
from core.periodic import one_by_one
from konsultasi.models import MatrixFile
from konsultasi.record.files import FORMATS, Format
from konsultasi.record.matrix import Matrix, day_of

FOLDER = "matriks"
KEPT_FOR = timedelta(days=1)  # after that, only files of the draft as it stands
State = MatrixFile.State


def make(file_id: int) -> None:
    """Make the file and put it into the private storage; run twice it makes it once."""
    rows = MatrixFile.objects.filter(pk=file_id)
    if not rows.filter(state__in=(State.WAITING, State.FAILED)).update(state=State.WORKING, touched_at=timezone.now()):
        return
    row = rows.select_related("consultation__topic", "consultation__region").get()
    try:
        name, size = _write(row)
    except Exception:
        rows.update(state=State.FAILED, touched_at=timezone.now())
        raise
    rows.update(state=State.READY, name=name, size=size, touched_at=timezone.now())


def _write(row: MatrixFile) -> tuple[str, int]:
    """The name and size of the file."""
    kind = FORMATS[row.format]
    matrix = Matrix(row.consultation, day=day_of(row.as_of))
    mine = MatrixFile.objects.filter(pk=row.pk)
    mine.update(total=matrix.inputs().count())

    def progress(done: int) -> None:
        mine.update(done=done, touched_at=timezone.now())

    with tempfile.TemporaryDirectory(prefix="matriks-") as folder:
        path = Path(folder) / f"matriks.{kind.ending}"
        kind.write(str(path), matrix, row.paper, progress)
        with path.open("rb") as made:
            name = private_storage().save(f"{FOLDER}/{uuid.uuid4().hex}.{kind.ending}", File(made))
        return name, path.stat().st_size


def small_file(matrix: Matrix, kind: Format, paper: str) -> "tempfile._TemporaryFileWrapper[bytes]":
    """The same at once, in a file that is gone when it is closed."""
    out = tempfile.NamedTemporaryFile(prefix="matriks-", suffix=f".{kind.ending}")  # noqa: SIM115  closed by the response
    kind.write(out.name, matrix, paper, None)
    out.seek(0)
    return out


def sweep() -> None:
    """Remove files of drafts that have changed since, and bytes that belong to no row (each minute)."""
    old = MatrixFile.objects.filter(touched_at__lt=timezone.now() - KEPT_FOR).select_related("consultation__topic")
    one_by_one(old, _drop_if_past)
    storage = private_storage()
    for name in _orphans(storage):
        storage.delete(name)


def _drop_if_past(row: MatrixFile) -> None:
    name = row.consultation.topic.version_name
    if row.state == State.READY and not row.as_of and row.content == versions(name)[name]:
        return
    row.delete()
    if row.name:
        private_storage().delete(row.name)


def _orphans(storage: Storage) -> list[str]:
    """Files that a worker left who was stopped between writing and saying so."""
    names: list[str] = []
    with contextlib.suppress(FileNotFoundError):
        names = [f"{FOLDER}/{name}" for name in storage.listdir(FOLDER)[1]]
    if not names:
        return []
    known = set(MatrixFile.objects.filter(name__in=names).values_list("name", flat=True))
    before = timezone.now() - KEPT_FOR
    return [name for name in names if name not in known and storage.get_modified_time(name) < before]
