"""Where the journal lies unless somebody says otherwise."""

from __future__ import annotations

import os
import sys
from pathlib import Path

VARIABLE = "LEGCURL_JOURNAL"
FILE = "journal.db"


def default_place() -> str:
    """The place in the environment variable ``LEGCURL_JOURNAL``, or a file in the user's folder for such data."""
    return os.environ.get(VARIABLE) or str(data_folder() / FILE)


def data_folder() -> Path:
    """The folder for a program's data of this user, by the custom of the system."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "legcurl"
