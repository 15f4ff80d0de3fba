"""The trail of changes: undo and redo of everything that touches sets.

A change keeps, for each set it touched, the set's image on the other side: what it was before, or nothing where it was
not there. Undoing swaps the images with what is in the journal; doing so again redoes the change. So the journal and
its trail together always hold everything, and only what differs is kept twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from legcurl.errors import InputError
from legcurl.journal.models import (
    AnalysisRow,
    Base,
    ChangedSetRow,
    ChangeRow,
    FindingRow,
    RepRow,
    SetRow,
    VideoRow,
)  # fmt: skip

PARTS: tuple[type[Base], ...] = (RepRow, FindingRow, VideoRow, AnalysisRow)
"""Tables whose rows belong to a set, by the column `set_id`."""


def record(connection: Connection, what: str, images: Mapping[int, str | None]) -> int:
    """Remember a change; return its number.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    what : str
        What was done, in words.
    images : mapping of int to str or None
        By number of the set what it was before (see :func:`image`), None where it was not there.
    """
    done = connection.execute(insert(ChangeRow).values(made_at=datetime.now(UTC), what=what, undone=False))
    number = int(done.inserted_primary_key[0])  # type: ignore[index]
    rows = [{"change_id": number, "set_id": set_id, "image": before} for set_id, before in images.items()]
    connection.execute(insert(ChangedSetRow), rows)
    return number


def undo(connection: Connection) -> int:
    """Take back the last change that stands; return its number.

    Raises
    ------
    InputError
        If there is none.
    """
    number = connection.execute(select(func.max(ChangeRow.id)).where(ChangeRow.undone.is_(False))).scalar()
    if number is None:
        raise InputError("there is nothing to undo in this journal")
    _swap(connection, number, undone=True)
    return int(number)


def redo(connection: Connection) -> int:
    """Do again what was undone last; return its number.

    Raises
    ------
    InputError
        If nothing was undone since the last change.
    """
    standing = connection.execute(select(func.max(ChangeRow.id)).where(ChangeRow.undone.is_(False))).scalar()
    number = connection.execute(select(func.min(ChangeRow.id)).where(ChangeRow.id > (standing or 0))).scalar()
    if number is None:
        raise InputError("there is nothing to do again: nothing was undone since the last change")
    _swap(connection, number, undone=False)
    return int(number)


def _swap(connection: Connection, number: int, *, undone: bool) -> None:
    """Exchange the images of a change with what is in the journal."""
    kept = connection.execute(
        select(ChangedSetRow.set_id, ChangedSetRow.image).where(ChangedSetRow.change_id == number)
    ).all()
    for set_id, other in kept:
        here = image(connection, set_id)
        if here is not None:
            remove(connection, set_id)
        if other is not None:
            _put_back(connection, other)
        connection.execute(
            update(ChangedSetRow)
            .where(ChangedSetRow.change_id == number, ChangedSetRow.set_id == set_id)
            .values(image=here)
        )
    connection.execute(update(ChangeRow).where(ChangeRow.id == number).values(undone=undone))


def image(connection: Connection, set_id: int) -> str | None:
    """Everything that the journal holds of a set, as JSON by table; None where it is not there."""
    rows = {SetRow.__tablename__: _rows(connection, SetRow, SetRow.id == set_id)}
    if not rows[SetRow.__tablename__]:
        return None
    for part in PARTS:
        rows[part.__tablename__] = _rows(connection, part, part.__table__.c.set_id == set_id)
    return json.dumps(rows, ensure_ascii=False)


def remove(connection: Connection, set_id: int) -> None:
    """Take a set out of the journal; whoever calls has its image."""
    for part in PARTS:
        connection.execute(delete(part).where(part.__table__.c.set_id == set_id))
    connection.execute(delete(SetRow).where(SetRow.id == set_id))


def _rows(connection: Connection, model: type[Base], where: Any) -> list[dict[str, Any]]:
    found = connection.execute(select(model.__table__).where(where)).mappings()
    return [{name: _plain(value) for name, value in row.items()} for row in found]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _put_back(connection: Connection, image: str) -> None:
    rows: dict[str, list[dict[str, Any]]] = json.loads(image)
    for name, table in _tables((SetRow, *PARTS)):
        for row in rows.get(name, ()):
            # An image of an older version may lack a column, and have one that is no more.
            known = {column.name: _typed(column.type.python_type, row[column.name])
                     for column in table.columns if column.name in row}  # fmt: skip
            connection.execute(insert(table).values(known))


def _tables(models: Iterable[type[Base]]) -> Iterable[tuple[str, Table]]:
    for model in models:
        table = model.__table__
        assert isinstance(table, Table)
        yield table.name, table


def _typed(kind: type, value: Any) -> Any:
    return kind.fromisoformat(value) if value is not None and issubclass(kind, date) else value
