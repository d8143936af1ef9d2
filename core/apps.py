from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Perkakas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from core import periodic  # noqa: PLC0415  it imports models
        from core.registry import PERIODIC  # noqa: PLC0415
        from core.seal import house  # noqa: F401, PLC0415  its checks

        PERIODIC.register("tanya pekerja", periodic.ask_worker)
        PERIODIC.register("kosongkan ember", periodic.forget_full_buckets)
        PERIODIC.register("sapuan harian", periodic.sweep_daily)
