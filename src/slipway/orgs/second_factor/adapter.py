"""allauth's second factor (an authenticator app and recovery codes) with its secrets encrypted at rest."""

from allauth.mfa.adapter import DefaultMFAAdapter

from slipway.web.sealed import decrypt, encrypt


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth stores the app's secret and the codes' seed as this gives them (docs/architecture.md, rule 11)."""

    def encrypt(self, text: str) -> str:
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return decrypt(encrypted_text)
