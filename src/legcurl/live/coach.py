"""A coach that is told angles one moment after the other, and answers at once; it never looks ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace

from legcurl.form import Standards, load_standards
from legcurl.live.cues import CueBook
from legcurl.live.cycles import Seen, classified
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
    from_pictures : bool
        Whether what is pushed was seen in pictures, which are too coarse for accelerations.

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
        *,
        from_pictures: bool = False,
    ) -> None:
        self._from_pictures = from_pictures
        self.plan = plan or Plan()
        self._standards = standards or load_standards()
        self.is_told(variation)
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
        self._work: Iterator[list[Event]] = iter(())
        self._now_s = 0.0

    def is_told(self, variation: Variation | None) -> None:
        """Say which leg curl it is, before anything is pushed."""
        self.variation = variation
        self._order: PhaseOrder = "eccentric_first" if variation == "nordic" else "concentric_first"
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
        self._now_s = time_s
        events: list[Event] = [*next(self._work, [])]
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
        if self._follower is None:
            return []
        events = self._cut_off()
        return [*events, SetDone(self._now_s, self.count, "end")]

    def _moved(self, move: Move) -> list[Event]:
        events = self._all_work()
        events.append(PhaseChange(move.time_s, self._phase(move.place), move.since_s))
        if move.place == "out":
            if self._rest_since_s is not None and self._cycles and not self._part_begins:
                self._cycles[-1].right = move.low
            self._left = move.low
        elif move.place == "back" and self._left is None:
            self._left = move.high  # the data begin up there
        elif move.place == "rest":
            self._work = self._rep_ends(move, self._left, ends=False)
            self._left = None
        self._rest_since_s = move.since_s if move.place == "rest" else None
        self._hold = self._planned_hold(move.since_s) if move.place == "top" else deque()
        return events

    def _rep_ends(self, move: Move, left: Extreme | None, *, ends: bool) -> Iterator[list[Event]]:
        """Take in a repetition that is over: measure it, judge all anew, say what is due; one step a moment."""
        if left is None or move.done is None:
            return
        stretch, motion, rep = move.done
        motion = replace(motion, channels=stretch.channels(motion.time_s), from_pictures=self._from_pictures)
        yield []
        cycle = Seen(left, move.high, move.low, self._part_begins, ends, measure(motion, (rep,)).reps[0])
        self._cycles.append(cycle)
        self._part_begins = ends
        self._reps = classified(self._cycles, self._order, degrees=motion.unit == "deg")
        if not self._reps or self._reps[-1].rep.peak_s != rep.peak_s:
            return
        yield [RepDone(self._now_s, self.count, self._reps[-1])]
        if not ends:
            cue = self._cues.after(self._now_s, motion, self._reps)
            yield [] if cue is None else [cue]

    def _all_work(self) -> list[Event]:
        """Finish at once what was spread over several moments."""
        return [event for events in self._work for event in events]

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
        events = self._cut_off()
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

    def _cut_off(self) -> list[Event]:
        """End what was going on at the edge of a gap or of the data."""
        events = self._all_work()
        move = None if self._follower is None else self._follower.ends()
        if move is not None:
            self._work = self._rep_ends(move, self._left, ends=True)
            events += self._all_work()
        self._part_begins, self._left, self._rest_since_s = True, None, None
        self._hold.clear()
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
        return [done]
