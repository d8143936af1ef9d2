"""manage.py verify: walk the whole chain of the trail now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.sealing import check_all


class Command(BaseCommand):
    help = "Memeriksa seluruh rantai jejak; keluar dengan galat bila ada yang berubah, hilang, atau disisipkan."

    def handle(self, *args: Any, **options: Any) -> None:
        walk = check_all()
        if walk.problem:
            raise CommandError(f"Rantai jejak tidak utuh. {walk.problem}")
        self.stdout.write(f"Rantai jejak utuh: {walk.position} catatan, sidik terakhir {walk.digest or '-'}.")
        if walk.late:
            self.stdout.write(f"{walk.late} catatan bertanggal jauh sebelum disegel.")
