"""Athletes and machines in the journal, by name."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update

from legcurl.errors import InputError
from legcurl.journal.checks import clean_name, name_key
from legcurl.journal.entry import LoggedAthlete, LoggedMachine
from legcurl.journal.models import AthleteRow, MachineRow, SetRow, SettingRow


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


def write_machine(connection: Connection, machine: LoggedMachine, athlete_id: int | None) -> None:
    """Remember what is said of a machine: what is None stays as it is, an empty setting goes away."""
    number = make_machine(connection, machine.name)
    said = {"variation": machine.variation, "plate_step_kg": machine.plate_step_kg, "lightest_kg": machine.lightest_kg}
    values = {name: value for name, value in said.items() if value is not None}
    if values:
        connection.execute(update(MachineRow).where(MachineRow.id == number).values(values))
    for name, value in machine.settings.items():
        mine = (SettingRow.machine_id == number, _of(athlete_id), SettingRow.name == name)
        connection.execute(delete(SettingRow).where(*mine))
        if value:
            row = {"machine_id": number, "athlete_id": athlete_id, "name": name, "value": value}
            connection.execute(insert(SettingRow).values(row))


def machines(connection: Connection, athlete_id: int | None) -> list[LoggedMachine]:
    """All machines by name, with the settings of an athlete over those for everybody."""
    settings: dict[int, dict[str, str]] = {}
    mine = or_(SettingRow.athlete_id.is_(None), _of(athlete_id))
    found = connection.execute(select(SettingRow.__table__).where(mine).order_by(SettingRow.id)).all()
    for row in sorted(found, key=lambda row: row.athlete_id is not None):
        settings.setdefault(row.machine_id, {})[row.name] = row.value
    return [
        LoggedMachine(row.name, row.variation, row.plate_step_kg, row.lightest_kg, settings.get(row.id, {}))
        for row in connection.execute(select(MachineRow.__table__).order_by(MachineRow.key))
    ]


def _of(athlete_id: int | None) -> ColumnElement[bool]:
    """Settings of an athlete, or those for everybody."""
    return SettingRow.athlete_id.is_(None) if athlete_id is None else SettingRow.athlete_id == athlete_id
