"""A plan in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
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
    console.print(_listed(plan.cautions))
    console.print(Text("\nWhere the numbers come from", style="bold"))
    console.print(_listed([f"{what}: {source}" for source, what in coach_words.sources(plan)], style="dim"))
    console.print(Text(f"\n{words.DISCLAIMER}", style="dim"))


def _listed(texts: Sequence[str], style: str = "") -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_header=False)
    for text in texts:
        table.add_row("·", Text(text, style=style))
    return table


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

    by_reserve = plan.target.judged == "reserve"
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("week", "sets", "reps", "left" if by_reserve else "Borg"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("")
    for week in plan.weeks:
        lighter = f", {100 * week.load_share:.0f}{words.NBSP}% of the load" if week.deload and plan.load.percent else ""
        effort = week.reserve if by_reserve else week.borg
        table.add_row(str(week.number), str(week.sets), str(week.reps), str(effort), f"{week.what}{lighter}")
    return table
