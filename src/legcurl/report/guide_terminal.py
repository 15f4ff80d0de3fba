"""The guide in the terminal: plain text that wraps, headings in bold, nothing said by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from legcurl.coach.guide.content import Chapter
from legcurl.coach.guide.leg import leg_figures
from legcurl.coach.guide.sections import Compared, Listing, Prose, Repetition, Row, Rows, Section, Torque
from legcurl.report.muscle_names import in_order, muscle_name
from legcurl.report.paragraphs import print_paragraph
from legcurl.report.terminal import WIDEST
from legcurl.report.words import DISCLAIMER

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

INDENT = 2
LEAST_SHOWN = 0.05
"""Muscles that are never more active are left out."""


def print_guide(title: str, sections: Sequence[Section], closing: str, console: Console | None = None) -> None:
    """Print sections under a title.

    Parameters
    ----------
    title : str
    sections : sequence of Section
    closing : str
        What to do next.
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console
    from rich.text import Text

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print(Text(title.upper(), style="bold"))
    for section in sections:
        console.print(Text(f"\n{section.title}\n{'─' * len(section.title)}", style="bold cyan"))
        for k, block in enumerate(section.blocks):
            if k:
                console.print()
            _print_block(console, block)
    console.print()
    print_paragraph(console, DISCLAIMER, style="dim")
    console.print(Text(f"\n{closing}"), soft_wrap=True)


def _print_block(console: Console, block: object) -> None:
    match block:
        case Prose(texts, notes):
            for k, text in enumerate(texts):
                if k:
                    console.print()
                print_paragraph(console, text)
            for note in notes:
                print_paragraph(console, note, style="dim")
        case Listing(heading, items, numbered):
            if heading:
                print_paragraph(console, f"{heading}:", style="bold")
            for k, item in enumerate(items, 1):
                print_paragraph(console, item, mark=f"{k}. " if numbered else "- ")
        case Rows(rows):
            for k, row in enumerate(rows):
                _row(console, row, first=k == 0)
        case Compared(chapters):
            console.print(_compared(chapters))
        case Repetition(chapter):
            for k, phase in enumerate(chapter.phases, 1):
                print_paragraph(console, f"{phase.name}. {phase.do}", mark=f"{k}. ")
            console.print()
            print_paragraph(console, "How hard each muscle works there, in percent (computed, for a hard set):")
            console.print(_activity(chapter))
        case Torque(chapter):
            print_paragraph(console, chapter.teaches)
            console.print()
            console.print(_torque(chapter))


def _row(console: Console, row: Row, *, first: bool) -> None:
    from rich.text import Text

    if not first:
        console.print()
    tag = Text(f" · {row.tag}", style="dim") if row.tag else Text()
    console.print(Text(row.term, style="bold") + tag)
    print_paragraph(console, row.text, indent=INDENT)
    if row.instead:
        print_paragraph(console, f"Instead: {row.instead}", indent=INDENT)
    for note in row.notes:
        print_paragraph(console, note, style="dim", indent=INDENT)


def _compared(chapters: Sequence[Chapter]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="dim")
    table.add_column("", no_wrap=True, style="bold")
    table.add_column("hip bent", no_wrap=True)
    table.add_column("load")
    table.add_column("choose it when")
    for chapter in chapters:
        table.add_row(chapter.variation, chapter.hip, chapter.load, chapter.choose)
    return table


def _activity(chapter: Chapter) -> Table:
    """Percent of activation by muscle at the phases that are drawn."""
    activation = leg_figures()[chapter.variation].activation
    muscles = [m for m in in_order(activation[0]) if max(at[m] for at in activation) > LEAST_SHOWN]
    rows = [(muscle_name(m), *(f"{100 * at[m]:.0f}" for at in activation)) for m in muscles]
    return _figures(("", *(f"{p.name}\n{p.knee_deg:g}°" for p in chapter.moments)), rows)


def _torque(chapter: Chapter) -> Table:
    """Torque over the knee angle, at every third angle."""
    figures = leg_figures()[chapter.variation]
    rows = [
        ("the leg can give, N·m", *(f"{value:.0f}" for value in figures.gives_nm[::3])),
        ("the exercise asks, N·m", *(f"{value:.0f}" for value in figures.asks_nm[::3])),
    ]
    return _figures(("knee", *(f"{angle:g}°" for angle in figures.knee_deg[::3])), rows)


def _figures(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for k, name in enumerate(head):
        table.add_column(name, justify="left" if k == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    return table
