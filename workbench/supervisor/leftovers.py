"""Find and stop what a killed supervisor left behind, and never anything else.

Idea: on Linux the kernel stops a dead supervisor's children (see `launch.py`), but some need a moment,
grandchildren are not covered, and other systems have no such signal. So every start first looks for
leftovers. It holds the lock on the data folder by then: whatever still works for this folder is a leftover by
definition.

Method: a process is ours if it (a) is in the record with the same start stamp, which a recycled pid cannot
have, or (b) carries the mark in its environment with this data folder, or (c) is a database server whose
working directory is this instance's (PostgreSQL and Valkey overwrite their environment; both work inside
their data folder). Asked to stop by SIGTERM or, for PostgreSQL, by its fast shutdown; killed after a grace.

Limits: (b) and (c) need permission to look at the process, which its own user and root have.
Reference: proc(5), "starttime"; PostgreSQL manual, "Shutting Down the Server".
"""

import json
import os
import secrets
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import psutil

from workbench.instance import Instance

from .service import MARK, Child

GRACE_SECONDS = 5.0
LAST_WAIT_SECONDS = 5.0
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def read_start_stamp(pid: int) -> str | None:
    """What tells this process from any other that had or will have its pid; None when it is gone."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
        return f"{BOOT_ID.read_text(encoding='ascii').strip()}/{line.rpartition(')')[2].split()[19]}"
    except FileNotFoundError:
        if Path("/proc/self/stat").exists():
            return None
    try:
        return repr(psutil.Process(pid).create_time())
    except psutil.Error:
        return None


def record_path(instance: Instance) -> Path:
    return instance.data / "processes.json"


def write_record(instance: Instance, children: Iterable[Child]) -> None:
    """Note who runs, whole or not at all."""
    rows = [{"name": child.service.name, "pid": child.pid, "start": read_start_stamp(child.pid)} for child in children]
    draft = record_path(instance).with_name(f".processes.{secrets.token_hex(8)}")
    draft.write_text(json.dumps({"supervisor": os.getpid(), "processes": rows}, indent=1), encoding="utf-8")
    draft.replace(record_path(instance))


def find_leftovers(instance: Instance) -> list[psutil.Process]:
    """Living processes of this data folder, whose lock the caller must hold; never itself or an ancestor."""
    spared = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    recorded = _read_recorded_pids(instance)
    found = []
    for process in psutil.process_iter():
        if process.pid in spared or _is_dead(process):
            continue
        if process.pid in recorded or _works_for(process, instance):
            found.append(process)
    return found


def stop_leftovers(instance: Instance, *, find: Callable[[Instance], list[psutil.Process]] = find_leftovers) -> int:
    """Stop them all and return how many there were. Looks again until none is left, within a bounded time."""
    seen: set[int] = set()
    deadline = time.monotonic() + GRACE_SECONDS + LAST_WAIT_SECONDS
    while (found := find(instance)) and time.monotonic() < deadline:
        seen.update(process.pid for process in found)
        for process in found:
            _signal(process, signal.SIGINT if _is_postgres(process) else signal.SIGTERM)
        _, alive = psutil.wait_procs(found, timeout=GRACE_SECONDS)
        for process in alive:
            _signal(process, signal.SIGKILL)
        psutil.wait_procs(alive, timeout=LAST_WAIT_SECONDS)
    return len(seen)


def _read_recorded_pids(instance: Instance) -> set[int]:
    """Recorded pids that are still the same processes; a damaged record leaves (b) and (c)."""
    try:
        rows = json.loads(record_path(instance).read_text(encoding="utf-8"))["processes"]
        pairs = [(int(row["pid"]), row["start"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {pid for pid, start in pairs if start is not None and read_start_stamp(pid) == start}


def _is_dead(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.Error:
        return True


def _works_for(process: psutil.Process, instance: Instance) -> bool:
    try:
        if process.environ().get(MARK) == str(instance.data):
            return True
        return _is_server(process) and _is_inside(Path(process.cwd()), instance)
    except (psutil.Error, OSError):
        return False


def _is_server(process: psutil.Process) -> bool:
    return bool(process.name().startswith(("postgres", "valkey-server", "redis-server")))


def _is_postgres(process: psutil.Process) -> bool:
    try:
        return bool(process.name().startswith("postgres"))
    except psutil.Error:
        return False


def _is_inside(folder: Path, instance: Instance) -> bool:
    data = instance.data.resolve()
    return folder.is_relative_to(data / "postgres") or folder.is_relative_to(data / "redis")


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.Error:
        return
