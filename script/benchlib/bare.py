"""Settings of the measuring rod: the same server and framework, one view that answers `ok`, no middleware."""

from partisipasi.settings import *  # noqa: F403

INSTALLED_APPS: list[str] = []  # some of them insist on a middleware
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "script.benchlib.bare_urls"
