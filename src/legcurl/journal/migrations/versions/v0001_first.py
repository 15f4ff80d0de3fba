"""Athletes, machines, sets and what is known of them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NAME, WORD, PLACE = 200, 40, 1000
SET_MEASURES = (
    "load_kg", "borg", "repetitions_in_reserve", "pain", "rom_deg", "concentric_s", "hold_s", "eccentric_s",
    "velocity_loss_pct", "side_difference_pct", "time_under_tension_s",
)  # fmt: skip
REP_MEASURES = (
    "start_s", "end_s", "concentric_s", "hold_s", "eccentric_s", "rest_after_s", "rom_deg", "peak_knee_flexion_deg",
    "mean_concentric_velocity_deg_s", "peak_velocity_deg_s", "sparc", "inertial_share", "work_j", "confidence",
)  # fmt: skip


def upgrade() -> None:
    """Make the first tables."""
    _people_and_machines()
    _sets()
    _parts_of_sets()


def _people_and_machines() -> None:
    op.create_table(
        "athletes",
        sa.Column("id", sa.Integer, nullable=False),
        _word("name", NAME),
        _word("key", NAME),
        sa.PrimaryKeyConstraint("id", name="pk_athletes"),
        sa.UniqueConstraint("key", name="uq_athletes_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "machines",
        sa.Column("id", sa.Integer, nullable=False),
        _word("name", NAME),
        _word("key", NAME),
        sa.Column("variation", sa.String(WORD)),
        sa.Column("plate_step_kg", sa.Double),
        sa.Column("lightest_kg", sa.Double),
        sa.PrimaryKeyConstraint("id", name="pk_machines"),
        sa.UniqueConstraint("key", name="uq_machines_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "machine_settings",
        sa.Column("id", sa.Integer, nullable=False),
        _reference("machine_settings", "machine_id", "machines.id"),
        _reference("machine_settings", "athlete_id", "athletes.id", nullable=True),
        _word("name", NAME),
        _word("value", NAME),
        sa.PrimaryKeyConstraint("id", name="pk_machine_settings"),
    )
    _index("machine_settings", "machine_id", "athlete_id")
    _index("machine_settings", "athlete_id")


def _sets() -> None:
    op.create_table(
        "sets",
        sa.Column("id", sa.Integer, nullable=False),
        _reference("sets", "athlete_id", "athletes.id"),
        _reference("sets", "machine_id", "machines.id", nullable=True),
        sa.Column("performed_at", sa.DateTime, nullable=False),
        sa.Column("utc_offset_s", sa.Integer, nullable=False),
        sa.Column("reps", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String(WORD)) for name in ("variation", "leg", "goal")),
        _word("kind"),
        *(sa.Column(name, sa.Double) for name in SET_MEASURES),
        _word("exercise_name", NAME),
        sa.Column("notes", sa.Text, nullable=False),
        _word("source"),
        sa.Column("source_id", sa.String(NAME)),
        sa.PrimaryKeyConstraint("id", name="pk_sets"),
        sa.UniqueConstraint("athlete_id", "source", "source_id", name="uq_sets_athlete_id_source_source_id"),
        sqlite_autoincrement=True,
    )
    _index("sets", "athlete_id", "performed_at")
    _index("sets", "performed_at")
    _index("sets", "machine_id")


def _parts_of_sets() -> None:
    op.create_table(
        "repetitions",
        *_part_of_set("repetitions", "number"),
        _word("kind"),
        sa.Column("corrected", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.Double) for name in REP_MEASURES),
    )
    op.create_table(
        "findings",
        *_part_of_set("findings", "place"),
        _word("finding"),
        sa.Column("severity", sa.String(WORD)),
        *(sa.Column(name, sa.Double) for name in ("confidence", "measured", "expected")),
        sa.Column("unit", sa.String(WORD)),
        *(sa.Column(name, sa.Text) for name in ("reps", "cue", "source")),
    )
    op.create_table("videos", *_part_of_set("videos", "place"), _word("path", PLACE))
    op.create_table(
        "analyses",
        _reference("analyses", "set_id", "sets.id"),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("set_id", name="pk_analyses"),
    )


def _word(name: str, length: int = WORD) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _reference(table: str, name: str, to: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, sa.ForeignKey(to, name=f"fk_{table}_{name}"), nullable=nullable)


def _part_of_set(table: str, place: str) -> tuple[sa.Column[int] | sa.PrimaryKeyConstraint, ...]:
    return (
        _reference(table, "set_id", "sets.id"),
        sa.Column(place, sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("set_id", place, name=f"pk_{table}"),
    )


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
