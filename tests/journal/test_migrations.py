"""From the first version of the tables up, with what is in them."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_sets import ENTRY, FULL

from legcurl.errors import InputError
from legcurl.journal.database import Database
from legcurl.journal.migrations import NEWEST, VERSION_TABLE, config, upgrade
from legcurl.journal.models import Base
from legcurl.journal.store import Journal


def make_first(path):
    """A journal of the first version with a set and all its parts, written without the models."""
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        upgrade(connection, "0001")
        tables = sa.MetaData()
        tables.reflect(connection)
        row = {column.name: None for column in tables.tables["sets"].columns}
        row |= {"id": 7, "athlete_id": 1, "performed_at": datetime(2026, 5, 1, 23, 30), "utc_offset_s": 7200,
                "reps": 12, "kind": "work", "exercise_name": "", "notes": "", "source": "entered"}  # fmt: skip
        connection.execute(tables.tables["athletes"].insert(), {"id": 1, "name": "Ann", "key": "ann"})
        connection.execute(tables.tables["sets"].insert(), row)
        connection.execute(
            tables.tables["repetitions"].insert(),
            [{"set_id": 7, "number": n, "kind": "complete", "corrected": False} for n in (1, 2)],
        )
        connection.execute(tables.tables["findings"].insert(), {"set_id": 7, "place": 0, "finding": "pain"})
    engine.dispose()


def test_a_journal_of_the_first_version_keeps_all_it_has(tmp_path):
    path = tmp_path / "journal.db"
    make_first(path)
    with Journal(path) as journal:
        (stored,) = journal.sets()
        assert (stored.id, stored.athlete, stored.set.reps, stored.set.findings) == (7, "Ann", 12, ("pain",))
        assert stored.set.performed_at.isoformat() == "2026-05-02T01:30:00+02:00"
        assert journal.history("Ann", since=date(2026, 5, 2), until=date(2026, 5, 2)) == [stored.set]
        assert len(journal.entry(7)[1].reps) == 2
        journal.edit(7, reps=11)
        journal.add_sets("Ann", [ENTRY])
        journal.undo()
        journal.undo()
        assert journal.sets() == [stored]


def test_the_migrations_make_the_tables_of_the_models(tmp_path):
    database = Database(tmp_path / "journal.db")
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": VERSION_TABLE})
        assert compare_metadata(context, Base.metadata) == []
        for name, table in Base.metadata.tables.items():
            made = {column["name"]: column["nullable"] for column in sa.inspect(connection).get_columns(name)}
            assert made == {column.name: column.nullable for column in table.columns}
    database.close()


def test_the_newest_version_is_the_last_migration():
    script = ScriptDirectory.from_config(config(None))
    assert script.get_current_head() == NEWEST
    versions = [revision.revision for revision in script.walk_revisions()]
    assert versions == sorted(versions, reverse=True)
    assert len(versions) >= 2


def test_a_migration_that_fails_leaves_the_journal_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "journal.db"
    make_first(path)

    def broken(connection):
        upgrade(connection)
        raise MemoryError

    monkeypatch.setattr("legcurl.journal.migrations.upgrade", broken)
    with pytest.raises(MemoryError):
        Journal(path)
    monkeypatch.undo()
    engine = sa.create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        assert connection.execute(sa.text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == "0001"
        assert "changes" not in sa.inspect(connection).get_table_names()
    engine.dispose()
    with Journal(path) as journal:
        assert journal.count() == 1


def test_a_newer_journal_is_refused_and_stays_as_it_is(tmp_path):
    path = tmp_path / "journal.db"
    with Journal(path) as journal:
        journal.add_set("Ann", FULL)
        with journal._database.writing() as connection:
            connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"newer version \(9999\)"):
        Journal(path)
    assert path.read_bytes() == before


def test_the_tables_are_such_as_a_server_has_too():
    from sqlalchemy.dialects import mysql, postgresql

    for dialect in (postgresql.dialect(), mysql.dialect()):
        for table in Base.metadata.sorted_tables:
            assert "CREATE TABLE" in str(sa.schema.CreateTable(table).compile(dialect=dialect))
            for index in table.indexes:
                assert "CREATE INDEX" in str(sa.schema.CreateIndex(index).compile(dialect=dialect))
