#!/usr/bin/env python3
"""Every command of the workbench: `manage.py up`, `ingest`, `claims`, `status`, and Django's own."""

import os
import sys
from importlib.util import find_spec

OLDEST_PYTHON = (3, 11)
USERS_OF_AN_INSTANCE = {"ingest", "claims", "status"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workbench.settings")
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"The workbench needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    if find_spec("django") is None:
        sys.exit("Django is not installed in this Python. Run `make setup`, then use .venv/bin/python manage.py.")
    run_command()


def run_command() -> None:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 -- after the check above

    from workbench.instance import InstanceError, current  # noqa: PLC0415

    try:
        if USERS_OF_AN_INSTANCE & set(sys.argv[1:2]) and not {"-h", "--help"} & set(sys.argv):
            current().refuse_absent()
        execute_from_command_line(sys.argv)
    except InstanceError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
