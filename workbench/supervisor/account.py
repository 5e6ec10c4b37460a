"""Which user a server runs as when the workbench is started by root.

Idea: PostgreSQL refuses root. Rather than adding a user to the machine or opening the owner's folders to
everybody, the server runs as a user that is already there: the owner of an existing cluster, else `postgres`,
else `nobody`.

Method: if every folder on the way to the program and the data may be entered by that user, it gets no
privilege at all. Otherwise it keeps the one capability that lets it through (see `launch.py`), which is less
than the root it was started from.

Limits: a container may withhold that capability from root; then the start is refused with the folder's name.
Reference: capabilities(7); initdb refuses a uid without a name, hence a named user.
"""

import os
import pwd
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .launch import CAP_DAC_OVERRIDE
from .refusal import StartError

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user to become before a program is run."""

    uid: int
    gid: int
    keep_access: bool


def choose_account(cluster: Path, paths: Iterable[Path]) -> Account | None:
    """The user for the database server on folder `cluster`, or None for the present one.

    `paths` are the files and folders that it must reach. Raises StartError.
    """
    owner = _find_owner(cluster)
    if os.geteuid() != 0:
        if owner is not None and owner[0] != os.geteuid():
            raise StartError(
                f"The database in {cluster} belongs to {_name_user(owner[0])}. Start as that user or as root "
                "or choose another folder with WORKBENCH_DATA."
            )
        return None
    uid, gid = owner or _find_candidate()
    blocked = next((folder for path in paths for folder in path.parents if not _may_enter(folder, uid)), None)
    if blocked is not None and not _holds_capability(CAP_DAC_OVERRIDE):
        raise StartError(
            f"PostgreSQL does not run as root, and {_name_user(uid)} may not enter {blocked}. "
            "Start as an ordinary user, or put the project and WORKBENCH_DATA where everybody may enter."
        )
    return Account(uid, gid, keep_access=blocked is not None)


def _find_owner(cluster: Path) -> tuple[int, int] | None:
    """Owner of a finished cluster; root cannot be one, so a folder of root's is not finished."""
    try:
        found = (cluster / "PG_VERSION").stat()
    except FileNotFoundError:
        return None
    except PermissionError:
        found = cluster.stat()
    return None if found.st_uid == 0 else (found.st_uid, found.st_gid)


def _find_candidate() -> tuple[int, int]:
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise StartError("PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.")


def _may_enter(folder: Path, uid: int) -> bool:
    found = folder.stat()
    return bool(found.st_mode & (stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH))


def _holds_capability(number: int) -> bool:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    held = next(line.split()[1] for line in status.splitlines() if line.startswith("CapPrm:"))
    return bool(int(held, 16) >> number & 1)


def _name_user(uid: int) -> str:
    try:
        return f"user {pwd.getpwuid(uid).pw_name}"
    except KeyError:
        return f"user {uid}"
