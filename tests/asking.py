"""HTTP as tests speak it with servers on this machine: past whatever proxy the environment names, and quickly.

httpx reads a bundle of certificates for each client that it makes, which costs 17 ms; nobody here speaks TLS.
"""

from typing import Any

import httpx


def client(url: str = "", **options: Any) -> httpx.Client:
    """A client that keeps cookies, follows no redirects unless told to, and takes paths below `url`; close it."""
    return httpx.Client(base_url=url, **{"trust_env": False, "verify": False, "timeout": 60, **options})


def request(method: str, url: str, **options: Any) -> httpx.Response:
    """Ask once, without cookies; no redirect is followed. `options` as httpx takes it."""
    with client() as asking:
        return asking.request(method, url, **options)


def get(url: str, **options: Any) -> httpx.Response:
    """GET `url`, as `request` does."""
    return request("GET", url, **options)


def post(url: str, **options: Any) -> httpx.Response:
    """POST to `url`, as `request` does."""
    return request("POST", url, **options)
