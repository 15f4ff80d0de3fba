"""What a coach says while a set is going on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from legcurl.metrics import RepMetrics
from legcurl.vocabulary import Phase


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """A phase began.

    Parameters
    ----------
    time_s : float
        When it is said: it takes a moment to be sure.
    phase : {"concentric", "hold", "eccentric", "rest"}
    since_s : float
        When it began, by the definition of the analysis, as far as it is known by now.
    """

    time_s: float
    phase: Phase
    since_s: float


@dataclass(frozen=True, slots=True)
class RepDone:
    """A repetition is over.

    Parameters
    ----------
    time_s : float
    count : int
        Complete repetitions of the set so far, this one included where it is complete.
    measures : RepMetrics
        Its kind, times and measures, by the same functions as in the analysis.
    """

    time_s: float
    count: int
    measures: RepMetrics


@dataclass(frozen=True, slots=True)
class HoldCount:
    """Counts the planned hold down: so many seconds left, 0 for "and down"."""

    time_s: float
    left_s: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to change now.

    Parameters
    ----------
    time_s : float
    id : str
        Rule of the analysis that found it.
    say : str
        A few words, as one calls them to a lifter.
    why : str
        The sentence of the analysis.
    rep : int
        Repetition, counted from 1 over all of the set, that it is about.
    """

    time_s: float
    id: str
    say: str
    why: str
    rep: int


@dataclass(frozen=True, slots=True)
class Sight:
    """The limb is lost out of sight (since when), or seen again."""

    time_s: float
    seen: bool
    since_s: float


@dataclass(frozen=True, slots=True)
class SetDone:
    """The set is over: after a long rest, or because the recording is.

    Parameters
    ----------
    time_s : float
    count : int
        Complete repetitions, known better now than while counting.
    why : {"rest", "end"}
    """

    time_s: float
    count: int
    why: Literal["rest", "end"]


Event = PhaseChange | RepDone | HoldCount | Cue | Sight | SetDone

NAMES: dict[type, str] = {
    PhaseChange: "phase",
    RepDone: "rep",
    HoldCount: "hold",
    Cue: "cue",
    Sight: "sight",
    SetDone: "set",
}
"""What each event is called in JSON."""

DECIMALS = 4


def to_row(event: Event) -> dict[str, Any]:
    """An event as plain values: its name under ``event``, times in s rounded to 0.1 ms."""
    if isinstance(event, RepDone):
        rep = event.measures.rep
        row: dict[str, Any] = {
            "time_s": event.time_s, "count": event.count, "rep": rep.index, "kind": rep.kind,
            "start_s": rep.start_s, "top_start_s": rep.top_start_s, "top_end_s": rep.top_end_s, "end_s": rep.end_s,
            "concentric_s": event.measures.concentric_s, "hold_s": event.measures.hold_s,
            "eccentric_s": event.measures.eccentric_s, "rom_deg": event.measures.rom_deg,
        }  # fmt: skip
    else:
        row = asdict(event)
    rounded = {key: round(value, DECIMALS) if isinstance(value, float) else value for key, value in row.items()}
    return {"event": NAMES[type(event)], **rounded}
