"""What a child process that parses a stranger's bytes may use."""

from __future__ import annotations

import resource

MAX_CPU_SECONDS = 20  # more than a parent waits, so that this only ever ends an orphan
MAX_MEMORY_BYTES = 1_500_000_000  # a 5 MB page takes about 300 MB with its copies


def limit_resources() -> None:
    """Bound this process's own processor time and memory; it leaves no core behind."""
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
