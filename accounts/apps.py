from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models are not ready when this module is read, so what needs them is imported now.
        import_module("accounts.receivers")
        assist_desk = import_module("accounts.assist_desk")
        from accounts.registry import DESK, PERSONAL_DATA  # noqa: PLC0415
        from accounts.services.assist import end_stale_helps, forget_contacts  # noqa: PLC0415
        from accounts.services.erasure import collect_own, erase_own, own_things  # noqa: PLC0415
        from accounts.services.mandates import end_expired_mandates  # noqa: PLC0415
        from core.registry import FILE_GUARDS, PERIODIC  # noqa: PLC0415

        PERSONAL_DATA.register("accounts", title="Akun", collect=collect_own, erase=erase_own, mine=own_things)
        DESK.register("accounts", title="Bantuan", queue=assist_desk.queue, tools=assist_desk.tools)
        FILE_GUARDS.register("bantuan", assist_desk.may_see_sheet)
        PERIODIC.register("accounts.end_expired_mandates", end_expired_mandates)
        PERIODIC.register("bantuan: lewat waktu", end_stale_helps)
        PERIODIC.register("bantuan: kontak", forget_contacts)
