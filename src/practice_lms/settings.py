"""Django settings of the practice LMS. Nothing here is shared with Slipway's own."""

from practice_lms.configuration import configuration

_SURROUNDINGS = configuration()

SECRET_KEY = _SURROUNDINGS.secret
DEBUG = False
# Loopback names only, so that a page elsewhere can't reach this program by pointing its own name here.
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", _SURROUNDINGS.host]
INSTALLED_APPS = [
    "practice_lms.apps.PracticeLmsConfig",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "practice_lms.middleware.page_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "practice_lms.middleware.AskWhoYouAre",
]
ROOT_URLCONF = "practice_lms.urls"
WSGI_APPLICATION = "practice_lms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "practice_lms.surroundings.surroundings",
            ],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _SURROUNDINGS.data / "practice-lms.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
}
USE_TZ = True
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
# Its cookies are its own: other programs on this host name (other ports share cookies) have other names.
SESSION_COOKIE_NAME = "practice_lms"
CSRF_COOKIE_NAME = "practice_lms_csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# As Canvas: with Django's own "same-origin", browsers send `Origin: null` with the launch form.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# A tool opened in a new window may talk to its opener, as in Canvas.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
