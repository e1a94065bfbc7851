"""Files by which an administrator installs Slipway in an LMS."""
