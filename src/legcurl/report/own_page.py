"""Pages that stand alone: written whole or not at all, and never over a file of somebody else's."""

from __future__ import annotations

from pathlib import Path

from legcurl.errors import OutputError

GENERATOR = '<meta name="generator" content="Legcurl'
HEAD_CHARACTERS = 1000
"""The generator stands within so many characters of the beginning."""


def check_page(path: Path, *, overwrite: bool = False) -> None:
    """Refuse a file that a page must not go to, before any work is done.

    Raises
    ------
    OutputError
        If it is no .html file, or is there and is no page of Legcurl.
    """
    if path.suffix.lower() not in (".html", ".htm"):
        raise OutputError(f"{path}: expected a file that ends in .html")
    if path.exists() and not overwrite and not _is_own(path):
        raise OutputError(
            f"{path}: exists, and is no page of Legcurl.\nChoose another file, or add --overwrite to replace it"
        )


def write_page(path: Path, page: str) -> None:
    """Write a page, whole or not at all.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    from legcurl.io.in_place import in_place

    with in_place(path) as draft:
        draft.write_text(page, encoding="utf-8")


def _is_own(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8") as page:
            return GENERATOR in page.read(HEAD_CHARACTERS)
    except (OSError, UnicodeDecodeError):
        return False
