"""A comparison in the terminal: a sentence, what was lifted, and a table of what differs for each muscle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.report import compare_words as say
from legcurl.report.muscle_names import muscle_name
from legcurl.report.words import sentence
from legcurl.simulate.whatif.compare import Comparison, Pair
from legcurl.simulate.whatif.meaning import meaning

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

COLUMNS = tuple(name for name in say.SHOWN if name != "eccentric_work_j")
"""What the table has room for; the page and the JSON have all."""
CLEAR = "*"
SHORT = {"Gastrocnemius": "Gastrocn.", "Biceps femoris": "Biceps fem.", "medial head": "medial", "lateral head":
         "lateral", "long head": "long", "short head": "short"}  # fmt: skip


def print_comparison(comparison: Comparison, console: Console | None = None) -> None:
    """Print what differs, and what it means.

    Parameters
    ----------
    comparison : Comparison
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console
    from rich.text import Text

    from legcurl.report.terminal import WIDEST

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print(Text("Simulated, one athlete; nobody lifted this.", style="dim"))
    for one in comparison.sides:
        console.print(Text.assemble((one.side.label, "bold"), f"  {say.facts(one)}"))
    for pair in comparison.pairs:
        console.print(Text(f"\n{meaning(pair)}", style="bold"))
        if pair.muscles:
            console.print(Text(f"\n{pair.other.side.label} less {pair.first.side.label}", style="dim"))
            console.print(_table(pair))
            if pair.inertial_share is not None:
                shares = (pair.first, pair.other)
                console.print(Text("; ".join(f"{one.side.label}: {say.inertia(one)}" for one in shares)))
    if any(pair.muscles for pair in comparison.pairs):
        console.print(Text(f"\nBelow each change its 90 % interval; {CLEAR}: it leaves out zero.", style="dim"))
        console.print(Text(say.HYPOTHESIS, style="dim"))
    for said in comparison.assumptions:
        console.print(Text(f"Assumed: {sentence(said)}", style="dim"))


def _table(pair: Pair) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    for name in COLUMNS:
        shown = say.SHOWN[name]
        table.add_column(
            f"{shown.short}\n{shown.unit.replace('of optimal, %', '% of opt.')}", justify="right", no_wrap=True
        )
    for muscle in say.muscles_of(pair):
        cells = []
        for name in COLUMNS:
            one, shown = pair.muscles[muscle][name], say.SHOWN[name]
            low, high = (shown.change(end) for end in one.interval)
            head = f"{shown.change(one.change)}{CLEAR if one.clear else ' '}"
            cells.append(Text.assemble((head, "bold" if one.clear else ""), (f"\n{low}…{high} ", "dim")))
        table.add_row(_short(muscle), *cells)
    return table


def _short(muscle: str) -> str:
    name = muscle_name(muscle)
    for long, short in SHORT.items():
        name = name.replace(long, short)
    return name
