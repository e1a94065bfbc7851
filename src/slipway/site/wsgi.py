"""The WSGI application that `slipway serve` runs."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "slipway.site.settings")
django.setup(set_prefix=False)

from slipway.site.handler import Handler  # noqa: E402 - rooms are there after the set-up only

application = Handler()
