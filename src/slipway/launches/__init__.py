"""The door: an LMS's launch comes in, is verified, decided, entered and redirected, or refused."""
