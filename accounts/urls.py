"""Addresses of people: allauth's pages under Indonesian paths (and no others), our own, the desk."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views import assist, assist_office, desk, entry, mandates, own


def code_asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """allauth takes a post without "code" for a passkey; where there are none it is an empty code."""

    def inner(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and "code" not in request.POST and not settings.WEBAUTHN_HOST:
            request.POST = request.POST.copy()  # type: ignore[assignment]
            request.POST["code"] = ""  # type: ignore[index]
        return view(request)

    return inner


entrance = [
    path("masuk/", account.login, name="account_login"),
    path("masuk/ulang/", account.reauthenticate, name="account_reauthenticate"),
    path("keluar/", account.logout, name="account_logout"),
    path("nonaktif/", account.account_inactive, name="account_inactive"),
    path("daftar/", entry.sign_up, name="account_signup"),
    path("surel/", account.email, name="account_email"),
    path("surel/terkirim/", account.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^surel/pastikan/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/buat/", account.password_set, name="account_set_password"),
    path("sandi/lupa/", account.password_reset, name="account_reset_password"),
    path("sandi/lupa/terkirim/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^sandi/lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sandi/lupa/selesai/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("pengaman/", mfa.index, name="mfa_index"),
    path("pengaman/masuk/", code_asked(mfa.authenticate), name="mfa_authenticate"),
    path("pengaman/ulang/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("pengaman/aplikasi/", totp.activate_totp, name="mfa_activate_totp"),
    path("pengaman/aplikasi/lepas/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("pengaman/cadangan/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("pengaman/cadangan/buat/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("pengaman/cadangan/unduh/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
if settings.WEBAUTHN_HOST:
    entrance += [
        path("pengaman/kunci/", webauthn.list_webauthn, name="mfa_list_webauthn"),
        path("pengaman/kunci/tambah/", webauthn.add_webauthn, name="mfa_add_webauthn"),
        path("pengaman/kunci/ulang/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
        path("pengaman/kunci/<int:pk>/lepas/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
        path("pengaman/kunci/<int:pk>/ubah/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    ]

ours = [
    path("akun/saya/", own.me, name="me"),
    path("akun/saya/ubah/", own.profile, name="profile"),
    path("akun/nomor/", own.phone, name="phone"),
    path("akun/nomor/kode/", own.phone_code, name="phone_code"),
    path("akun/nomor/kirim-ulang/", own.phone_resend, name="phone_resend"),
    path("akun/data/", own.data, name="data"),
    path("akun/data/unduh/", own.data_download, name="data_download"),
    path("akun/data/persetujuan/beri/", own.consent_give, name="consent_give"),
    path("akun/data/persetujuan/<int:pk>/tarik/", own.consent_withdraw, name="consent_withdraw"),
    path("akun/data/hapus/", own.erase, name="erase"),
    path("akun/kode/", entry.use_code, name="use_code"),
    path("akun/demo/pesan/", entry.demo_box, name="demo_box"),
    path("akun/bantuan/<int:pk>/", assist.assist, name="assist"),
    path("akun/bantuan/<int:pk>/tanda-terima.pdf", assist.assist_pdf, name="assist_pdf"),
    path("akun/bantuan/<int:pk>/sanggah/", assist.assist_deny, name="assist_deny"),
    path("petugas/bantuan/", assist.assists, name="assists"),
    path("petugas/bantuan/baru/", assist.assist_new, name="assist_new"),
    path("petugas/bantuan/persetujuan/", assist.assist_consent, name="assist_consent"),
    path("petugas/bantuan/kerja/", assist.assist_work, name="assist_work"),
    path("petugas/bantuan/bacakan/", assist.assist_read, name="assist_read"),
    path("petugas/bantuan/selesai/", assist.assist_end, name="assist_end"),
    path("petugas/bantuan/periksa/", assist_office.oversee, name="assist_oversee"),
    path("petugas/bantuan/<int:pk>/periksa/", assist_office.check, name="assist_check"),
    path("petugas/warga/bantuan/", assist_office.claim, name="assist_claim"),
    path("petugas/", desk.desk, name="desk"),
    path("petugas/warga/", desk.people, name="people"),
    path("petugas/warga/baru/", desk.person_new, name="person_new"),
    path("petugas/warga/<int:pk>/", require_safe(desk.person), name="person"),
    path("petugas/warga/<int:pk>/pastikan/", desk.person_confirm, name="person_confirm"),
    path("petugas/warga/<int:pk>/kontak/", desk.person_contact, name="person_contact"),
    path("petugas/warga/<int:pk>/nama/", desk.person_name, name="person_name"),
    path("petugas/warga/<int:pk>/cabut/", desk.person_withdraw, name="person_withdraw"),
    path("petugas/warga/<int:pk>/kode/", desk.person_code, name="person_code"),
    path("petugas/mandat/", mandates.mandates, name="mandates"),
    path("petugas/mandat/baru/", mandates.mandate_new, name="mandate_new"),
    path("petugas/mandat/<int:pk>/", mandates.mandate, name="mandate"),
    path("petugas/mandat/<int:pk>/akhiri/", mandates.mandate_end, name="mandate_end"),
    path("petugas/mandat/<int:pk>/pengaman/", mandates.mandate_reset, name="mandate_reset"),
]

for route in entrance:
    route.callback = never_cache(route.callback)  # a shared phone must not show them again after logging out

urlpatterns = [path("akun/", include(entrance)), path("", include((ours, "accounts")))]
