from django.apps import AppConfig


class MusrenbangConfig(AppConfig):
    name = "musrenbang"
    verbose_name = "Musrenbang"
    default_auto_field = "django.db.models.BigAutoField"
