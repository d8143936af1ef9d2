"""ASGI entry, for the day streaming is needed."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "partisipasi.settings")
application = get_asgi_application()
