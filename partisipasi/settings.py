"""Settings of Partisipasi: one file, every value from the environment with a safe default.

docs/menjalankan.md lists them all for whoever runs a site; tests/test_docs.py compares.
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- The installation -------------------------------------------------------------------------
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
REGION_ROOT = env.str("REGION_ROOT", "33.23.03")  # a kecamatan, or a whole kabupaten
DEMO = env.bool("DEMO", False)  # shows "Data contoh" and the demo helpers
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
OFFICE_LINES = env.str(  # the footer's lines, divided by |
    "OFFICE_LINES", "Senin–Kamis 08.00–15.00 WIB|Jumat 08.00–11.00 WIB"
)
SOURCE_URL = env.str("SOURCE_URL", "")  # where this installation's source is; the licence wants it offered

# --- Safety -----------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    from django.core.management.utils import get_random_secret_key

    key_file = VAR_DIR / "secret_key"
    if not key_file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        key_file.write_text(get_random_secret_key())
        key_file.chmod(0o600)
    SECRET_KEY = key_file.read_text().strip()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # earlier keys still open what they locked
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
INSECURE_HTTP = env.bool("INSECURE_HTTP", False)  # plain http on one's own machine
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not INSECURE_HTTP
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not INSECURE_HTTP
SECURE_HSTS_SECONDS = 0 if INSECURE_HTTP else env.int("HSTS_SECONDS", 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not INSECURE_HTTP
SECURE_REDIRECT_EXEMPT = [r"^sehat$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # previews in the back office are frames of our own
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a draft of 300 passages posts thousands of fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Applications, from the ground up (docs/architecture.md) ------------------------------------
INSTALLED_APPS = [
    "core",
    "audit",
    "wilayah",
    "accounts",
    "notifications",
    "dialog",
    "acara",
    "konsultasi",
    "musrenbang",
    "layanan",
    "literasi",
    "cms",
    "partisipasi",
    "rules.apps.AutodiscoverRulesConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "taggit",
    "modelcluster",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.wagtail_app.PeopleConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "core.pagecache.PublicPageMiddleware",  # first: keeps whole finished answers for people without a session
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.gzip.GzipMiddleware",
    "core.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AssistMiddleware",
    "accounts.middleware.BackOfficeWall",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "core.refusals.RefusalMiddleware",  # a StateError or RateLimited that no view caught is told in words
]

ROOT_URLCONF = "partisipasi.urls"
WSGI_APPLICATION = "partisipasi.wsgi.application"
ASGI_APPLICATION = "partisipasi.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "partisipasi.context.house",
            ],
            "builtins": [
                "django.templatetags.static",
                "core.templatetags.ui",
                "notifications.templatetags.notifications",
                "core.templatetags.charts",
                "partisipasi.templatetags.house",
            ],
        },
    }
]
FORM_RENDERER = "core.forms.Renderer"

# --- Data ---------------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and IMMEDIATE: without them concurrent writers meet "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / env.str("TEST_DB", "test.sqlite3"))}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # Our joins are stars round one row: trying every order of eight tables takes longer than answering.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c join_collapse_limit=4"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": env.cache("CACHE_URL", default="dbcache://core_cache"),
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}
# Content versions of whole rooms (core.pagecache): any page may show something of each, so they are read together.
CONTENT_VERSIONS = ["acara", "cms", "janji", "layanan", "literasi", "pemungutan", "rancangan", "situs", "skm"]
CONTENT_VERSIONS += ["surat", "usulan"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "media"), "base_url": "/media/"},
    },
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "berkas"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static", ("gambar", BASE_DIR / "docs" / "gambar")]  # the guides' pictures

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.Backend",  # allauth's; also answers for groups and their permissions
]
LOGIN_URL = "/akun/masuk/"
LOGIN_REDIRECT_URL = "/akun/saya/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
PASSWORD_RESET_TIMEOUT = 60 * 60 * 24
# Proxies of ours that add to X-Forwarded-For; 0: the header is a stranger's word and is not read.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1 if env.bool("BEHIND_PROXY", False) else 0)
ATTENDANCE_CONTACT_DAYS = env.int("ATTENDANCE_CONTACT_DAYS", 180)  # numbers and addresses on attendance lists
ASSISTED_DEEDS_A_DAY = env.int("ASSISTED_DEEDS_A_DAY", 40)  # what one helper may enter for others in a day
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}  # accounts.forms turns e-mail and number into the username first
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_FORMS = {"login": "accounts.forms.login.LoginForm"}
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True  # one address at a time; the new one replaces the old when proven
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if INSECURE_HTTP else "https"
# The account is counted before the address: a whole village may stand behind one.
ACCOUNT_RATE_LIMITS = {
    "login": "600/10m/ip",
    "login_failed": "5/10m/key,200/10m/ip",
    "signup": "120/h/ip",
    "reset_password": "3/h/key,100/h/ip",
    "reset_password_from_key": "100/h/ip",
    "change_password": "5/m/user",
    "manage_email": "10/h/user",
    "reauthenticate": "10/m/user",
    "confirm_email": "1/3m/key",
}
MFA_ADAPTER = "accounts.adapters.MfaAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # else an officer with an unproven address could not set up what the desk demands
MFA_TOTP_TOLERANCE = 1
WEBAUTHN_HOST = env.str("WEBAUTHN_HOST", "")  # the site's host name; passkeys are offered where it is set
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if WEBAUTHN_HOST else [])]
SMS_GATEWAY = env.str("SMS_GATEWAY", "")  # dotted path of a class with send(phone, text); "" = the counter confirms
NIK_KEY = env.str("NIK_KEY", "")
IDENTITY_KEYS = env.list("IDENTITY_KEYS", default=[])  # Fernet keys of NIK and KK in applications, the newest first
if not IDENTITY_KEYS and (VAR_DIR / "identity_keys").exists():  # the demo's own, made once by script/server
    IDENTITY_KEYS = (VAR_DIR / "identity_keys").read_text().split()
SEAL_KEY = env.str("SEAL_KEY", "")  # seals letters and certificates (core.seal); "" = none can be sealed
if not SEAL_KEY and (VAR_DIR / "seal_key").exists():  # the demo's own, made once by script/server
    SEAL_KEY = (VAR_DIR / "seal_key").read_text().strip()
SEAL_OLD_KEYS = env.list("SEAL_OLD_KEYS", default=[])  # public keys of earlier seals that still hold
SEAL_REVOKED_KEYS = env.list("SEAL_REVOKED_KEYS", default=[])  # ids of keys that are trusted no more
LETTER_SIGNER = env.str("LETTER_SIGNER", "")  # dotted path of a provider of e-signatures (layanan.signing); "" = ink
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL
WAGTAIL_PASSWORD_RESET_ENABLED = False  # one door for passwords: /akun/
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# --- Words, time, money -------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = env.str("TIME_ZONE", "Asia/Jakarta")
TIME_ZONE_LABEL = env.str("TIME_ZONE_LABEL", "WIB")
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["partisipasi.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]

# --- Mail and tasks -----------------------------------------------------------------------------
EMAIL_CONFIG = env.email("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds; a mail server that does not answer must not hold a visitor
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "Partisipasi <partisipasi@localhost>")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Wagtail ------------------------------------------------------------------------------------
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one office, one clock; also the browser knows no zone "localtime"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAIL_SITE_NAME = "Partisipasi"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no third party is asked for films or posts
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAIL_CONTENT_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]  # no SVG: it can carry scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "cms.Download"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp3", "mp4", "m4a", "ods", "odt", "ogg", "pdf", "pptx", "webm", "xlsx"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = [
    "application/pdf",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "video/mp4",
    "video/webm",
]
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"},
}
TAGGIT_CASE_INSENSITIVE = True

# --- Content security: what a page may load. Hashes of inline CSS come from core.assets ----------
from csp.constants import NONE, SELF, UNSAFE_INLINE  # noqa: E402

from core.assets import STYLE_HASH  # noqa: E402

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "script-src": [SELF],
        "style-src": [SELF, STYLE_HASH],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    },
}
# Wagtail's back office needs inline scripts and styles; nowhere else are they allowed (core.csp).
BACK_OFFICE_PREFIX = "/kelola/"
BACK_OFFICE_POLICY = {"script-src": [SELF, UNSAFE_INLINE], "style-src": [SELF, UNSAFE_INLINE]}
