"""The practice LMS: a small, honest LMS, to learn Slipway with and to test it against.

It behaves like Canvas, and a course of it like another LMS where its administrator says so: see `dialects`.

A package and a program of its own (settings, database, process) beside `slipway`. Neither imports the other: it signs
with oauthlib, PyJWT and a few lines of its own, so that one mistake can't hide on both sides.
"""
