"""The WSGI entry point that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from workbench.serving import PREPARE_AFTER, STATEMENT_SECONDS, keep_what_is_loaded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
os.environ.setdefault("PREPARE_AFTER", str(PREPARE_AFTER))
os.environ.setdefault("STATEMENT_SECONDS", str(STATEMENT_SECONDS))

application = get_wsgi_application()
keep_what_is_loaded()
