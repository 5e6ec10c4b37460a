"""A server that root starts as another user still reaches its own programs in folders closed to others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import workbench.supervisor.launch as launch

NOBODY = 65534


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_access_is_granted_in_a_folder_of_roots_when_the_capability_is_kept(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    (closed / "program").write_text("here")
    command = ["/bin/sh", "-c", f'test -r "{closed}/program" && echo reached']
    arguments = [str(os.getpid()), "9", str(NOBODY), str(NOBODY), "1", "--", *command]
    run = subprocess.run([sys.executable, str(Path(launch.__file__)), *arguments], capture_output=True, text=True)
    assert run.stdout == "reached\n", run.stderr
