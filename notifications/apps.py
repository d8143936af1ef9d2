from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Pemberitahuan"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the floors below what this app holds of people and what it does from time to time."""
        from accounts.registry import PERSONAL_DATA  # noqa: PLC0415  models must be loaded
        from core.registry import PERIODIC  # noqa: PLC0415
        from notifications import personal, tasks  # noqa: PLC0415

        PERSONAL_DATA.register("notifications", title="Pemberitahuan", collect=personal.collect, erase=personal.erase)
        PERIODIC.register("notifications.retry_mails", tasks.retry_mails)
        PERIODIC.register("notifications.send_digests", tasks.send_digests)
