"""An application's number as a pass in the queue."""

from layanan.codes import read_number
from layanan.models import Application


def open_application(typed: str) -> Application | None:
    """The application of this number, however it was typed, while the office still works on it."""
    number = read_number(typed)
    return Application.objects.filter(number=number, closed_at__isnull=True).first() if number else None
