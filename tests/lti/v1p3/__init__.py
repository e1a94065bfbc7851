"""LTI 1.3. A platform made with `cryptography` alone signs here, so that an error of joserfc or ours can't hide."""
