"""Scores of each step on labelled data, without Django, a queue or a database: `python -m evaluation
--help`."""
