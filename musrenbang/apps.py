"""Planning tells the floors below what it holds of people and what work it has for officers."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig


class MusrenbangConfig(AppConfig):
    name = "musrenbang"
    verbose_name = "Musrenbang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so people.py is imported now.
        people = import_module("musrenbang.people")
        import_module("musrenbang.assisted").register()
        registry = import_module("accounts.registry")
        registry.PERSONAL_DATA.register(
            "musrenbang", title="Usulan", collect=people.collect, erase=people.erase, mine=people.mine
        )
        registry.DESK.register("musrenbang", title="Usulan", queue=people.desk_queue, tools=people.desk_tools)
        counted = import_module("musrenbang.taking_part")
        registry.FOLLOWED.register("usulan", registry.Deed("Mengajukan usulan", counted.proposed))
        registry.FOLLOWED.register("suara", registry.Deed("Memberi suara", counted.voted))
        voting_room(registry)
        import_module("musrenbang.commitment_rules")
        works = import_module("musrenbang.commitment_people")
        registry.PERSONAL_DATA.register(
            "janji", title="Jawaban tentang pekerjaan", collect=works.collect, erase=works.erase, mine=works.mine
        )
        registry.DESK.register("janji", title="Janji", queue=works.desk_queue, tools=works.desk_tools)
        import_module("core.registry").FILE_GUARDS.register("janji", works.may_open)
        forums = import_module("musrenbang.forum_people")
        events = import_module("acara.registry")
        events.KINDS.register("forum", events.Kind("Forum musrenbang", "chat", runners=forums.RUN_ROLES))
        registry.DESK.register("forum", title="Forum", queue=forums.desk_queue, tools=forums.desk_tools)
        import_module("core.registry").FILE_GUARDS.register("forum", forums.may_open)
        seen = import_module("musrenbang.queries.moderation")
        reportable = import_module("dialog.registry")
        reportable.REPORTABLE.register("usulan", reportable.Reportable("Usulan", seen.things, seen.hidden))
        reportable.AUTHORS.register("usulan", seen.author_behind)
        said = import_module("musrenbang.queries.fixed_moderation")
        reportable.REPORTABLE.register("jawaban", reportable.Reportable("Jawaban", said.things, said.hidden))
        import_module("core.registry").FILE_GUARDS.register("usulan", seen.may_see_photo)
        import_module("core.registry").TRAIL_HELD.register(
            "pemungutan", import_module("musrenbang.queries.secrecy").first_secret_entry
        )
        deadlines = import_module("musrenbang.services.lapses").run_deadlines
        import_module("core.registry").PERIODIC.register("usulan", deadlines)
        tables = import_module("musrenbang.services.tables_care").sweep_tables
        import_module("core.registry").PERIODIC.register("lembar usulan", tables)
        fixed = import_module("musrenbang.services.fixed")
        import_module("core.registry").PERIODIC.register("sudah selesai", fixed.ask_about_works)
        figures = import_module("musrenbang.services.figures")
        import_module("core.registry").PERIODIC.register("angka janji", figures.count_nightly)
        import_module("core.registry").PERIODIC.register(
            "pemungutan", import_module("musrenbang.services.rounds").run_clock
        )
        import_module("core.registry").PERIODIC.register(
            "hasil pemungutan", import_module("musrenbang.services.results").publish_waiting
        )


def voting_room(registry: Any) -> None:
    """What voting tells the floors below: my data, the desk, and the triggers of closed rounds."""
    voting = import_module("musrenbang.voting_people")
    registry.PERSONAL_DATA.register(
        "pemungutan", title="Pemungutan suara", collect=voting.collect, erase=voting.erase, mine=voting.mine
    )
    registry.DESK.register("pemungutan", title="Pemungutan suara", queue=voting.desk_queue, tools=voting.desk_tools)
    import_module("audit.triggers").GUARDS.register("pemungutan", import_module("musrenbang.voting_triggers"))
