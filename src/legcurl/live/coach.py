"""A coach that is told angles one moment after the other, and answers at once; it never looks ahead."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping

from legcurl.form import Standards, load_standards
from legcurl.live.cues import CueBook
from legcurl.live.cycles import Seen, classified, measured
from legcurl.live.events import Event, HoldCount, PhaseChange, RepDone, SetDone, Sight
from legcurl.live.follower import Follower, Move
from legcurl.live.intake import Intake
from legcurl.live.tracker import Extreme, Place
from legcurl.metrics import POSTURE, RepMetrics, measure
from legcurl.plan import Plan
from legcurl.reps import HIDES_NOTHING_S
from legcurl.vocabulary import Leg, Phase, PhaseOrder, Variation, base_channel

COUNTED_DOWN_S = 3
"""The last seconds of a hold are counted."""
KEPT = (*POSTURE, "ankle_dorsiflexion_deg")
"""Channels beside the position that rules look at."""


class Coach:
    """Follows a set while it is done.

    Parameters
    ----------
    plan : Plan, optional
        What the set is meant to be.
    variation : optional
        Which leg curl it is; ``nordic`` is lowered first.
    leg : optional
        Which leg to follow, where both are pushed; the first one that moves unless given.
    standards : Standards, optional
        Thresholds to judge by; the project's own unless given.

    Examples
    --------
    >>> coach = Coach()
    >>> coach.push(0.0, {"knee_flexion_deg": 4.0})
    []
    """

    def __init__(
        self,
        plan: Plan | None = None,
        variation: Variation | None = None,
        leg: Leg | None = None,
        standards: Standards | None = None,
    ) -> None:
        self.plan, self.variation = plan or Plan(), variation
        self._standards = standards or load_standards()
        self._order: PhaseOrder = "eccentric_first" if variation == "nordic" else "concentric_first"
        self._intake = Intake(leg)
        self._follower: Follower | None = None
        self._cycles: list[Seen] = []
        self._reps: list[RepMetrics] = []
        self._left: Extreme | None = None
        self._part_begins = True
        self._seen_s: float | None = None
        self._lost = False
        self._hold: deque[tuple[float, int]] = deque()
        self._rest_since_s: float | None = None
        self._cues = CueBook(self.plan, variation, self._standards)

    @property
    def flexion(self) -> float | None:
        """Filtered position in the unit of its channel, flexion positive once that is known; None before the first."""
        return None if self._follower is None else self._follower.flexion

    @property
    def count(self) -> int:
        """Complete repetitions of the set so far."""
        return sum(m.rep.kind == "complete" for m in self._reps)

    def push(self, time_s: float, angles: Mapping[str, float]) -> list[Event]:
        """Tell what is seen at one moment.

        Parameters
        ----------
        time_s : float
            Its time, later than the last one; steps may vary.
        angles : mapping of str to float
            Values by the names of :data:`legcurl.vocabulary.CHANNELS`; what is not seen is NaN or left out.

        Returns
        -------
        list of Event
            What there is to say now, usually nothing.

        Raises
        ------
        InputError
            If time does not go forward.
        """
        events: list[Event] = []
        for at_s, position in self._intake.take(time_s, angles):
            events += self._sighted(at_s, position)
            if self._follower is None:
                kept = tuple(name for name in angles if base_channel(name) in KEPT)
                self._follower = Follower(self._intake.channel or "", kept, self._order)
            for move in self._follower.feed(at_s, position, angles):
                events += self._moved(move)
        return [*events, *self._lost_sight(time_s), *self._count_down(time_s), *self._set_ends(time_s)]

    def finish(self) -> list[Event]:
        """Say that no more comes: what the end cuts off is judged, and the set is summed up."""
        now_s = self._intake.now_s
        if now_s is None or self._follower is None:
            return []
        events = self._cut_off(now_s)
        return [*events, SetDone(now_s, self.count, "end")]

    def _moved(self, move: Move) -> list[Event]:
        events: list[Event] = [PhaseChange(move.time_s, self._phase(move.place), move.since_s)]
        if move.place == "out":
            if self._rest_since_s is not None and self._cycles and not self._part_begins:
                self._cycles[-1].right = move.low
            self._left = move.low
        elif move.place == "back" and self._left is None:
            self._left = move.high  # the data begin up there
        elif move.place == "rest":
            events += self._rep_ends(move, ends=False)
        self._rest_since_s = move.since_s if move.place == "rest" else None
        self._hold = self._planned_hold(move.since_s) if move.place == "top" else deque()
        return events

    def _rep_ends(self, move: Move, *, ends: bool) -> list[Event]:
        """Take in a cycle that is over, judge all anew, and say what is due."""
        left, self._left = self._left, None
        rep = None if move.motion is None else measured(move.motion, self._order)
        if left is None or rep is None or move.motion is None:
            return []
        measures = measure(move.motion, (rep,)).reps[0]
        cycle = Seen(left, move.high, move.low, self._part_begins, ends, measures)
        self._cycles.append(cycle)
        self._part_begins = ends
        self._reps = classified(self._cycles, move.motion, self._order)
        if not self._reps or self._reps[-1].rep.peak_s != rep.peak_s:
            return []
        events: list[Event] = [RepDone(move.time_s, self.count, self._reps[-1])]
        cue = None if ends else self._cues.after(move.time_s, move.motion, self._reps)
        return events if cue is None else [*events, cue]

    def _phase(self, place: Place) -> Phase:
        first: Phase = "concentric" if self._order == "concentric_first" else "eccentric"
        second: Phase = "eccentric" if self._order == "concentric_first" else "concentric"
        phases: dict[Place, Phase] = {"rest": "rest", "out": first, "top": "hold", "back": second}
        return phases[place]

    def _planned_hold(self, since_s: float) -> deque[tuple[float, int]]:
        """Times at which the last seconds of the planned hold are counted."""
        tempo = self.plan.tempo
        if tempo is None:
            planned_s = self._standards.of("hold", self.plan.goal, self.variation).value
        else:
            planned_s = tempo.squeezed_pause_s if self._order == "concentric_first" else tempo.stretched_pause_s
        if planned_s < 1:
            return deque()
        return deque((since_s + planned_s - left, left) for left in range(min(COUNTED_DOWN_S, int(planned_s)), -1, -1))

    def _count_down(self, time_s: float) -> list[Event]:
        """The count that is due; one that comes too late to be heard is left out."""
        due = None
        while self._hold and self._hold[0][0] <= time_s:
            due = self._hold.popleft()[1]
        return [] if due is None else [HoldCount(time_s, due)]

    def _sighted(self, time_s: float, position: float) -> list[Event]:
        """The limb is in sight; after a gap in which a repetition could hide, everything begins anew."""
        since_s, self._seen_s = self._seen_s, time_s
        if since_s is None or time_s - since_s <= HIDES_NOTHING_S or self._follower is None:
            return []
        events = self._cut_off(time_s)
        self._follower.restart(time_s, position)
        if self._lost:
            self._lost = False
            events.append(Sight(time_s, True, since_s))
        return events

    def _lost_sight(self, time_s: float) -> list[Event]:
        if self._lost or self._seen_s is None or time_s - self._seen_s <= HIDES_NOTHING_S:
            return []
        self._lost = True
        self._hold.clear()
        return [Sight(time_s, False, self._seen_s)]

    def _cut_off(self, time_s: float) -> list[Event]:
        """End what was going on at the edge of a gap or of the data."""
        move = None if self._follower is None else self._follower.ends()
        self._hold.clear()
        events = [] if move is None else self._rep_ends(move._replace(time_s=time_s), ends=True)
        self._part_begins, self._left, self._rest_since_s = True, None, None
        return events

    def _set_ends(self, time_s: float) -> list[Event]:
        """A long rest ends the set."""
        longest = self._standards.of("set_break", self.plan.goal, self.variation).value
        if self._rest_since_s is None or not self._cycles or time_s - self._rest_since_s <= longest:
            return []
        done = SetDone(time_s, self.count, "rest")
        self._cycles, self._reps, self._rest_since_s = [], [], None
        self._part_begins = False
        self._cues.forget()
        return [done] if math.isfinite(time_s) else []
