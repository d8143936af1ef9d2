from django.apps import AppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = "Akun"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401, PLC0415  needs models, which load after the registry of apps
        from accounts.registry import PERSONAL_DATA  # noqa: PLC0415
        from accounts.services.erasure import collect_own, erase_own  # noqa: PLC0415
        from accounts.services.mandates import end_expired_mandates  # noqa: PLC0415
        from core.registry import PERIODIC  # noqa: PLC0415

        PERSONAL_DATA.register("accounts", title="Akun", collect=collect_own, erase=erase_own)
        PERIODIC.register("accounts.end_expired_mandates", end_expired_mandates)
