"""Services tell the floors below what they hold of people, what work waits, and what the clock does."""

from django.apps import AppConfig


class LayananConfig(AppConfig):
    name = "layanan"
    verbose_name = "Layanan"
    default_auto_field = "django.db.models.BigAutoField"
