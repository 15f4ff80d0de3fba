"""The trail of changes: undo and redo of everything that touches sets.

A change keeps, for each set it touched, the set's image on the other side: what it was before, or nothing where it was
not there. Undoing swaps the images with what is in the journal; doing so again redoes the change. So the journal and
its trail together always hold everything, and only what differs is kept twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, func, insert, select, update

from legcurl.errors import InputError
from legcurl.journal.batches import batches
from legcurl.journal.entry import Change
from legcurl.journal.models import (
    AnalysisRow,
    Base,
    ChangedSetRow,
    ChangeRow,
    FindingRow,
    RepRow,
    SetRow,
    VideoRow,
    table_of,
)  # fmt: skip

DONE, UNDONE, LEFT = "done", "undone", "left"
"""What has become of a change; it is left when another one is made after it was undone."""
PARTS: tuple[type[Base], ...] = (SetRow, RepRow, FindingRow, VideoRow, AnalysisRow)
"""What a set consists of; the others refer to the first by the column `set_id`."""


def record(connection: Connection, what: str, before: Mapping[int, str | None]) -> int:
    """Remember a change; return its number.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    what : str
        What was done, in words.
    before : mapping of int to str or None
        By number of the set what it was (see :func:`images`), None where it was not there.
    """
    connection.execute(update(ChangeRow).where(ChangeRow.state == UNDONE).values(state=LEFT))
    done = connection.execute(insert(ChangeRow).values(made_at=datetime.now(UTC), what=what, state=DONE))
    number = int(done.inserted_primary_key[0])  # type: ignore[index]
    rows = [{"change_id": number, "set_id": set_id, "image": image} for set_id, image in before.items()]
    connection.execute(insert(table_of(ChangedSetRow)), rows)
    return number


def undo(connection: Connection) -> Change:
    """Take back the last change that stands, and say which.

    Raises
    ------
    InputError
        If there is none.
    """
    number = connection.execute(select(func.max(ChangeRow.id)).where(ChangeRow.state == DONE)).scalar()
    if number is None:
        raise InputError("there is nothing to undo in this journal")
    _swap(connection, number, UNDONE)
    return _change(connection, number)


def redo(connection: Connection) -> Change:
    """Do again what was undone last, and say which.

    Raises
    ------
    InputError
        If nothing was undone since the last change.
    """
    number = connection.execute(select(func.min(ChangeRow.id)).where(ChangeRow.state == UNDONE)).scalar()
    if number is None:
        raise InputError("there is nothing to do again: nothing was undone since the last change")
    _swap(connection, number, DONE)
    return _change(connection, number)


def changes(connection: Connection, limit: int) -> list[Change]:
    """The latest changes, the last one first."""
    latest = connection.execute(select(ChangeRow.id).order_by(ChangeRow.id.desc()).limit(limit)).scalars().all()
    return [_change(connection, number) for number in latest]


def _change(connection: Connection, number: int) -> Change:
    counted = select(func.count()).select_from(ChangedSetRow).where(ChangedSetRow.change_id == number)
    row = connection.execute(select(ChangeRow.__table__).where(ChangeRow.id == number)).one()
    return Change(row.id, row.made_at, row.what, connection.execute(counted).scalar_one(), row.state != DONE)


def _swap(connection: Connection, number: int, state: str) -> None:
    """Exchange the images of a change with what is in the journal."""
    kept = connection.execute(
        select(ChangedSetRow.set_id, ChangedSetRow.image).where(ChangedSetRow.change_id == number)
    ).all()
    others: dict[int, str | None] = {row.set_id: row.image for row in kept}
    here = images(connection, list(others))
    remove(connection, list(others))
    _put_back(connection, [other for other in others.values() if other is not None])
    kept_images = table_of(ChangedSetRow)
    replacing = update(kept_images).where(
        kept_images.c.change_id == number, kept_images.c.set_id == bindparam("of")
    )  # fmt: skip
    connection.execute(replacing.values(image=bindparam("now")), [{"of": n, "now": here[n]} for n in others])
    connection.execute(update(ChangeRow).where(ChangeRow.id == number).values(state=state))


def images(connection: Connection, numbers: Sequence[int]) -> dict[int, str | None]:
    """By number everything that the journal holds of a set, as JSON by table; None where it is not there."""
    found: dict[int, dict[str, list[dict[str, Any]]]] = {}
    for some in batches(numbers):
        for table, column in _tables():
            for row in connection.execute(select(table).where(column.in_(some))).mappings():
                values = {name: _plain(value) for name, value in row.items()}
                found.setdefault(row[column], {}).setdefault(table.name, []).append(values)
    return {n: json.dumps(found[n], ensure_ascii=False) if n in found else None for n in numbers}


def remove(connection: Connection, numbers: Sequence[int]) -> None:
    """Take sets out of the journal; whoever calls has their images."""
    for some in batches(numbers):
        for table, column in reversed(_tables()):
            connection.execute(delete(table).where(column.in_(some)))


def _put_back(connection: Connection, kept: Iterable[str]) -> None:
    """Store the sets of these images again, under their old numbers."""
    sets = [json.loads(one) for one in kept]
    for table, _ in _tables():
        rows = [row for one in sets for row in one.get(table.name, ())]
        if rows:
            # An image of an older version may lack a column, and have one that is no more.
            columns = [column for column in table.columns if column.name in rows[0]]
            values = [{c.name: _typed(c.type.python_type, row[c.name]) for c in columns} for row in rows]
            connection.execute(insert(table), values)


def _tables() -> list[tuple[Table, Column[Any]]]:
    """The tables that hold a set, and the column with its number in each; the one that the others refer to first."""
    tables = [table_of(model) for model in PARTS]
    return [(table, table.c.id if table.name == SetRow.__tablename__ else table.c.set_id) for table in tables]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: type, value: Any) -> Any:
    return kind.fromisoformat(value) if value is not None and issubclass(kind, date) else value
