"""The journal's database: where it is, how it is opened, that its tables are of this version, what its errors mean.

SQLite runs with a rollback journal and ``synchronous=EXTRA``: a transaction that was acknowledged is on the disk, and
the journal stays one plain file that can be copied, also from a folder that cannot be written to. Writers announce
themselves first (``BEGIN IMMEDIATE``), so that two processes wait for one another and never fail half-way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import StaticPool

from legcurl.errors import InputError, LegcurlError, OutputError
from legcurl.journal.migrations import NEWEST, VERSION_TABLE

BUSY_S = 30.0
"""How long a writer waits for another one; a transaction takes milliseconds, the import of ten years some seconds."""
IN_MEMORY = "sqlite://"
NO_PLAIN_FILE = (":memory:", "file:")
"""How SQLite's names begin that are no path: in memory, and a URI."""
TAKEN_FOR_EMPTY = 1
"""Bytes of a file that SQLite takes for an empty database whatever they are, and writes over."""
NO_DATABASE = ("is no journal of Legcurl, nor any database", "Give another --journal FILE.")
SQLITE_REASONS = {
    sqlite3.SQLITE_FULL: (OutputError, "the disk is full, nothing was stored", "Make room and do it again."),
    sqlite3.SQLITE_BUSY: (OutputError, "another program holds it locked, nothing was stored", "Try again later."),
    sqlite3.SQLITE_LOCKED: (OutputError, "another program holds it locked, nothing was stored", "Try again later."),
    sqlite3.SQLITE_READONLY: (
        OutputError, "the file or its folder cannot be written to, nothing was stored",
        "Give another place with --journal FILE."),
    sqlite3.SQLITE_PERM: (OutputError, "you may not open it", "Give another place with --journal FILE."),
    sqlite3.SQLITE_AUTH: (OutputError, "you may not open it", "Give another place with --journal FILE."),
    sqlite3.SQLITE_CANTOPEN: (OutputError, "cannot be opened", "Give another place with --journal FILE."),
    sqlite3.SQLITE_IOERR: (OutputError, "the disk gives an error", "Copy the file to a sound disk."),
    sqlite3.SQLITE_NOTADB: (InputError, *NO_DATABASE),
    sqlite3.SQLITE_CORRUPT: (InputError, "the database is damaged", "Take the last copy of it that is whole."),
}  # fmt: skip
"""What SQLite's primary result codes mean for the person."""
Place = str | PathLike[str]


class Database:
    """An open journal: connections for reading and for writing, its tables of this version.

    Parameters
    ----------
    place : str or path-like
        A file, or the URL of a database.
    create : bool
        Whether a file that is missing or empty becomes a journal; otherwise one in memory stands in for it.

    Raises
    ------
    InputError
        If it is no journal, or one of a newer version.
    OutputError
        If it cannot be opened or brought up to this version.
    """

    def __init__(self, place: Place, *, create: bool = True) -> None:
        url = _url(place)
        self.place = url.database or "memory" if url.drivername == "sqlite" else url.render_as_string()
        if url.drivername == "sqlite" and url.database and not url.database.startswith(NO_PLAIN_FILE):
            size = _size(Path(url.database))
            if size == TAKEN_FOR_EMPTY:
                raise InputError(NO_DATABASE[0], path=self.place, fix=NO_DATABASE[1])
            if create:
                _make_folder(Path(url.database))
            elif not size:
                url = make_url(IN_MEMORY)
        self.engine = self._engine(url)
        try:
            self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the journal throughout."""
        with self._explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: when the block is left, all of it is on the disk, or none after an error."""
        writer = self.engine.execution_options(legcurl_writes=True)
        with self._explained(), writer.begin() as connection:
            yield connection

    def _engine(self, url: URL) -> Engine:
        if url.get_backend_name() != "sqlite":
            return create_engine(url)
        options: dict[str, Any] = {"connect_args": {"timeout": BUSY_S}}
        if not url.database or url.database == ":memory:":
            options |= {"poolclass": StaticPool}
        engine = create_engine(url, **options)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine

    def _bring_up_to_date(self) -> None:
        with self.reading() as connection:
            version = self._version(connection)
        if version == NEWEST:
            return
        with self.writing() as connection:
            if self._version(connection) != NEWEST:  # another process may have done it meanwhile
                from legcurl.journal.migrations import upgrade

                upgrade(connection)

    def _version(self, connection: Connection) -> str | None:
        """Version of the tables, None where there are none yet."""
        tables = inspect(connection).get_table_names()
        if not tables:
            return None
        if VERSION_TABLE not in tables:
            raise InputError(
                f"is a database, but no journal of Legcurl (it has a table {tables[0]!r})",
                path=self.place, fix="Give another place with --journal FILE.",
            )  # fmt: skip
        version = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()
        if version is not None and version > NEWEST:
            raise InputError(
                f"this journal is of a newer version ({version}) than this Legcurl knows ({NEWEST})",
                path=self.place, fix="Nothing was changed. Install the newest: pip install --upgrade legcurl",
            )  # fmt: skip
        return version

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn the database's refusal into a line that says what to do."""
        try:
            yield
        except DBAPIError as error:
            raise self._reason(error) from error

    def _reason(self, error: DBAPIError) -> LegcurlError:
        code = getattr(error.orig, "sqlite_errorcode", None)
        kind, what, fix = SQLITE_REASONS.get((code or 0) & 0xFF, (None, "", ""))
        first = str(error.orig).splitlines()[0]
        if kind is OutputError:
            return OutputError(f"{self.place}: {what} ({first})\n{fix}")
        if kind is InputError:
            return InputError(f"{what} ({first})", path=self.place, fix=fix)
        if isinstance(error, IntegrityError):
            return OutputError(f"{self.place}: it contradicts what is stored, nothing was changed ({first})")
        if isinstance(error, OperationalError):
            return OutputError(f"{self.place}: the database refuses, nothing was stored ({first})")
        raise error


def _url(place: Place) -> URL:
    """The database's address; a plain path is a SQLite file."""
    words = str(place)
    if "://" not in words:
        return URL.create("sqlite", database=str(Path(words).expanduser()))
    try:
        url = make_url(words)
        url.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise InputError(f"{words!r} is no address of a database: {error}", fix="Give a file.") from error
    except ImportError as error:
        raise InputError(
            f"{url.drivername} needs the library {error.name}", fix=f"Install it: pip install {error.name}"
        ) from error
    return url


def _size(path: Path) -> int:
    """Bytes of a file; 0 where it is none, or may not be looked at."""
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError:
        return 0


def _make_folder(path: Path) -> None:
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path}: its folder cannot be made ({error.strerror})\nGive another place with --journal FILE."
        ) from error
    if path.is_dir():
        raise OutputError(f"{path}: is a folder\nGive a file with --journal FILE, for example {path / 'journal.db'}")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin when we say so, not when sqlite3 guesses
    for pragma in ("foreign_keys = ON", "synchronous = EXTRA"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("legcurl_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
