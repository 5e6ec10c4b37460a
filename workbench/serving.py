"""What a process does that serves pages and no other: it asks the same queries, and runs the same code, all day."""

import gc

PREPARE_AFTER = 3  # times that a query was asked before Postgres keeps its plan
STATEMENT_SECONDS = 60  # that one query may take


def keep_what_is_loaded() -> None:
    """Look for garbage in what requests leave behind, not in the libraries: a search through these takes longer than a
    page."""
    gc.collect()
    gc.freeze()
