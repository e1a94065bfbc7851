"""The pages of the practice LMS, one module for each part of it."""
