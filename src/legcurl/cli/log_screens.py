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
    columns = ("set", "when", "athlete", "what", "load kg", "reps", "effort", "pain", "seen")
    table = _table(columns, right=("set", "load kg", "reps", "effort", "pain"), several=_several(stored))
    for one in stored:
        done = one.set
        cells = [
            str(one.id), f"{done.performed_at:%Y-%m-%d %H:%M}", one.athlete, what(done), _kg(done.load_kg),
            str(done.reps), effort(done), _short(done.pain), _seen(done.findings),
        ]  # fmt: skip
        _row(table, columns, cells, several=_several(stored), dim=done.kind == "warm-up")
    console = _console()
    console.print(table)
    if total > len(stored):
        console.print(f"\nThe latest {len(stored)} of {total} sets; --limit {total} shows all.", style="dim")


def print_sessions(sessions: Sequence[Session]) -> None:
    """The sessions in a table, one a line."""
    several = len({one.athlete for one in sessions}) > 1
    columns = ("day", "athlete", "what", "load kg", "reps", "effort", "pain", "1RM kg", "seen")
    table = _table(columns, right=("load kg", "effort", "pain", "1RM kg"), several=several)
    for one in sessions:
        done = [stored.set for stored in one.work or one.sets]
        hardest = max(done, key=_hardness)
        pains = [each.set.pain for each in one.sets if each.set.pain is not None]
        cells = [
            str(one.day), one.athlete, what(done[0], kind=False), _range([each.load_kg for each in done]),
            " ".join(str(each.reps) for each in done), effort(hardest), _short(max(pains, default=None)),
            number(one.one_rm_kg, 0), _seen(one.findings),
        ]  # fmt: skip
        _row(table, columns, cells, several=several)
    console = _console()
    console.print(table)
    if any(one.one_rm_kg is not None for one in sessions):
        console.print("\n1RM: estimated by Lombardi from sets of 4–10 repetitions to failure, ±5.8 %.", style="dim")


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
    table = _table(("", " "), right=(), several=True)
    for fact, value in facts.items():
        if value not in (UNKNOWN, ""):
            table.add_row(Text(fact, style="dim"), Text(value))
    console.print(table)
    for finding in entry.findings:
        console.print(Text(f"{name(finding.id)}: ", style="bold") + Text(finding.cue))
    if not entry.findings and done.findings:
        console.print(Text(f"Seen: {names(done.findings)}."))
    if entry.reps:
        console.print()
        console.print(_rep_table(entry.reps))


def print_athletes(athletes: Sequence[LoggedAthlete]) -> None:
    """The athletes in a table."""
    columns = ("athlete", "sets", "first", "last")
    table = _table(columns, right=("sets",), several=True)
    for one in athletes:
        _row(table, columns, [one.name, str(one.sets), str(one.first or UNKNOWN), str(one.last or UNKNOWN)])
    _console().print(table)


def print_machines(machines: Sequence[LoggedMachine]) -> None:
    """The machines in a table, with their settings."""
    columns = ("machine", "variation", "step kg", "from kg", "settings")
    table = _table(columns, right=("step kg", "from kg"), several=True)
    for one in machines:
        settings = ", ".join(f"{key} {value}" for key, value in one.settings.items())
        cells = [one.name, one.variation or UNKNOWN, _kg(one.plate_step_kg), _kg(one.lightest_kg), settings or UNKNOWN]
        _row(table, columns, cells)
    _console().print(table)


def print_changes(changes: Sequence[Change]) -> None:
    """The changes in a table, the last one first."""
    columns = ("change", "when", "what", "sets", "")
    table = _table(columns, right=("change", "sets"), several=True)
    for one in changes:
        when = f"{one.made_at.astimezone():%Y-%m-%d %H:%M}"
        cells = [str(one.id), when, one.what, str(one.sets), "undone" if one.undone else ""]
        _row(table, columns, cells, dim=one.undone)
    _console().print(table)


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


def _table(columns: Iterable[str], *, right: Sequence[str], several: bool) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        if column == "athlete" and not several:
            continue
        table.add_column(Text(column), justify="right" if column in right else "left",
                         no_wrap=column in (*right, "when", "day"))  # fmt: skip
    return table


def _row(
    table: Table, columns: Sequence[str], cells: Sequence[str], *, several: bool = True, dim: bool = False
) -> None:
    from rich.text import Text

    shown = [cell for column, cell in zip(columns, cells, strict=True) if several or column != "athlete"]
    table.add_row(*map(Text, shown), style="dim" if dim else "")


def _rep_table(reps: Sequence[LoggedRep]) -> Table:
    columns = ("no.", "kind", "lift s", "hold s", "lower s", "rest s", "range °", "speed °/s")
    table = _table(columns, right=columns[2:], several=True)
    for rep in reps:
        measures = ((rep.concentric_s, 2), (rep.hold_s, 2), (rep.eccentric_s, 2), (rep.rest_after_s, 2),
                    (rep.rom_deg, 0), (rep.mean_concentric_velocity_deg_s, 0))  # fmt: skip
        cells = [str(rep.number), rep.kind, *(number(value, decimals) for value, decimals in measures)]
        _row(table, columns, cells, dim=rep.kind != "complete")
    return table


def _several(stored: Sequence[Stored]) -> bool:
    return len({one.athlete for one in stored}) > 1


def _seen(findings: Sequence[str]) -> str:
    more = f" +{len(findings) - MOST_FINDINGS}" if len(findings) > MOST_FINDINGS else ""
    return names(findings[:MOST_FINDINGS]) + more


def _origin(done: LoggedSet) -> str:
    return {"analysis": "recorded", "entered": "entered by hand"}.get(done.source, f"from {done.source}")


def _kg(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.6g}"


def _short(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:g}"


def _range(values: Sequence[float | None]) -> str:
    known = sorted({value for value in values if value is not None})
    return UNKNOWN if not known else _kg(known[0]) if len(known) == 1 else f"{_kg(known[0])}–{_kg(known[-1])}"


def _hardness(done: LoggedSet) -> tuple[float, float]:
    reserve = done.repetitions_in_reserve
    return done.borg or 0.0, -reserve if reserve is not None else float("-inf")
