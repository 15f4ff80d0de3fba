"""Sets and entries for the tests of the journal."""

from datetime import datetime, timedelta, timezone

from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Finding
from legcurl.journal.entry import Entry, LoggedRep

VIENNA = timezone(timedelta(hours=2))
MAY = datetime(2026, 5, 1, 18, 30, tzinfo=VIENNA)
FULL = LoggedSet(
    performed_at=MAY, reps=12, load_kg=32.5, variation="seated", leg="left", goal="hypertrophy", kind="failure",
    borg=17.0, repetitions_in_reserve=0.5, pain=1.0, rom_deg=95.25, concentric_s=1.1, hold_s=0.4, eccentric_s=2.9,
    velocity_loss_pct=-3.0, side_difference_pct=-12.0, time_under_tension_s=52.8,
    findings=("short_range", "missing_hold"), machine="By the window", exercise_name="Beinbeuger sitzend",
    notes="kalt; \"gut\" 😀\n=1+1", source="analysis", source_id="abc",
)  # fmt: skip
FINDINGS = (
    Finding("short_range", "fault", 0.9, (1, 2, 7), 80.0, 95.0, "deg", "Curl further.", "design choice"),
    Finding("missing_hold", "advice", 0.6, (), None, None, "", "Squeeze.", "somebody 2020"),
)
REPS = (
    LoggedRep(1, "complete", True, 0.5, 4.5, 1.1, 0.4, 2.9, 0.2, 95.0, 110.0, 90.0, 170.0, -1.5, 0.1, 20.0, 0.9),
    LoggedRep(2, "partial", start_s=5.0),
)
ENTRY = Entry(FULL, REPS, FINDINGS, ("/films/one.mp4",), '{"schema": "legcurl.analysis/1"}')


def plain(days: float = 0.0, reps: int = 10, **fields) -> LoggedSet:
    """A set entered by hand, some days after the first of May."""
    return LoggedSet(MAY + timedelta(days=days), reps, **fields)
