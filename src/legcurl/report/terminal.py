"""The summary in the terminal: what it was, how it went, what to do next. Nothing is said by colour alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from legcurl.analysis import SetAnalysis
from legcurl.report import words
from legcurl.report.contract import assumptions
from legcurl.vocabulary import FloatArray, Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from legcurl.coach.next_set import NextSet

WIDEST = 96  # columns; longer lines are hard to read
BLOCKS = "▁▂▃▄▅▆▇█"
GAP = " "
COLUMN_WIDTH, FIRST_COLUMNS = 8, 16  # of the table, in characters: each measure; number and kind together
LONGEST_TABLE = 30  # repetitions; the files have the rest
OPTION = re.compile(r"--[a-z-]+[a-z]")
SAID_BY_THE_FILE = "by its header"  # readers' words for what is no guess; the report and the JSON have it all
STYLES: dict[Severity, str] = {"stop": "bold red", "fault": "bold yellow", "advice": "bold cyan", "info": "dim"}


def print_summary(analysis: SetAnalysis, written: Sequence[Path] = (), console: Console | None = None) -> None:
    """Print the summary of a set that was judged.

    Parameters
    ----------
    analysis : SetAnalysis
    written : sequence of Path
        Files to point at.
    console : rich.console.Console, optional
        Where to; standard output unless given.
    """
    from rich.console import Console
    from rich.text import Text

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    recording = analysis.recording
    facts = f"{recording.source} · {words.clock(recording.duration_s)} · {recording.rate_hz:.4g} Hz"
    console.print(Text(words.title(analysis), style="bold"), Text(facts, style="dim"), sep="\n")
    console.print(Text(f"{words.verdict(analysis)}. {words.sentence(analysis.exercise.why)}"))
    if plan := words.plan_line(analysis.plan):
        console.print(Text(f"Judged against {plan}."))
    if analysis.motion is not None and _can_show(console, BLOCKS):
        line = sparkline(analysis.motion.position, console.width)
        console.print(Text(f"\n{line}", style="cyan", no_wrap=True))
    if analysis.metrics.reps:
        console.print()
        console.print(_rep_table(analysis, console.width))
    console.print(Text(f"\n{set_line(analysis)}\n", style="bold"))
    _print_cues(analysis, console)
    for sentence in _remarks(analysis):
        console.print(Text(sentence, style="dim"))
    if written:
        console.print(Text("\n" + "\n".join(words.where(written))), soft_wrap=True)


def print_next(coming: NextSet, console: Console | None = None) -> None:
    """Print the next set alone, with its cue."""
    from rich.console import Console
    from rich.text import Text

    console = console or Console(highlight=False)
    console.width = min(console.width, WIDEST)
    console.print(_next_text(coming))
    if coming.cue:
        console.print(Text("Watch: ", style=STYLES["advice"]) + Text(words.sentence(coming.cue), "bold"))


def _next_text(coming: NextSet) -> Text:
    from rich.text import Text

    return Text.assemble((f"Next set: {words.next_line(coming)}. ", "bold"), words.sentence(coming.why))


def set_line(analysis: SetAnalysis) -> str:
    """The set in one line; what is unknown is left out."""
    measures, listed = analysis.metrics.set, len(analysis.metrics.reps)
    complete = measures.complete_reps
    others = f" of {listed} seen" if listed != complete else ""
    parts = [
        f"{complete} complete repetition{'' if complete == 1 else 's'}{others}",
        measures.rom_deg is not None and f"range {words.number(measures.rom_deg, 0, '°')}",
        measures.tempo and f"tempo {measures.tempo}",
        measures.time_under_tension_s is not None and f"{words.clock(measures.time_under_tension_s)} under tension",
        measures.velocity_loss_pct is not None and f"{words.number(measures.velocity_loss_pct, 0, '%')} of speed lost",
        measures.side_difference_pct is not None
        and f"left against right {words.number(measures.side_difference_pct, 0, '%')}",
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def sparkline(values: FloatArray, width: int) -> str:
    """The movement in one line of blocks, each the middle of its stretch; a blank where nothing was seen."""
    stretches = np.array_split(values, min(width, values.size))
    known = [part[np.isfinite(part)] for part in stretches]
    middle = np.array([np.median(part) if part.size else np.nan for part in known])
    low, high = np.nanmin(middle), np.nanmax(middle)
    if not high > low:
        return BLOCKS[0] * middle.size
    level = (len(BLOCKS) - 1) * (middle - low) / (high - low)
    return "".join(GAP if np.isnan(value) else BLOCKS[round(value)] for value in level)


def _rep_table(analysis: SetAnalysis, width: int) -> Table:
    from rich.table import Table
    from rich.text import Text

    reps = analysis.metrics.reps
    room = max(1, (width - FIRST_COLUMNS) // COLUMN_WIDTH)
    kept = sorted(words.columns_with_values(reps), key=lambda column: -column.keep)[:room]
    columns = [column for column in words.COLUMNS if column in kept]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("no.", "kind"):
        table.add_column(Text(f"{heading}\n"), no_wrap=True)
    for column in columns:
        table.add_column(Text(f"{column.short}\n{column.unit}"), justify="right", no_wrap=True)
    for m in reps[:LONGEST_TABLE]:
        kind = "corrected" if m.rep.corrected else m.rep.kind
        cells = [words.number(getattr(m, column.key), column.decimals) for column in columns]
        table.add_row(str(m.rep.index), kind, *cells, style="" if m.rep.kind == "complete" else "dim")
    if len(reps) > LONGEST_TABLE:
        table.add_row("...", f"{len(reps) - LONGEST_TABLE} more")
    return table


def _print_cues(analysis: SetAnalysis, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    cues, others = words.cues_and_rest(analysis.form.findings)
    for finding in cues:
        console.print(
            Text(f"{words.severity(finding)}: ", style=STYLES[finding.severity])
            + Text(words.sentence(finding.cue), "bold")
        )
        detail = Text(f"{words.name(finding.id)}. {words.evidence(finding)}", style="dim")
        console.print(Padding(detail, (0, 0, 0, 2), expand=False))
        console.print()
    if not cues:
        console.print(Text("Nothing in this set calls for a change.\n"))
    if analysis.next_set is not None:
        console.print(_next_text(analysis.next_set))
        console.print()
    if others:
        console.print(Text(f"Also seen: {words.names(finding.id for finding in others)}", style="dim"))


def _remarks(analysis: SetAnalysis) -> list[str]:
    """What was not judged and what would help, what is to be said about the data, and how the file was understood."""
    unjudged = analysis.form.not_judged
    remarks = [f"Data: {words.sentence(issue.detail)}" for issue in analysis.issues]
    if unjudged:
        options = sorted({option for item in unjudged for option in OPTION.findall(item.why)})
        more = f" More can be with {', '.join(options)}." if options else ""
        remarks.append(f"Not judged: {words.names(item.id for item in unjudged)}.{more}")
    guessed = [text for text in assumptions(analysis) if SAID_BY_THE_FILE not in text]
    understood = " ".join(map(words.sentence, guessed))
    return [*remarks, f"Read as: {understood}"] if understood else remarks


def _can_show(console: Console, text: str) -> bool:
    try:
        text.encode(console.encoding)
    except UnicodeEncodeError:
        return False
    return True
