"""Django's settings of the small tools here, configured in code; addresses come from the environment."""

import os
from typing import Any

from django.conf import settings


def configure(urls: str, **more: Any) -> None:
    """What `startproject` gives for production, without admin and accounts."""
    settings.configure(
        SECRET_KEY="only-for-the-bench",
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF=urls,
        USE_TZ=True,
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        **more,
    )


def redis_cache() -> dict[str, Any]:
    """The cache in the bench's Redis."""
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": f"unix://{os.environ['BENCH_REDIS']}"}}
