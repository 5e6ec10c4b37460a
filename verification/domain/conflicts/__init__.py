"""Typed conflicts between statements, one module a type; `find_conflicts` puts them together."""

from verification.domain.conflicts.finding import disagree, find_conflicts
from verification.domain.conflicts.folding import fold_conflicts

__all__ = ["disagree", "find_conflicts", "fold_conflicts"]
