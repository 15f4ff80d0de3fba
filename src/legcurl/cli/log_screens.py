"""What ``legcurl log`` shows in the terminal, and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from legcurl.report.words import UNKNOWN, clock, name, names, number

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from legcurl.coach.history import LoggedSet
    from legcurl.journal.entry import Change, Entry, LoggedAthlete, LoggedMachine, LoggedRep, Stored
    from legcurl.journal.sessions import Session

WIDEST = 110  # columns; longer lines are hard to read
MOST_FINDINGS = 2  # named in a line of the list; the set itself has all
LEGS = {"left": "left", "right": "right", "both": "", None: ""}


def print_sets(stored: Sequence[Stored], total: int) -> None:
    """The sets in a table, one a line, and how many there are besides."""
    columns = ("set", "when", "athlete", "what", "kg", "reps", "Borg", "RIR", "pain", "seen")
    rows = [
        (
            str(one.id), f"{one.set.performed_at:%Y-%m-%d %H:%M}", one.athlete, what(one.set), _kg(one.set.load_kg),
            str(one.set.reps), _short(one.set.borg), _short(one.set.repetitions_in_reserve), _short(one.set.pain),
            _seen(one.set.findings),
        )
        for one in stored
    ]  # fmt: skip
    console = _console()
    dim = [one.set.kind == "warm-up" for one in stored]
    console.print(_table(columns, rows, left=("when", "athlete", "what", "seen"), dim=dim))
    if total > len(stored):
        console.print(f"\nThe latest {len(stored)} of {total} sets; --limit {total} shows all.", style="dim")


def print_sessions(sessions: Sequence[Session]) -> None:
    """The sessions in a table, one a line: the hardest effort and the most pain of each."""
    columns = ("day", "athlete", "what", "kg", "reps", "Borg", "RIR", "pain", "1RM", "seen")
    rows = []
    for one in sessions:
        done = [stored.set for stored in one.work or one.sets]
        rows.append((
            str(one.day), one.athlete, what(done[0], kind=False), _range([each.load_kg for each in done]),
            " ".join(str(each.reps) for each in done),
            _short(max(_said(each.borg for each in done), default=None)),
            _short(min(_said(each.repetitions_in_reserve for each in done), default=None)),
            _short(max(_said(each.set.pain for each in one.sets), default=None)),
            number(one.one_rm_kg, 0), _seen(one.findings),
        ))  # fmt: skip
    console = _console()
    console.print(_table(columns, rows, left=("day", "athlete", "what", "reps", "seen")))
    if any(one.one_rm_kg is not None for one in sessions):
        console.print("\n1RM in kg, by Lombardi from sets of 4–10 repetitions to failure: ±5.8 %.", style="dim")


def print_entry(stored: Stored, entry: Entry) -> None:
    """One set with everything that is kept of it."""
    from rich.text import Text

    done, console = stored.set, _console()
    console.print(Text(f"Set {stored.id}: {what(done)}", style="bold"))
    console.print(Text(f"{stored.athlete} · {done.performed_at:%Y-%m-%d %H:%M %z} · {_origin(done)}", style="dim"))
    tempo = (done.eccentric_s, done.concentric_s, done.hold_s)
    facts = {
        "repetitions": str(done.reps),
        "load": number(done.load_kg, 2, "kg").replace(".00", ""),
        "effort": effort(done),
        "pain": f"{done.pain:g} of 10" if done.pain is not None else UNKNOWN,
        "range": number(done.rom_deg, 0, "°"),
        "lowering, lifting, hold": " ".join(number(part, 1, "s") for part in tempo) if any(tempo) else UNKNOWN,
        "under tension": clock(done.time_under_tension_s),
        "speed lost": number(done.velocity_loss_pct, 0, "%"),
        "left against right": number(done.side_difference_pct, 0, "%"),
        "goal": done.goal or UNKNOWN,
        "machine": done.machine or UNKNOWN,
        "notes": done.notes or UNKNOWN,
        "video": ", ".join(entry.videos) or UNKNOWN,
    }
    rows = [(fact, value) for fact, value in facts.items() if value != UNKNOWN]
    console.print(_table(("", ""), rows, left=("",), header=False))
    for finding in entry.findings:
        console.print(Text(f"{name(finding.id)}: ", style="bold") + Text(finding.cue))
    if not entry.findings and done.findings:
        console.print(Text(f"Seen: {names(done.findings)}."))
    if entry.reps:
        console.print()
        console.print(_rep_table(entry.reps))


def print_athletes(athletes: Sequence[LoggedAthlete]) -> None:
    """The athletes in a table."""
    rows = [(one.name, str(one.sets), str(one.first or UNKNOWN), str(one.last or UNKNOWN)) for one in athletes]
    _console().print(_table(("athlete", "sets", "first", "last"), rows, left=("athlete", "first", "last"), all=True))


def print_machines(machines: Sequence[LoggedMachine]) -> None:
    """The machines in a table, with their settings."""
    rows = [
        (
            one.name, one.variation or UNKNOWN, _kg(one.plate_step_kg), _kg(one.lightest_kg),
            ", ".join(f"{key} {value}" for key, value in one.settings.items()) or UNKNOWN,
        )
        for one in machines
    ]  # fmt: skip
    columns = ("machine", "variation", "step kg", "from kg", "settings")
    _console().print(_table(columns, rows, left=("machine", "variation", "settings"), all=True))


def print_changes(changes: Sequence[Change]) -> None:
    """The changes in a table, the last one first."""
    rows = [
        (str(one.id), f"{one.made_at.astimezone():%Y-%m-%d %H:%M}", one.what, str(one.sets), "undone" * one.undone)
        for one in changes
    ]
    dim = [one.undone for one in changes]
    _console().print(_table(("change", "when", "what", "sets", ""), rows, left=("when", "what", ""), dim=dim))


def what(done: LoggedSet, *, kind: bool = True) -> str:
    """What was done, in a few words: ``seated, left, warm-up``."""
    exercise = done.variation or done.exercise_name or "leg curl"
    others = (LEGS[done.leg], done.kind if kind and done.kind != "work" else "")
    return ", ".join([exercise, *(part for part in others if part)])


def effort(done: LoggedSet) -> str:
    """How hard it was, said on which scale."""
    scales = (("Borg", done.borg), ("RIR", done.repetitions_in_reserve))
    return ", ".join(f"{scale} {value:g}" for scale, value in scales if value is not None) or UNKNOWN


def set_json(stored: Stored) -> dict[str, Any]:
    """A set under the names of its fields, with its number and athlete."""
    return {"id": stored.id, "athlete": stored.athlete, **plain(asdict(stored.set))}


def session_json(session: Session) -> Any:
    """A session with its sets."""
    return plain({
        "athlete": session.athlete, "day": session.day, "variation": session.variation, "leg": session.leg,
        "one_rm_kg": session.one_rm_kg, "findings": session.findings,
        "sets": [set_json(one) for one in session.sets],
    })  # fmt: skip


def entry_json(stored: Stored, entry: Entry) -> dict[str, Any]:
    """A set with everything that is kept of it but the analysis, which has a file of its own."""
    details = {
        "repetitions": [asdict(rep) for rep in entry.reps],
        "findings_in_full": [asdict(finding) for finding in entry.findings],
        "videos": entry.videos,
    }
    return {**set_json(stored), **plain(details)}


def plain(value: Any) -> Any:
    """The value as JSON knows it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def print_json(value: Any) -> None:
    """The value as JSON on standard output."""
    import json
    import sys

    sys.stdout.buffer.write((json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    console.width = min(console.width, WIDEST)
    return console


def _table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    left: Sequence[str],
    dim: Sequence[bool] = (),
    header: bool = True,
    all: bool = False,
) -> Table:
    """A table of the columns that hold anything (or of all), and of the athlete only where there are several."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", show_header=header)
    kept = []
    for place, column in enumerate(columns):
        cells = {row[place] for row in rows}
        if all or (len(cells) > 1 if column == "athlete" else cells - {UNKNOWN, ""}):
            kept.append(place)
            table.add_column(
                Text(column),
                justify="left" if column in left else "right",
                no_wrap=column not in ("athlete", "what", "seen", "settings", "machine", ""),
                min_width=len(column),
            )
    for row, is_dim in zip(rows, dim or [False] * len(rows), strict=True):
        table.add_row(*(Text(row[place]) for place in kept), style="dim" if is_dim else "")
    return table


def _rep_table(reps: Sequence[LoggedRep]) -> Table:
    columns = ("no.", "kind", "lift s", "hold s", "lower s", "rest s", "range °", "speed °/s")
    rows = [
        (
            str(rep.number), rep.kind, number(rep.concentric_s, 2), number(rep.hold_s, 2), number(rep.eccentric_s, 2),
            number(rep.rest_after_s, 2), number(rep.rom_deg, 0), number(rep.mean_concentric_velocity_deg_s, 0),
        )
        for rep in reps
    ]  # fmt: skip
    return _table(columns, rows, left=("kind",), dim=[rep.kind != "complete" for rep in reps])


def _seen(findings: Sequence[str]) -> str:
    more = f" +{len(findings) - MOST_FINDINGS}" if len(findings) > MOST_FINDINGS else ""
    return names(findings[:MOST_FINDINGS]) + more


def _origin(done: LoggedSet) -> str:
    return {"analysis": "recorded", "entered": "entered by hand"}.get(done.source, f"from {done.source}")


def _kg(value: float | None) -> str:
    return UNKNOWN if value is None else f"{round(value, 2):g}"


def _short(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:g}"


def _range(values: Sequence[float | None]) -> str:
    known = sorted({value for value in values if value is not None})
    return UNKNOWN if not known else _kg(known[0]) if len(known) == 1 else f"{_kg(known[0])}–{_kg(known[-1])}"


def _said(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]
