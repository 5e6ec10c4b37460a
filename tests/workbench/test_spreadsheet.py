"""Cells that cannot run as formulas."""

import pytest

from workbench.spreadsheet import escape_cell


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_prefixed(text):
    assert escape_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["29 were extradited", 3, 0.5, ""])
def test_an_ordinary_cell_stays_as_it_is(value):
    assert escape_cell(value) == value
