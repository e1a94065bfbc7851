"""Django's settings. Everything an operator may change comes from the environment (`environment.py`)."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from slipway.site import environment, logs
from slipway.site.private_files import keep_private

ENV = os.environ
DATA_FOLDER = environment.data_folder(ENV)
PUBLIC_URL = environment.public_url(ENV)
SECRET_KEY = environment.kept_secret(ENV, "SLIPWAY_SECRET_KEY", DATA_FOLDER)
ENCRYPTION_KEYS = environment.encryption_keys(ENV, DATA_FOLDER)
ALLOW_PRIVATE_LMS = environment.flag(ENV, "SLIPWAY_ALLOW_PRIVATE_LMS")
SIGNUP_OPEN = environment.flag(ENV, "SLIPWAY_SIGNUP_OPEN")
TRUSTED_PROXIES = environment.number(ENV, "SLIPWAY_TRUSTED_PROXIES", 0)
HAS_MAIL = bool(ENV.get("SLIPWAY_EMAIL_URL"))
_HTTPS = PUBLIC_URL.startswith("https://")

DEBUG = False
LOGGING = logs.LOG_CONFIGURATION
ALLOWED_HOSTS = [urlsplit(PUBLIC_URL).hostname or ""]  # PublicOrigin has put the public host in before this is read
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
ROOT_URLCONF = "slipway.site.urls"
WSGI_APPLICATION = "slipway.site.wsgi.application"

INSTALLED_APPS = [
    "slipway.site",
    "slipway.owner_pages",
    "slipway.picker",
    "slipway.launches",
    "slipway.class_pages",
    "slipway.progress_pages",
    "slipway.regrade_pages",
    "slipway.workspaces",
    "slipway.sessions",
    "slipway.exercise_checks",
    "slipway.gradebook",
    "slipway.receipts",
    "slipway.regrading",
    "slipway.submissions",
    "slipway.classes",
    "slipway.content",
    "slipway.people",
    "slipway.lms",
    "slipway.orgs",
    "slipway.jobs",
    "slipway.audit",
    "slipway.web.apps.WebConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "slipway.web.apps.GatheredFilesConfig",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
LAUNCHED_MIDDLEWARE = [  # of addresses where nobody's cookie is read (site/handler.py)
    "slipway.web.headers.SecurityHeaders",  # before all that may fail
    "slipway.web.origin.PublicOrigin",
    "slipway.web.slashes.TrailingSlashes",
    "slipway.web.languages.Languages",
    "slipway.web.sound.SoundRequests",
    "slipway.web.limits.BoundedBodies",
    "django.middleware.security.SecurityMiddleware",
]
MIDDLEWARE = [
    *LAUNCHED_MIDDLEWARE,
    "slipway.web.static_files.StaticFiles",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "slipway.site.asks_again.AsksAgain",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("slipway.web.fixed_parts.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": environment.database(ENV, DATA_FOLDER)}
DATABASE_FILE = Path(DATABASES["default"]["NAME"]) if "sqlite" in DATABASES["default"]["ENGINE"] else None
keep_private(DATA_FOLDER, DATABASE_FILE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # sign-in's rate limits are counted here: by all workers of this machine together
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_FOLDER / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

FORM_RENDERER = "slipway.web.forms.Renderer"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "slipway.web.static_files.HashedFiles"},
}

# What `make install` built, served to everybody, as files: the handbook at /handbook/, Python for browsers.
BUILT = Path(__file__).parents[1] / "web" / "built"
HAS_HANDBOOK = (BUILT / "handbook" / "index.html").exists()
WHITENOISE_ROOT = BUILT if BUILT.exists() else None
WHITENOISE_INDEX_FILE = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("es", "Español")]  # by their own names, wherever they are shown
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"

SESSION_COOKIE_NAME = "slipway_session"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "slipway_csrf"
CSRF_COOKIE_SECURE = _HTTPS
CSRF_FAILURE_VIEW = "slipway.web.failures.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = None  # slipway.web.headers decides, page by page
SECURE_REFERRER_POLICY = None  # likewise
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
TEST_RUNNER = "django.test.runner.DiscoverRunner"

AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = [
    "slipway.orgs.backend.Backend",
    "allauth.account.auth_backends.AuthenticationBackend",  # for sessions that it has begun
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "slipway.orgs.account.sign_up.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "slipway.orgs.account.sign_up.NameForm"
ACCOUNT_FORMS = {
    "login": "slipway.orgs.account.forms.LoginForm",
    "signup": "slipway.orgs.account.forms.SignupForm",
    "add_email": "slipway.orgs.account.forms.AddEmailForm",
    "reset_password": "slipway.orgs.account.forms.ResetPasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if HAS_MAIL else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = HAS_MAIL  # changes of password, addresses, second factor
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Slipway: "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = urlsplit(PUBLIC_URL).scheme
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_MAX_EMAIL_ADDRESSES = 5
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "set_up_sign_in": "5/h/key",
    "confirm_email": "1/180s/key,6/d/key",  # mails to one address, whoever asks for them
    "manage_email": "10/m/user,40/d/user",  # each may be a mail to somebody else
    "login": "120/m/ip",
    # Counted by slipway.orgs.sign_in.guessing and slipway.orgs.account.views: allauth would lock by the account alone.
    "login_failed": None,
    "reauthenticate": None,
    "reset_password": None,
}
MFA_ADAPTER = "slipway.orgs.second_factor.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "slipway.orgs.second_factor.forms.AuthenticateForm",
    "reauthenticate": "slipway.orgs.second_factor.forms.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = not HAS_MAIL  # where no address can be confirmed, a second factor must not wait for it
MFA_TOTP_TOLERANCE = 1  # the step before and the one after count too: phones' clocks differ (RFC 6238 §5.2)
MFA_TOTP_ISSUER = f"Slipway ({urlsplit(PUBLIC_URL).hostname})"  # as the authenticator app lists it
DEFAULT_FROM_EMAIL = environment.sender(ENV, PUBLIC_URL)
globals().update(environment.email(ENV))
