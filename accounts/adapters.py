"""How allauth behaves here: Indonesian words, no signing up past our own verb, mails without the sites framework."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from core.sealing import sealer
from wilayah.queries import root_region

logger = logging.getLogger("accounts.mails")
NO_MATCH = "Nama atau nomor dan kata sandi tidak cocok. Periksa lagi, lalu coba masuk."
WAIT = "Terlalu banyak percobaan. Tunggu 10 menit, lalu coba lagi."


class AccountAdapter(DefaultAccountAdapter):
    """The account side of allauth in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini tidak aktif. Hubungi kantor kecamatan.",
        "duplicate_email": "Alamat surel ini sudah tercatat pada akun Anda.",
        "email_password_mismatch": NO_MATCH,
        "phone_password_mismatch": NO_MATCH,
        "username_password_mismatch": NO_MATCH,
        "invalid_login": NO_MATCH,
        "email_taken": "Alamat surel ini tidak dapat dipakai.",
        "enter_current_password": "Tulis kata sandi Anda yang sekarang.",
        "incorrect_code": "Kode tidak cocok.",
        "incorrect_password": "Kata sandi tidak cocok.",
        "invalid_or_expired_key": "Tautan ini sudah tidak berlaku.",
        "invalid_password_reset": "Tautan ini sudah tidak berlaku. Minta tautan baru.",
        "too_many_login_attempts": WAIT,
        "rate_limited": WAIT,
        "same_as_current": "Isi yang baru harus berbeda dari yang sekarang.",
        "unverified_primary_email": "Pastikan dahulu alamat surel Anda.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """accounts.views signs people up; allauth's own form stays shut."""
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} – Partisipasi {root_region().label}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mails name the place and use the address of the settings, whatever host the request claims.

        A mail server out of order neither breaks what was done nor tells whose address is known here: it is logged.
        """
        context = {"place": root_region().label, "site_url": settings.SITE_URL, **context}
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # of the line, and all of smtplib's
            logger.exception("A mail of kind %s could not be handed over", template_prefix)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:desk" if request.user.is_staff else "accounts:me")


MFA = "accounts.mfa"  # what the secrets are sealed for


class MfaAdapter(DefaultMFAAdapter):
    """The second factor in our words; its secrets rest encrypted, so that a copy of the database opens no desk."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "unverified_email": "Pastikan dahulu alamat surel Anda.",
        "add_email_blocked": "Lepas dahulu pengaman tambahan untuk mengganti surel.",
        "cannot_delete_authenticator": "Pengaman ini tidak dapat dilepas.",
        "cannot_generate_recovery_codes": "Pasang aplikasi pengaman dahulu.",
        "incorrect_code": "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya.",
    }

    def encrypt(self, text: str) -> str:
        return sealer(MFA).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return sealer(MFA).decrypt(encrypted_text.encode()).decode()

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return f"Partisipasi {root_region().name}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {"id": settings.WEBAUTHN_HOST, "name": f"Partisipasi {root_region().name}"}
