"""``python -m legcurl``."""

import sys

from legcurl.cli import run

if __name__ == "__main__":
    sys.exit(run())
