"""Make the first pages, rights and workflow; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.services.install import install_site


class Command(BaseCommand):
    """manage.py install_site"""

    help = "Membuat beranda, halaman daftar, halaman tetap, hak tiap peran, dan alur pemeriksaan yang belum ada."

    def handle(self, *args: Any, **options: Any) -> None:
        install_site(say=self.stdout.write)
