"""The LTI protocol: values in, values out.

This room knows no Django, no database and no other room, so it can be read with the specification beside it. What an
LMS sends becomes one typed `message.LaunchMessage`, or a `refusal.Refused` that says why not; what Slipway answers is
built from plain values. `v1p1` speaks LTI 1.1 (OAuth 1.0a forms), `v1p3` LTI 1.3
Advantage (OpenID Connect, RS256 tokens); `config` writes the files that an LMS installs us by.
"""
