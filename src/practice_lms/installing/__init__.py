"""Apps of a course: how they are configured and installed, and which of them a link belongs to."""
