"""A sandbox on a machine that does not answer."""

from slipway.sandbox.sandbox import SandboxFailed
from slipway.words import text


class Away:
    """Runs nothing."""

    def run(self, work: object) -> tuple[()]:
        raise SandboxFailed(text("The machine %(odd)s does not answer.", odd="\0"))
