from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = "Jejak"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit import sealing, triggers  # noqa: PLC0415  they import models
        from core.registry import PERIODIC  # noqa: PLC0415

        post_migrate.connect(triggers.after_migrate, sender=self, dispatch_uid="audit.triggers")
        PERIODIC.register("segel jejak", sealing.seal)
        PERIODIC.register("periksa jejak", sealing.check_some)
