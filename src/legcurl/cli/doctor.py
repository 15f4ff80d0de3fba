"""``legcurl doctor``: what is installed, on what, and what is missing."""

from __future__ import annotations

import platform
import re
import sys
from importlib import metadata

EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)")
LIMIT = re.compile(r"python_version\s*<\s*['\"]([\d.]+)")


def doctor() -> int:
    """Show versions, the machine, and what is missing."""
    needs = metadata.requires("legcurl") or []
    base = [need for need in needs if not EXTRA.search(need)]
    extras = sorted({match[1] for need in needs if (match := EXTRA.search(need))})
    print(f"legcurl   {metadata.version('legcurl')}")
    print(f"Python    {platform.python_version()} at {sys.executable}")
    print(f"machine   {platform.platform()}, {platform.machine()}")
    missing = _show("needed", base)
    if missing:
        print(f"  Install again: pip install legcurl   (missing: {', '.join(missing)})")
    for extra in extras:
        lacking = _show(f"extra {extra}", [need for need in needs if f"extra == '{extra}'" in need.replace('"', "'")])
        if lacking:
            print(f"  To add it: pip install 'legcurl[{extra}]'")
    print("\nAll that Legcurl needs is there." if not missing else "\nLegcurl cannot work like this.")
    return 1 if missing else 0


def _show(title: str, needs: list[str]) -> list[str]:
    """Print name and version of each library; return what could be there and is not."""
    print(f"\n{title}")
    missing = []
    for need in sorted(needs, key=str.lower):
        name = re.split(r"[^\w.-]", need, maxsplit=1)[0]
        limit = LIMIT.search(need)
        try:
            state = metadata.version(name)
        except metadata.PackageNotFoundError:
            if limit and sys.version_info >= tuple(map(int, limit[1].split("."))):
                state = f"not for Python {platform.python_version()}; needs Python below {limit[1]}"
            else:
                state = "missing"
                missing.append(name)
        print(f"  {name:<16}{state}")
    return missing
