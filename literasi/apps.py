"""Learning tells the floors below what it holds of people, how its events are called, what the clock does."""

from importlib import import_module

from django.apps import AppConfig


class LiterasiConfig(AppConfig):
    name = "literasi"
    verbose_name = "Literasi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so what needs them is imported now.
        people = import_module("literasi.people")
        rules = import_module("literasi.rules")
        registry = import_module("accounts.registry")
        registry.PERSONAL_DATA.register(
            "literasi", title="Sesi literasi", collect=people.collect, erase=people.erase, mine=people.mine
        )
        registry.DESK.register("literasi", title="Sesi", queue=people.desk_queue, tools=people.desk_tools)
        events = import_module("acara.registry")
        events.KINDS.register("sesi", events.Kind("Sesi literasi digital", "book", runners=rules.RUNNERS))
        events.KINDS.register(
            "pelatihan", events.Kind("Pelatihan aparatur", "book", runners=rules.RUNNERS, staff_only=True)
        )
        core = import_module("core.registry")
        core.PERIODIC.register("literasi", import_module("literasi.services.practice").ask_all)
        own = import_module("literasi.handouts")
        import_module("literasi.registry").MATERIALS.register("literasi", own.pieces)
