"""The practice LMS: a small, honest LMS, to learn Slipway with and to test it against.

It behaves like Canvas, and a course of it like another LMS where its administrator says so: see `dialects`.

A program of its own (settings, database, process). It imports no other room of Slipway, above all not `lti`: it signs
with oauthlib and a few lines of its own, so that one mistake can't hide on both sides.
"""
