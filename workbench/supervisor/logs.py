"""The log files of the children: one per service, kept across starts, with one older generation."""

from pathlib import Path

from workbench.instance import Instance

ROTATE_BYTES = 10 * 1024 * 1024
TAIL_LINES = 8
_TAIL_BYTES = 8192


def open_log(instance: Instance, name: str) -> Path:
    """Path of a service's log, moved aside first when it has grown past ROTATE_BYTES."""
    path = instance.log_dir / f"{name}.log"
    if path.exists() and path.stat().st_size > ROTATE_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path


def read_tail(path: Path, *, since: int = 0) -> str:
    """The last lines written after byte `since`, indented for the terminal; '' when there are none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(since, size - _TAIL_BYTES))
            lines = file.read().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines[-TAIL_LINES:])
