"""Grading anew after tests change: rehearsed first, then applied with the old scores kept, and undone."""
