from django.apps import AppConfig


class KonsultasiConfig(AppConfig):
    name = "konsultasi"
    verbose_name = "Konsultasi"
    default_auto_field = "django.db.models.BigAutoField"
