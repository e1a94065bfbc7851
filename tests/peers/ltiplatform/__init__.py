"""A small LMS around `lti1p3platform`, OpenLearning's library: its logins, id_tokens and its reading of answers.

Run as `python -m tests.peers.ltiplatform PORT` by the Python of `.venv-peers` (`make peers`). The library checks less
than most LMSs: neither the redirect URI nor `aud` of what comes back. It sends `data` as an object, which the
specification has as a string.
"""
