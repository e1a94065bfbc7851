"""LTI 1.1: forms signed with OAuth 1.0a HMAC-SHA1 (RFC 5849), launches and ContentItemSelection 1.0.

In the order of a launch: `form.read_form`, `verify.verify`, `verify.check_form_age`, `launch.read_launch_form`. A
basic launch at the picker's address may be Canvas's older way to ask for a selection: `legacy_selection`.
"""
