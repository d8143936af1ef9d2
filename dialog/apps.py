from django.apps import AppConfig


class DialogConfig(AppConfig):
    name = "dialog"
    verbose_name = "Percakapan"
    default_auto_field = "django.db.models.BigAutoField"
