"""Finding the browser that the tests drive."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LAUNCH_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def find_chromium() -> str:
    """The program named by CHROMIUM, else the first one found. Raises RuntimeError when there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = [path for path in (named, *(shutil.which(name) for name in NAMES)) if path and Path(path).exists()]
    if not found:
        raise RuntimeError("These tests need Chromium: install it, or name its program in CHROMIUM.")
    return found[0]
