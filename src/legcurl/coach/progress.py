"""What became of it: the measures of a person over weeks, each held against its smallest real difference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from legcurl.coach.change import DAYS_A_WEEK, Change, judge_change
from legcurl.coach.history import LoggedSet
from legcurl.coach.measures import Instrument, Sets, measures_of
from legcurl.errors import UsageError
from legcurl.form.standards import Standards
from legcurl.plan import Tempo
from legcurl.vocabulary import Variation

NO_PROMISE = (
    "Held against measurement error, for this person and these weeks. Not measured: shape, running speed, injuries; "
    "nothing here is a promise."
)


@dataclass(frozen=True, slots=True)
class Strand:
    """Sets that compare: one variation on one machine.

    Parameters
    ----------
    variation : optional
    machine : str or None
    sets, days : int
        How many sets on how many training days.
    changes : tuple of Change
        In a fixed order: strength, range, tempo, effort, sides.
    """

    variation: Variation | None
    machine: str | None
    sets: int
    days: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """Every strand, the one with most sets first.

    Parameters
    ----------
    since, until : date or None
        First and last training day looked at; None where there is no set.
    strands : tuple of Strand
    """

    since: date | None
    until: date | None
    strands: tuple[Strand, ...]


def progress_of(
    history: Sequence[LoggedSet],
    standards: Standards,
    *,
    weeks: int | None = None,
    tempo: Tempo | None = None,
    instrument: Instrument | None = None,
) -> Progress:
    """How strength, range, tempo, effort at equal load and side difference have changed.

    Parameters
    ----------
    history : sequence of LoggedSet
        Of one person, in any order; warm-up and drop sets are left out.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    weeks : int, optional
        Only so many weeks up to the last set; all unless given.
    tempo : Tempo, optional
        What was planned; that of the most frequent goal unless given.
    instrument : {"inclinometer", "goniometer", "phone", "video"}, optional
        What measured the angles; the coarsest is assumed unless given.

    Raises
    ------
    UsageError
        If the weeks are fewer than one.
    """
    if weeks is not None and weeks < 1:
        raise UsageError(f"{weeks} weeks: expected 1 or more")
    work = [done for done in history if done.kind in ("work", "failure")]
    if not work:
        return Progress(None, None, ())
    work.sort(key=lambda done: done.performed_at)
    until = work[-1].performed_at.date()
    if weeks is not None:
        before = until - timedelta(days=weeks * DAYS_A_WEEK)
        work = [done for done in work if done.performed_at.date() > before]
    groups: dict[tuple[Variation | None, str | None], list[LoggedSet]] = defaultdict(list)
    for done in work:
        groups[done.variation, done.machine].append(done)
    since = work[0].performed_at.date()
    strands = [
        _strand(variation, machine, Sets(tuple(sets), since.toordinal(), standards, tempo, instrument))
        for (variation, machine), sets in groups.items()
    ]
    ordered = sorted(strands, key=lambda one: (-one.sets, one.variation or "", one.machine or ""))
    return Progress(since, until, tuple(ordered))


def _strand(variation: Variation | None, machine: str | None, sets: Sets) -> Strand:
    changes = tuple(judge_change(measure, sets.standards) for measure in measures_of(sets))
    return Strand(variation, machine, len(sets.sets), len(np.unique(sets.days)), changes)
