"""Django's settings for the small LMS: what Open edX's block reads, and no more."""

import os

LMS_ROOT_URL = LTI_BASE = LTI_API_BASE = f"http://127.0.0.1:{os.environ['PEER_PORT']}"
SERVICE_VARIANT = "lms"
USAGE_ID_PATTERN = r"(?P<usage_id>block-v1:[^/]+)"
PLATFORM_NAME = "Your Platform Name Here"  # what an Open edX says whose operator changed nothing

SECRET_KEY = "of no use"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.peers.openedx.urls"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": f"{os.environ['PEER_DATA']}/openedx.sqlite3",
        "OPTIONS": {"timeout": 20},
    }
}
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "config_models",
    "rest_framework",
    "django_filters",
    "lti_consumer",
    "tests.peers.openedx.apps.PlatformConfig",
]
MIDDLEWARE = [
    "edx_django_utils.cache.middleware.RequestCacheMiddleware",
    "tests.peers.openedx.sign_in.signs_in",
    "crum.CurrentRequestUserMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
