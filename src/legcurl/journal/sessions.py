"""Sets by session: what one athlete did of one variation on one day, with one leg or both."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from legcurl.coach.dose import load_dose
from legcurl.coach.one_rm import estimates_of
from legcurl.form.standards import Standards
from legcurl.journal.entry import Stored
from legcurl.vocabulary import Leg, Variation


@dataclass(frozen=True, slots=True)
class Session:
    """One athlete's sets of one day, variation and leg.

    Parameters
    ----------
    athlete, day, variation, leg
        What they have in common; the day by the clock on the wall.
    sets : tuple of Stored
        In time.
    findings : tuple of str
        Ids of all findings, those of most sets first.
    one_rm_kg : float or None
        The highest 1RM that a set of it gives by Lombardi; None where none does.
    """

    athlete: str
    day: date
    variation: Variation | None
    leg: Leg | None
    sets: tuple[Stored, ...]
    findings: tuple[str, ...]
    one_rm_kg: float | None

    @property
    def work(self) -> tuple[Stored, ...]:
        """All but the warm-up sets."""
        return tuple(one for one in self.sets if one.set.kind != "warm-up")


def sessions_of(stored: Iterable[Stored], standards: Standards | None = None) -> list[Session]:
    """The sessions that sets make up, in time.

    Parameters
    ----------
    stored : iterable of Stored
    standards : Standards, optional
        Of the dose, for the 1RM; the project's own unless given.
    """
    together = sorted(stored, key=_key)
    one_rm_kg = estimates_of([one.set for one in together], standards or load_dose()).tolist()
    estimates = {one.id: value for one, value in zip(together, one_rm_kg, strict=True) if math.isfinite(value)}
    sessions = [_session(list(sets), estimates) for _, sets in groupby(together, key=lambda one: _key(one)[:4])]
    return sorted(sessions, key=lambda one: (one.day, one.sets[0].set.performed_at, one.athlete))


def _key(one: Stored) -> tuple[str, date, str, str, float, int]:
    at = one.set.performed_at
    return one.athlete, at.date(), one.set.variation or "", one.set.leg or "", at.timestamp(), one.id


def _session(sets: list[Stored], estimates: Mapping[int, float]) -> Session:
    first = sets[0]
    counted = Counter(finding for one in sets for finding in one.set.findings)
    known = [estimates[one.id] for one in sets if one.id in estimates]
    return Session(
        first.athlete, first.set.performed_at.date(), first.set.variation, first.set.leg, tuple(sets),
        tuple(finding for finding, _ in counted.most_common()), max(known, default=None),
    )  # fmt: skip
