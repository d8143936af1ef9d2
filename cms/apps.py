from django.apps import AppConfig
from django.core.management import call_command

from core.registry import PERIODIC
from literasi.registry import MATERIALS


def publish_scheduled() -> None:
    """Publish and unpublish what editors planned for now."""
    call_command("publish_scheduled", verbosity=0)


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "Isi situs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms import literacy, receivers  # noqa: PLC0415  (models are not there before)

        receivers.connect()
        MATERIALS.register("cms", literacy.pieces)
        PERIODIC.register("terbit terjadwal", publish_scheduled)
