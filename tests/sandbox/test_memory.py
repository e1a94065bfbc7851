"""The memory of a guest is put back to the last byte, and a snapshot's file says all of it."""

import subprocess
from pathlib import Path

import pytest

from slipway.sandbox.places import DENO_RUN, GUEST, deno_program


@pytest.mark.sandbox
def test_memory_is_put_back_whatever_was_done_to_it(tmp_path: Path) -> None:
    trial = Path(__file__).with_name("memory_trial.js")
    allowed = [f"--allow-read={GUEST},{tmp_path}", f"--allow-write={tmp_path}"]
    command = [str(deno_program()), *DENO_RUN.split(), *allowed, str(trial), str(tmp_path / "memory")]
    told = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (told.stdout, told.stderr) == ("as it was\n", "")
