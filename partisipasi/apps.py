from django.apps import AppConfig
from django.conf import settings

from core.registry import PERIODIC


class PartisipasiConfig(AppConfig):
    name = "partisipasi"
    verbose_name = "Partisipasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if settings.DEMO:
            from partisipasi.demo.dates import keep_open  # noqa: PLC0415  (models load first)

            PERIODIC.register("demo_dates", keep_open)
