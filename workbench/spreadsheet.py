"""Cells that a spreadsheet program will not run as formulas; see `claims/adapters/spreadsheet_cells.py`."""

from claims.adapters.spreadsheet_cells import STARTERS, escape_cell

__all__ = ["STARTERS", "escape_cell"]
