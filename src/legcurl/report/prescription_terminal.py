"""A plan in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legcurl.coach.prescription import Prescription
from legcurl.report import coach_words, words
from legcurl.report.terminal import WIDEST

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def print_prescription(plan: Prescription, console: Console | None = None) -> None:
    """Print a plan, with what to heed and what its numbers rest on.

    Parameters
    ----------
    plan : Prescription
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    held = ", held back by the screening" if plan.lighter else ""
    console.print(Text(f"{plan.variation.capitalize()} leg curl for {plan.goal}{held}", style="bold"))
    console.print(Text(words.sentence(plan.why), style="dim"))
    if plan.others:
        console.print(Text(f"It would do too: {', '.join(plan.others)}.", style="dim"))
    console.print()
    console.print(_rows(plan))
    if plan.weeks:
        console.print()
        console.print(_weeks(plan))
    console.print(Text("\nHeed", style="bold"))
    for caution in plan.cautions:
        console.print(Padding(Text(f"· {caution}"), (0, 0, 0, 1)))
    console.print(Text("\nWhere the numbers come from", style="bold"))
    for source, what in coach_words.sources(plan):
        console.print(Padding(Text(f"{what}: {source}", style="dim"), (0, 0, 0, 1)))
    console.print(Text(f"\n{words.DISCLAIMER}", style="dim"))


def _rows(plan: Prescription) -> Table:
    from rich.table import Table
    from rich.text import Text

    rest = f"{plan.rest_s:g}{words.NBSP}s between sets" if plan.sets > 1 else "none, it is one set"
    days = f"{plan.sessions_per_week} a week, about {max(1, round(plan.minutes))}{words.NBSP}min each"
    rows = {
        "sets": coach_words.sets_and_reps(plan), "load": coach_words.load(plan),
        "tempo": coach_words.tempo(plan.target), "rest": rest, "effort": coach_words.effort(plan.target),
        "days": days, "when": coach_words.PLACES[plan.place],
    }  # fmt: skip
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for name, text in rows.items():
        table.add_row(name, Text(text))
    return table


def _weeks(plan: Prescription) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("week", "sets", "reps", "left"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("load", no_wrap=True)
    table.add_column("")
    for week in plan.weeks:
        load = f"{100 * week.load_share:.0f}{words.NBSP}%" if week.deload else "as reached"
        if plan.load.percent is None:
            load = "–"
        table.add_row(str(week.number), str(week.sets), str(week.reps), str(week.reserve), load, week.what)
    return table
