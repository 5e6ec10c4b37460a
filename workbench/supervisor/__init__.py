"""The one-command start: both servers, the web server, the workers and the scheduler, watched by one process.

Read `run.py` first (the order of things), then `watch.py` (what happens when a child dies), `postgres.py` and
`valkey.py` (the two servers, which tests also start alone), and `leftovers.py` (after a `kill -9`).

This package imports nothing here: the workers load `readiness.py` from it and must stay small.
"""
