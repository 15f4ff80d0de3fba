"""The versions of the journal's tables, and the way from any of them to the newest; run by Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

NEWEST = "0002"
"""Version of the tables in :mod:`legcurl.journal.models`; a later version sorts after an earlier one."""
VERSION_TABLE = "legcurl_schema"
"""Table that holds the version, by which a journal is known."""


def upgrade(connection: Connection, to: str = NEWEST) -> None:
    """Bring the tables to a version, within the transaction of `connection`.

    Parameters
    ----------
    connection : sqlalchemy.Connection
        In a transaction, so that a failure leaves the journal as it was.
    to : str
        Which version.
    """
    from alembic import command

    command.upgrade(config(connection), to)


def config(connection: Connection) -> Config:
    """Alembic's settings for a connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings
