from django.apps import AppConfig


class PartisipasiConfig(AppConfig):
    name = "partisipasi"
    verbose_name = "Partisipasi"
    default_auto_field = "django.db.models.BigAutoField"
