"""Run one of our own modules in a process that can be killed: a parser written in C cannot be interrupted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]


class ChildSlow(Exception):  # noqa: N818 - named as it reads
    """It took longer than it may, and was killed."""


class ChildFailed(Exception):  # noqa: N818 - named as it reads
    """It ended with an error, or was killed for what it used."""


def run_child(module: str, arguments: Sequence[str], given: bytes, seconds: float) -> Any:
    """What `python -m module arguments` writes as JSON when it is given these bytes. Raises `ChildSlow` after
    `seconds`, `ChildFailed` when it does not end well. It starts in about 0.3 s."""
    plain = [argument.replace("\0", "") for argument in arguments]
    try:
        child = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", module, *plain],
            input=given,
            capture_output=True,
            timeout=seconds,
            cwd=_ROOT,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ChildSlow from error
    if child.returncode != 0:
        raise ChildFailed(child.stderr[-2_000:].decode("utf-8", "replace"))
    return json.loads(child.stdout)


def _environment() -> dict[str, str]:
    """What the child may know: where libraries are, and none of the workbench's settings and secrets."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "LANG", "TZ") if name in os.environ}
    return kept | {"PYTHONPATH": str(_ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
