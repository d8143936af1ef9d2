"""Services tell the floors below what they hold of people, what work waits, and what the clock does."""

from importlib import import_module

from django.apps import AppConfig


class LayananConfig(AppConfig):
    name = "layanan"
    verbose_name = "Layanan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so what needs them is imported now.
        registry = import_module("accounts.registry")
        survey = import_module("layanan.survey_people")
        registry.DESK.register("skm", title="Survei", queue=survey.desk_queue, tools=survey.desk_tools)
        queue = import_module("layanan.queue_people")
        registry.DESK.register("antrean", title="Antrean", queue=queue.desk_queue, tools=queue.desk_tools)
        clock = import_module("layanan.services.days")
        import_module("core.registry").PERIODIC.register("layanan: antrean", clock.run_queue_clock)
