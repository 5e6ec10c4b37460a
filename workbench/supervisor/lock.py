"""One supervisor per data folder.

Method: an advisory lock of the kernel on a file that stays. The kernel lets go of it when its holder dies,
however it dies, so a stale lock cannot exist; the text in the file only serves the message to the second
comer. Children do not inherit it (Python closes it on exec).
Reference: flock(2).
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager

from workbench.instance import Instance

from .refusal import StartError


@contextmanager
def hold_lock(instance: Instance) -> Iterator[None]:
    """Raises StartError, saying who holds it and where its pages are."""
    with (instance.data / "supervisor.lock").open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise StartError(_describe_holder(file.read())) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "address": instance.address}, file)
        file.flush()
        yield


def _describe_holder(text: str) -> str:
    try:
        holder = json.loads(text)
        return f"Already running (pid {holder['pid']}) at {holder['address']}."
    except (ValueError, KeyError, TypeError):
        return "Already running: another start holds this data folder."
