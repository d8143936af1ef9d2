from django.apps import AppConfig


class DialogConfig(AppConfig):
    name = "dialog"
    verbose_name = "Percakapan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the floor of people what this app holds of them and which work it has for moderators."""
        from accounts.registry import DESK, PERSONAL_DATA  # noqa: PLC0415  models must be loaded
        from dialog import desk, personal  # noqa: PLC0415

        PERSONAL_DATA.register("dialog", title="Komentar dan dukungan", collect=personal.collect, erase=personal.erase)
        DESK.register("dialog", title="Moderasi", queue=desk.queue, tools=desk.tools)
