"""Athletes and machines in the journal, by name."""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select

from legcurl.errors import InputError
from legcurl.journal.checks import clean_name, name_key
from legcurl.journal.entry import LoggedAthlete
from legcurl.journal.models import AthleteRow, MachineRow, SetRow


def make_athlete(connection: Connection, name: str) -> tuple[int, bool]:
    """Number of the athlete, and whether they are new."""
    known = connection.execute(select(AthleteRow.id).where(AthleteRow.key == name_key(name))).scalar()
    if known is not None:
        return int(known), False
    made = connection.execute(insert(AthleteRow).values(name=name, key=name_key(name)))
    return int(made.inserted_primary_key[0]), True  # type: ignore[index]


def find_athlete(connection: Connection, name: str) -> int:
    """Number of the athlete.

    Raises
    ------
    InputError
        If nobody has that name.
    """
    key = name_key(clean_name("athlete", name))
    found = connection.execute(select(AthleteRow.id).where(AthleteRow.key == key)).scalar()
    if found is None:
        names = connection.execute(select(AthleteRow.name).order_by(AthleteRow.key).limit(10)).scalars().all()
        known = f"In it are {', '.join(names)}." if names else "Nobody is in it yet."
        raise InputError(f"no athlete {name!r} in the journal", fix=known)
    return int(found)


def athletes(connection: Connection) -> list[LoggedAthlete]:
    """Everybody, by name."""
    done = select(
        AthleteRow.name, func.count(SetRow.id), func.min(SetRow.day), func.max(SetRow.day)
    ).outerjoin(SetRow, SetRow.athlete_id == AthleteRow.id)  # fmt: skip
    rows = connection.execute(done.group_by(AthleteRow.id, AthleteRow.name, AthleteRow.key).order_by(AthleteRow.key))
    return [LoggedAthlete(*row) for row in rows]


def make_machine(connection: Connection, name: str) -> int:
    """Number of the machine, made known where it is not."""
    name = clean_name("machine", name)
    known = connection.execute(select(MachineRow.id).where(MachineRow.key == name_key(name))).scalar()
    if known is not None:
        return int(known)
    made = connection.execute(insert(MachineRow).values(name=name, key=name_key(name)))
    return int(made.inserted_primary_key[0])  # type: ignore[index]
