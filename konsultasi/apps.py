"""Konsultasi tells the floors below what it holds of people and what work it has for officers."""

from importlib import import_module

from django.apps import AppConfig


class KonsultasiConfig(AppConfig):
    name = "konsultasi"
    verbose_name = "Konsultasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so people.py is imported now.
        people = import_module("konsultasi.people")
        import_module("konsultasi.assisted").register()
        registry = import_module("accounts.registry")
        registry.PERSONAL_DATA.register(
            "konsultasi", title="Masukan", collect=people.collect, erase=people.erase, mine=people.mine
        )
        counted = import_module("konsultasi.taking_part")
        registry.FOLLOWED.register("masukan", registry.Deed("Memberi masukan pada rancangan", counted.answered))
        moderating = import_module("konsultasi.moderating")
        reportable = import_module("dialog.registry")
        reportable.REPORTABLE.register(
            "masukan", reportable.Reportable("Masukan", moderating.things, moderating.hidden)
        )
        registry.DESK.register("konsultasi", title="Masukan", queue=people.desk_queue, tools=people.desk_tools)
        import_module("core.registry").FILE_GUARDS.register("masukan", import_module("konsultasi.attached").may_open)
        import_module("core.registry").PERIODIC.register(
            "lampiran tanpa masukan", import_module("konsultasi.services.attachments").sweep_held
        )
        import_module("core.registry").PERIODIC.register(
            "masukan tamu", import_module("konsultasi.services.guests").sweep_guests
        )
        import_module("core.registry").PERIODIC.register(
            "lembar masukan", import_module("konsultasi.services.batches").sweep_batches
        )
        import_module("core.registry").PERIODIC.register(
            "kedudukan masukan", import_module("konsultasi.placing").carry_waiting
        )
        import_module("core.registry").PERIODIC.register(
            "kabar rancangan", import_module("konsultasi.news").tell_waiting
        )
        import_module("core.registry").PERIODIC.register(
            "berkas matriks", import_module("konsultasi.record.kept").sweep
        )
