"""`lti` in Flask: forms checked by oauthlib, nonces kept in Redis. It keeps no person and no log; it shows a line."""

import os
import string

import redis
from flask import Flask, render_template_string, request, session
from lti import InvalidLTIRequestError
from lti.contrib.flask import FlaskToolProvider
from oauthlib.oauth1 import RequestValidator

from bench.lms.course import KEY, SECRET
from bench.peers.page import PAGE

NONCES_LAST = 1200  # seconds: longer than a timestamp is taken
NONCES = redis.Redis(unix_socket_path=os.environ["BENCH_REDIS"])
application = Flask(__name__)
application.secret_key = "only-for-the-bench"


class Validator(RequestValidator):
    """One key; a nonce is taken once."""

    enforce_ssl = False
    nonce_length = 1, 255
    client_key_length = 1, 255
    safe_characters = set(string.ascii_letters + string.digits + "-")

    def validate_client_key(self, client_key: str, request: object) -> bool:
        """Whether the key is known."""
        return client_key == KEY

    def get_client_secret(self, client_key: str, request: object) -> str:
        """Its secret."""
        return SECRET

    def validate_timestamp_and_nonce(  # noqa: PLR0913, PLR0917  # oauthlib's
        self,
        client_key: str,
        timestamp: str,
        nonce: str,
        request: object,
        request_token: str | None = None,
        access_token: str | None = None,
    ) -> bool:
        """Whether the nonce is new; oauthlib has looked at the timestamp's age."""
        return bool(NONCES.set(f"{client_key} {timestamp} {nonce}", 1, nx=True, ex=NONCES_LAST))


def launch() -> tuple[str, int]:
    """The page itself answers the launch."""
    try:
        provider = FlaskToolProvider.from_flask_request(request=request)
        good = provider.is_valid_request(Validator())
    except InvalidLTIRequestError:
        good = False
    if not good:
        return "Not verified.", 401
    session["user"] = request.form["user_id"]
    return render_template_string(PAGE, name=request.form["lis_person_name_full"]), 200


application.add_url_rule("/launch", view_func=launch, methods=["POST"])
