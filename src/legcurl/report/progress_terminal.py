"""Progress in the terminal: a table for each machine, and why nothing can be told where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.coach.change import Verdict
from legcurl.coach.progress import NO_PROMISE, Progress, Strand
from legcurl.report import progress_words as say
from legcurl.report.terminal import WIDEST

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

STYLES: dict[Verdict, str] = {"better": "bold green", "worse": "bold red", "cannot tell": "dim"}
NARROW = 62
"""Columns of a terminal below which only the change is shown, without its ends."""
MOST_STRANDS = 4
"""Machines shown; the JSON has the rest."""


def print_progress(progress: Progress, who: str, console: Console | None = None) -> None:
    """Print what became of every measure.

    Parameters
    ----------
    progress : Progress
    who : str
        Name of the athlete.
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console
    from rich.text import Text

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print(Text(f"Progress of {who}", style="bold"), Text(say.span(progress), style="dim"), sep="\n")
    for strand in progress.strands[:MOST_STRANDS]:
        console.print(Text.assemble((f"\n{say.strand_title(strand)}", "bold"), (f" · {say.size(strand)}\n", "dim")))
        console.print(_table(strand, narrow=console.width < NARROW))
        for one in strand.changes:
            if one.verdict == "cannot tell" and one.measure.points:
                console.print(Text(f"{say.NAMES[one.measure.id]}: cannot tell, {one.why}.", style="dim"))
        silent = [say.NAMES[one.measure.id].lower() for one in strand.changes if not one.measure.points]
        if silent:
            console.print(Text(f"Nothing was recorded of {', '.join(silent)}.", style="dim"))
    if len(progress.strands) > MOST_STRANDS:
        console.print(Text(f"\nand {len(progress.strands) - MOST_STRANDS} more, with fewer sets", style="dim"))
    if progress.strands:
        console.print(Text(f"\n{NO_PROMISE}", style="dim"))


def _table(strand: Strand, *, narrow: bool) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1 if narrow else 2, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    for heading in ("change", "real from") if narrow else ("first", "last", "change", "real from"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in strand.changes:
        if not one.measure.points:
            continue
        verdict = Text(f"{say.MARKS[one.verdict]} {one.verdict}", style=STYLES[one.verdict])
        ends = () if narrow else (say.value(one.measure, one.first), say.value(one.measure, one.last))
        table.add_row(say.NAMES[one.measure.id], *ends, say.change(one), say.needed(one), verdict)
    return table
