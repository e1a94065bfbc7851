"""LTI 1.1 as the practice LMS speaks it: forms signed by OAuth 1.0a."""
