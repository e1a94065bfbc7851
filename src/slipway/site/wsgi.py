"""The WSGI application that `slipway serve` runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slipway.site.settings")
application = get_wsgi_application()
