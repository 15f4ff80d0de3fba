"""Storing, changing and deleting sets, within a transaction; each leaves a change that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from legcurl.errors import InputError
from legcurl.journal import people, queries, rows, trail
from legcurl.journal.batches import batches
from legcurl.journal.checks import check_path, check_set, clean_name
from legcurl.journal.entry import Added, Entry, Stored
from legcurl.journal.models import SetRow, table_of

KEPT = ("findings", "source", "source_id")
"""What a person does not edit: it comes from the analysis or the import."""


def checked(entry: Entry) -> Entry:
    """An entry that can be stored, its findings said once, or :class:`InputError`."""
    check_set(entry.set)
    for path in entry.videos:
        check_path(path)
    if not entry.findings:
        return entry
    return replace(entry, set=replace(entry.set, findings=tuple(one.id for one in entry.findings)))


def add(connection: Connection, athlete: str, entries: Sequence[Entry], why: str) -> Added:
    """Store the checked entries that are new."""
    athlete_id, is_new = people.make_athlete(connection, athlete)
    known = _known(connection, athlete_id, entries)
    machines: dict[str, int] = {}
    new: dict[int, Entry] = {}
    duplicates = []
    for entry in entries:
        identity = (entry.set.source, entry.set.source_id)
        if entry.set.source_id and identity in known:
            duplicates.append(known[identity])
            continue
        machine = entry.set.machine
        if machine is not None and machine not in machines:
            machines[machine] = people.make_machine(connection, machine)
        values = rows.set_values(entry.set, athlete_id, None if machine is None else machines[machine])
        made = connection.execute(insert(table_of(SetRow)), values)
        number = int(made.inserted_primary_key[0])  # type: ignore[index]
        known[identity] = number
        new[number] = entry
    rows.insert_parts(connection, new.items())
    if new:
        trail.record(connection, why, dict.fromkeys(new))
    return Added(tuple(new), tuple(duplicates), is_new)


def edit(connection: Connection, number: int, athlete: str | None, changes: dict[str, Any]) -> Stored:
    """Change fields of a set, or whose it is."""
    (old,) = queries.numbered_sets(connection, [number])
    for name in changes:
        if name in KEPT or not hasattr(old.set, name):
            raise InputError(f"{name!r} of a set cannot be edited")
    done, owner = replace(old.set, **changes), old.athlete if athlete is None else clean_name("athlete", athlete)
    check_set(done)
    if done == old.set and owner == old.athlete:
        return old
    before = trail.images(connection, [number])
    athlete_id, _ = people.make_athlete(connection, owner)
    machine_id = None if done.machine is None else people.make_machine(connection, done.machine)
    values = rows.set_values(done, athlete_id, machine_id)
    connection.execute(update(SetRow).where(SetRow.id == number).values(values))
    trail.record(connection, f"edit set {number} of {old.athlete}", before)
    return queries.numbered_sets(connection, [number])[0]


def delete(connection: Connection, numbers: Sequence[int]) -> list[Stored]:
    """Take sets out of the journal, and say what they were."""
    gone = queries.numbered_sets(connection, numbers)
    before = trail.images(connection, numbers)
    trail.remove(connection, numbers)
    what = f"set {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} sets"
    trail.record(connection, f"delete {what} of {', '.join(sorted({one.athlete for one in gone}))}", before)
    return gone


def _known(connection: Connection, athlete_id: int, entries: Sequence[Entry]) -> dict[tuple[str, str], int]:
    """By source and identity there the numbers of those sets that are stored already."""
    by_source: dict[str, list[str]] = {}
    for entry in entries:
        if entry.set.source_id:
            by_source.setdefault(entry.set.source, []).append(entry.set.source_id)
    found: dict[tuple[str, str], int] = {}
    for source, ids in by_source.items():
        for some in batches(ids):
            query = select(SetRow.source_id, SetRow.id).where(
                SetRow.athlete_id == athlete_id, SetRow.source == source, SetRow.source_id.in_(some)
            )
            found |= {(source, str(row.source_id)): row.id for row in connection.execute(query)}
    return found
