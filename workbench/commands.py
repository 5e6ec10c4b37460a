"""What our commands share: a database that does not answer is a sentence, and so is a reader that has left."""

import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError


class WorkbenchCommand(BaseCommand):
    requires_system_checks: list[str] = []

    def execute(self, *args: Any, **options: Any) -> Any:
        try:
            result = super().execute(*args, **options)
            sys.stdout.flush()
            return result
        except BrokenPipeError:  # `claims | head -1`: the reader has what it wanted
            # Python flushes standard output once more when it ends, and would complain then.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None
        except OperationalError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database of this instance does not answer ({reason}). Start the workbench with `make up`, or "
                "set WORKBENCH_DATA or DATABASE_URL to a running one."
            ) from error
        except ProgrammingError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(
                f"The database is not set up ({reason}). Run `manage.py migrate` or `make up`."
            ) from error
