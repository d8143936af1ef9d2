"""Print the current code of an officer's second factor; only in the demo."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.queries import find_login


class Command(BaseCommand):
    help = "Mencetak kode pengaman yang berlaku sekarang bagi petugas contoh. Hanya dengan DEMO menyala."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", help="nama pengguna, misalnya citra")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Perintah ini hanya ada di mode contoh (DEMO=1).")
        user = find_login(options["user"])
        factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first() if user else None
        if factor is None:
            raise CommandError(f"{options['user']} tidak punya aplikasi pengaman.")
        counter = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(decrypt(factor.data["secret"]), counter)))
