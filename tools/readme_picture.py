"""The picture in the README: the head of the page that ``legcurl demo`` makes for the rushed prone set.

``python tools/readme_picture.py`` writes ``docs/report.png``; it needs Chromium (Debian: ``apt-get install chromium``).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SIZE = (1180, 1420)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
         "--disable-background-networking", "--disable-component-update", "--disable-sync")  # fmt: skip


def main() -> None:
    """Analyse the example, open its page, and keep what is seen first."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is not installed. Install it: apt-get install chromium")
    picture = Path(__file__).parents[1] / "docs" / "report.png"
    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "-m", "legcurl", "demo", "-o", f"{folder}/demo"]
        subprocess.run(demo, check=True, capture_output=True)
        page = Path(folder, "demo", "prone_rushed", "report.html").as_uri()
        window = f"--window-size={SIZE[0]},{SIZE[1]}"
        command = [chromium, *FLAGS, f"--user-data-dir={folder}/profile", window, f"--screenshot={picture}", page]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
