from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "wilayah"
    verbose_name = "Wilayah"
    default_auto_field = "django.db.models.BigAutoField"
