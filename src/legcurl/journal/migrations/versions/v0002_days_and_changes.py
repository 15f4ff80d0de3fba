"""The day of each set by the clock on the wall, for sessions; and the trail of changes, for undo."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNKNOWN_DAY = "1970-01-01"
"""A required column that is added needs a default; the days are filled in at once."""


def upgrade() -> None:
    """Add the day, fill it in from moment and offset, and make the tables of changes."""
    op.add_column("sets", sa.Column("day", sa.Date, nullable=False, server_default=UNKNOWN_DAY))
    sets = sa.table("sets", sa.column("id", sa.Integer), sa.column("performed_at", sa.DateTime),
                    sa.column("utc_offset_s", sa.Integer), sa.column("day", sa.Date))  # fmt: skip
    connection = op.get_bind()
    days = [
        {"of": row.id, "on": (row.performed_at + timedelta(seconds=row.utc_offset_s)).date()}
        for row in connection.execute(sa.select(sets.c.id, sets.c.performed_at, sets.c.utc_offset_s))
    ]
    if days:
        fill = sa.update(sets).where(sets.c.id == sa.bindparam("of")).values(day=sa.bindparam("on"))
        connection.execute(fill, days)
    op.create_index("ix_sets_athlete_id_day", "sets", ["athlete_id", "day"])
    op.create_index("ix_sets_day", "sets", ["day"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "changed_sets",
        sa.Column(
            "change_id", sa.Integer, sa.ForeignKey("changes.id", name="fk_changed_sets_change_id"), nullable=False
        ),
        sa.Column("set_id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("image", sa.LargeBinary),
        sa.PrimaryKeyConstraint("change_id", "set_id", name="pk_changed_sets"),
    )
