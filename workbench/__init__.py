"""The Django project: settings, the pipeline's chaining, and the one-command start."""

import os

# Groups are solved in small arrays: threads that share one wait for each other longer than they work, and the workers
# are processes of their own already. The encoder says for itself how many it wants. Read when numpy is first imported.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")

from workbench.celery import app as celery_app  # noqa: E402 -- after the above

__all__ = ["celery_app"]
