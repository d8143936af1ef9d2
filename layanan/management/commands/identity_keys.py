"""Keys of the identity numbers kept in applications: make a new one, seal everything anew with the first."""

from typing import Any

from cryptography.fernet import Fernet
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from layanan.identity import available, keys
from layanan.models import Application, ApplicationDraft


class Command(BaseCommand):
    help = "Prints a new key for IDENTITY_KEYS (--new), or seals every kept NIK and KK anew with the first (--rotate)."

    def add_arguments(self, parser: CommandParser) -> None:
        deed = parser.add_mutually_exclusive_group(required=True)
        deed.add_argument("--new", action="store_true", help="print a key to put first into IDENTITY_KEYS")
        deed.add_argument("--rotate", action="store_true", help="seal everything anew with the first key")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["new"]:
            self.stdout.write(Fernet.generate_key().decode())
            return
        if not available():
            raise CommandError("IDENTITY_KEYS is empty.")
        self.stdout.write(f"{sum(rotate(model) for model in (Application, ApplicationDraft))} rows sealed anew.")


def rotate(model: Any) -> int:
    """Seal the rows of a table anew, each in a transaction of its own, so that it can be stopped and begun again."""
    box, done = keys(), 0
    for pk in model.objects.exclude(sealed=b"").values_list("pk", flat=True).iterator(chunk_size=500):
        with transaction.atomic():
            row = model.objects.select_for_update(of=("self",)).get(pk=pk)
            if row.sealed:
                model.objects.filter(pk=pk).update(sealed=box.rotate(bytes(row.sealed)))
                done += 1
    return done
