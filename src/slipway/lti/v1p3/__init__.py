"""LTI 1.3 Advantage: OpenID Connect logins, id_tokens signed with RS256, deep linking 2.0, services' tokens.

In the order of a launch: `login.read_login`, `state.seal_state`, `login.authentication_url`; then `answer.read_answer`,
`state.open_state`, `id_token.unverified_header`, `id_token.verify_id_token`, `launch.read_claims`. Replays and the
binding to a browser are not this room's business: they need memory.
"""
