"""The tables of the journal; plain SQL types, so that any database that SQLAlchemy speaks can hold it."""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

NAME, WORD, PLACE = 200, 40, 1000
"""Longest name, word of a vocabulary, and path, in characters; :mod:`legcurl.journal.checks` holds them."""
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
"""Constraints have names, so that a later migration can speak of them."""
NEVER_AGAIN = {"sqlite_autoincrement": True}
"""A number that was given once is not given again, as other databases do anyway: a deleted set may come back."""


class Instant(TypeDecorator[datetime]):
    """A moment, kept in UTC without a zone: all databases store that alike."""

    impl = DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class PackedText(TypeDecorator[str]):
    """Long text, compressed: an analysis shrinks to about a sixth."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else zlib.compress(value.encode())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else zlib.decompress(value).decode()


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {float: Double, str: Text, datetime: Instant}  # noqa: RUF012


def table_of(model: type[Base]) -> Table:
    """The table of a model, for statements over many rows: those over models take several times as long."""
    return Base.metadata.tables[model.__tablename__]


class AthleteRow(Base):
    """A person; `key` is the name without regard to case and spaces."""

    __tablename__ = "athletes"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME))
    key: Mapped[str] = mapped_column(String(NAME), unique=True)


class MachineRow(Base):
    """A machine; `key` is the name without regard to case and spaces."""

    __tablename__ = "machines"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME))
    key: Mapped[str] = mapped_column(String(NAME), unique=True)
    variation: Mapped[str | None] = mapped_column(String(WORD))
    plate_step_kg: Mapped[float | None]
    lightest_kg: Mapped[float | None]


class SettingRow(Base):
    """One setting of a machine, for one athlete or, without one, for everybody."""

    __tablename__ = "machine_settings"
    __table_args__ = (Index(None, "machine_id", "athlete_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    machine_id: Mapped[int] = mapped_column(ForeignKey("machines.id"))
    athlete_id: Mapped[int | None] = mapped_column(ForeignKey("athletes.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME))
    value: Mapped[str] = mapped_column(String(NAME))


class SetRow(Base):
    """A set: the fields of :class:`legcurl.coach.history.LoggedSet`.

    `performed_at` is the moment, `utc_offset_s` what the clock on the wall was ahead of UTC, `day` the date on that
    wall. `source_id` is null where nothing identifies the set, and then nothing is a duplicate of it.
    """

    __tablename__ = "sets"
    __table_args__ = (
        UniqueConstraint("athlete_id", "source", "source_id"),
        Index(None, "athlete_id", "performed_at"),
        Index(None, "athlete_id", "day"),
        Index(None, "performed_at"),
        Index(None, "day"),
        NEVER_AGAIN,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    athlete_id: Mapped[int] = mapped_column(ForeignKey("athletes.id"))
    machine_id: Mapped[int | None] = mapped_column(ForeignKey("machines.id"), index=True)
    performed_at: Mapped[datetime]
    utc_offset_s: Mapped[int]
    day: Mapped[date] = mapped_column(Date, server_default="1970-01-01")
    reps: Mapped[int]
    load_kg: Mapped[float | None]
    variation: Mapped[str | None] = mapped_column(String(WORD))
    leg: Mapped[str | None] = mapped_column(String(WORD))
    goal: Mapped[str | None] = mapped_column(String(WORD))
    kind: Mapped[str] = mapped_column(String(WORD))
    borg: Mapped[float | None]
    repetitions_in_reserve: Mapped[float | None]
    pain: Mapped[float | None]
    rom_deg: Mapped[float | None]
    concentric_s: Mapped[float | None]
    hold_s: Mapped[float | None]
    eccentric_s: Mapped[float | None]
    velocity_loss_pct: Mapped[float | None]
    side_difference_pct: Mapped[float | None]
    time_under_tension_s: Mapped[float | None]
    exercise_name: Mapped[str] = mapped_column(String(NAME))
    notes: Mapped[str]
    source: Mapped[str] = mapped_column(String(WORD))
    source_id: Mapped[str | None] = mapped_column(String(NAME))


class RepRow(Base):
    """A repetition: the fields of :class:`legcurl.journal.entry.LoggedRep`."""

    __tablename__ = "repetitions"

    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(WORD))
    corrected: Mapped[bool] = mapped_column(Boolean)
    start_s: Mapped[float | None]
    end_s: Mapped[float | None]
    concentric_s: Mapped[float | None]
    hold_s: Mapped[float | None]
    eccentric_s: Mapped[float | None]
    rest_after_s: Mapped[float | None]
    rom_deg: Mapped[float | None]
    peak_knee_flexion_deg: Mapped[float | None]
    mean_concentric_velocity_deg_s: Mapped[float | None]
    peak_velocity_deg_s: Mapped[float | None]
    sparc: Mapped[float | None]
    inertial_share: Mapped[float | None]
    work_j: Mapped[float | None]
    confidence: Mapped[float | None]


class FindingRow(Base):
    """A finding of a set, by its place among them; where only its id is known the rest is null."""

    __tablename__ = "findings"

    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    finding: Mapped[str] = mapped_column(String(WORD))
    severity: Mapped[str | None] = mapped_column(String(WORD))
    confidence: Mapped[float | None]
    reps: Mapped[str | None]
    measured: Mapped[float | None]
    expected: Mapped[float | None]
    unit: Mapped[str | None] = mapped_column(String(WORD))
    cue: Mapped[str | None]
    source: Mapped[str | None]


class VideoRow(Base):
    """The path of a video of a set."""

    __tablename__ = "videos"

    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id"), primary_key=True)
    place: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    path: Mapped[str] = mapped_column(String(PLACE))


class AnalysisRow(Base):
    """The whole analysis of a set as JSON."""

    __tablename__ = "analyses"

    set_id: Mapped[int] = mapped_column(ForeignKey("sets.id"), primary_key=True)
    content: Mapped[str] = mapped_column(PackedText)


class ChangeRow(Base):
    """Something that was done, in words; `state` is ``done``, ``undone``, or ``left`` where no redo leads."""

    __tablename__ = "changes"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    what: Mapped[str]
    state: Mapped[str] = mapped_column(String(WORD))


class ChangedSetRow(Base):
    """What a set was like on the other side of a change; null: it was not there. No foreign key: it may be gone."""

    __tablename__ = "changed_sets"

    change_id: Mapped[int] = mapped_column(ForeignKey("changes.id"), primary_key=True)
    set_id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    image: Mapped[str | None] = mapped_column(PackedText)
