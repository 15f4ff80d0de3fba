"""Between the values of :mod:`legcurl.journal.entry` and the rows of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import timedelta, timezone
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Finding
from legcurl.journal.entry import Entry, LoggedRep
from legcurl.journal.models import AnalysisRow, FindingRow, MachineRow, RepRow, SetRow, VideoRow, table_of

FIELDS = tuple(field.name for field in fields(LoggedSet))
ELSEWHERE = ("performed_at", "findings", "machine", "source_id")
"""Fields of a set that are no columns of the same name and value."""
PLAIN = tuple(name for name in FIELDS if name not in ELSEWHERE)
REP_FIELDS = tuple(field.name for field in fields(LoggedRep))
_COLUMNS = {
    **{name: getattr(SetRow, name) for name in (*PLAIN, "performed_at")},
    "machine": MachineRow.name,
    "source_id": func.coalesce(SetRow.source_id, ""),
}
_AT = FIELDS.index("findings")
SET_COLUMNS = (SetRow.utc_offset_s, *(_COLUMNS[name] for name in FIELDS if name in _COLUMNS))
"""What :func:`set_of` reads, in the order of the fields of a set; the machine by an outer join."""


def set_values(done: LoggedSet, athlete_id: int, machine_id: int | None) -> dict[str, Any]:
    """The row of a set."""
    offset = done.performed_at.utcoffset() or timedelta()
    return {
        "athlete_id": athlete_id,
        "machine_id": machine_id,
        "performed_at": done.performed_at,
        "utc_offset_s": round(offset.total_seconds()),
        "day": done.performed_at.date(),
        "source_id": done.source_id or None,
        **{name: getattr(done, name) for name in PLAIN},
    }


def set_of(row: Sequence[Any], findings: tuple[str, ...]) -> LoggedSet:
    """The set of the values of :data:`SET_COLUMNS`."""
    offset_s, at, *others = row
    values = [at.astimezone(_zone(offset_s)), *others[: _AT - 1], findings, *others[_AT - 1 :]]
    return LoggedSet(*values)


@lru_cache
def _zone(offset_s: int) -> timezone:
    return timezone(timedelta(seconds=offset_s))


def insert_parts(connection: Connection, parts: Iterable[tuple[int, Entry]]) -> None:
    """Store repetitions, findings, videos and analyses of sets that are stored already."""
    reps: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    videos: list[dict[str, Any]] = []
    analyses: list[dict[str, Any]] = []
    for set_id, entry in parts:
        reps += [{"set_id": set_id, **{name: getattr(rep, name) for name in REP_FIELDS}} for rep in entry.reps]
        findings += _finding_rows(set_id, entry)
        videos += [{"set_id": set_id, "place": place, "path": path} for place, path in enumerate(entry.videos)]
        if entry.analysis is not None:
            analyses.append({"set_id": set_id, "content": entry.analysis})
    for table, rows in ((RepRow, reps), (FindingRow, findings), (VideoRow, videos), (AnalysisRow, analyses)):
        if rows:
            connection.execute(insert(table_of(table)), rows)


def _finding_rows(set_id: int, entry: Entry) -> list[dict[str, Any]]:
    if not entry.findings:
        nothing = dict.fromkeys(("severity", "confidence", "reps", "measured", "expected", "unit", "cue", "source"))
        return [{"set_id": set_id, "place": place, "finding": name, **nothing}
                for place, name in enumerate(entry.set.findings)]  # fmt: skip
    return [
        {
            "set_id": set_id, "place": place, "finding": one.id, "severity": one.severity,
            "confidence": one.confidence, "reps": " ".join(map(str, one.reps)), "measured": one.measured,
            "expected": one.expected, "unit": one.unit, "cue": one.cue, "source": one.source,
        }
        for place, one in enumerate(entry.findings)
    ]  # fmt: skip


def entries_of(connection: Connection, sets: Sequence[tuple[int, LoggedSet]]) -> list[Entry]:
    """Stored sets with everything that is kept of them."""
    numbers = [set_id for set_id, _ in sets]
    reps: dict[int, list[LoggedRep]] = {}
    findings: dict[int, list[Finding]] = {}
    videos: dict[int, list[str]] = {}
    columns = [getattr(RepRow, name) for name in REP_FIELDS]
    for row in connection.execute(
        select(RepRow.set_id, *columns).where(RepRow.set_id.in_(numbers)).order_by(RepRow.set_id, RepRow.number)
    ):
        reps.setdefault(row[0], []).append(LoggedRep(*row[1:]))
    chosen = select(FindingRow.__table__).where(FindingRow.set_id.in_(numbers), FindingRow.severity.is_not(None))
    for row in connection.execute(chosen.order_by(FindingRow.set_id, FindingRow.place)):
        findings.setdefault(row.set_id, []).append(_finding(row))
    for set_id, path in connection.execute(
        select(VideoRow.set_id, VideoRow.path)
        .where(VideoRow.set_id.in_(numbers))
        .order_by(VideoRow.set_id, VideoRow.place)
    ):
        videos.setdefault(set_id, []).append(path)
    analyses = dict(
        connection.execute(select(AnalysisRow.set_id, AnalysisRow.content).where(AnalysisRow.set_id.in_(numbers))).all()
    )
    return [
        Entry(done, tuple(reps.get(n, ())), tuple(findings.get(n, ())), tuple(videos.get(n, ())), analyses.get(n))
        for n, done in sets
    ]


def _finding(row: Row[Any]) -> Finding:
    return Finding(
        row.finding, row.severity, row.confidence, tuple(map(int, row.reps.split())), row.measured, row.expected,
        row.unit, row.cue, row.source,
    )  # fmt: skip
