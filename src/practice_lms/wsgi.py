"""The WSGI application that `serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice_lms.settings")
application = get_wsgi_application()
