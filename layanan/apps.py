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
        import_module("layanan.queue_people").register_worker()
        import_module("layanan.case_rules")
        cases = import_module("layanan.case_people")
        registry.DESK.register("permohonan", title="Layanan", queue=cases.desk_queue, tools=cases.desk_tools)
        registry.PERSONAL_DATA.register("surat", title="Surat layanan", collect=cases.collect, erase=cases.erase)
        periodic = import_module("core.registry").PERIODIC
        periodic.register("layanan: kalender", import_module("layanan.services.case_clock").watch_calendar)
        periodic.register("layanan: permohonan", import_module("layanan.services.case_watch").run_case_clock)
        people = import_module("layanan.apply_people")
        people.register()
        register = registry.PERSONAL_DATA.register
        register("permohonan", title="Permohonan layanan", collect=people.collect, erase=people.erase, mine=people.mine)
        periodic.register("layanan: isian", import_module("layanan.services.drafts").forget_drafts)
