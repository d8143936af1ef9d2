"""Print the address and the logins of the example data."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from partisipasi.demo.people import CAST, PASSWORD


class Command(BaseCommand):
    help = "Menampilkan alamat dan akun contoh."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"\n  Situs contoh   {settings.SITE_URL}/\n  Meja petugas   {settings.SITE_URL}/petugas/")
        self.stdout.write(f"  Ruang editor   {settings.SITE_URL}/kelola/\n  Kata sandi     {PASSWORD}  (semua akun)\n")
        for person in CAST:
            what = f"{person.title} ({person.region})" if person.role else f"warga {person.village}"
            self.stdout.write(f"  {person.username:<9} {person.full_name:<18} {what}")
        self.stdout.write("\n  Petugas memasukkan kode enam angka: manage.py demo_code NAMA\n")
