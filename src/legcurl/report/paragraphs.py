"""Paragraphs in the terminal, wrapped here rather than by rich, which would fill their lines with blanks."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def print_paragraph(console: Console, text: str, *, style: str = "", mark: str = "", indent: int = 0) -> None:
    """Print a paragraph.

    Parameters
    ----------
    console : rich.console.Console
    text : str
    style : str
    mark : str
        Stands before the first line; the others begin beside it.
    indent : int
        Columns left free.
    """
    from rich.text import Text

    first = " " * indent + mark
    lines = textwrap.wrap(text, console.width, initial_indent=first, subsequent_indent=" " * len(first))
    console.print(Text("\n".join(lines), style=style), soft_wrap=True)
