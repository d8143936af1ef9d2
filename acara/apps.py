"""Events tell the floors below what they hold of people, what work waits, and what the clock does."""

from importlib import import_module

from django.apps import AppConfig


class AcaraConfig(AppConfig):
    name = "acara"
    verbose_name = "Acara"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so what needs them is imported now.
        people = import_module("acara.people")
        import_module("acara.assisted").register()
        registry = import_module("accounts.registry")
        registry.PERSONAL_DATA.register(
            "acara", title="Acara", collect=people.collect, erase=people.erase, mine=people.mine
        )
        registry.DESK.register("acara", title="Acara", queue=people.desk_queue, tools=people.desk_tools)
        core = import_module("core.registry")
        core.FILE_GUARDS.register("acara", import_module("acara.queries.attendance").may_see_sheet)
        clock = import_module("acara.services.clock")
        core.PERIODIC.register("acara", clock.run_clock)
        core.PERIODIC.register("acara: kontak", clock.forget_contacts)
