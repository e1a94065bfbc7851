"""A small LMS around Open edX's own LTI block, `lti-consumer-xblock`: what signs and renders its launches is theirs.

Run as `python -m tests.peers.openedx PORT DATA` by the Python of `.venv-peers` (`make peers`). Their block comes in by
the entry point under which XBlock looks for blocks; its calls into Open edX go to `standins`, as it makes them. It is
AGPL: nothing here or elsewhere in Slipway imports it, none of its code is copied, and Slipway's own process, which is
spoken to by HTTP only, never has it installed.
"""
