"""Django's settings for the small LMS, which needs next to none."""

import os

URL = f"http://127.0.0.1:{os.environ['PEER_PORT']}"

SECRET_KEY = "of no use"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.peers.ltiplatform.urls"
