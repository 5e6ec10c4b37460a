"""The Django project: settings, the pipeline's chaining, and the one-command start."""

from workbench.celery import app as celery_app

__all__ = ["celery_app"]
