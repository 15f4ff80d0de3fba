"""The next set, from the last one: load, repetitions, tempo, one cue, and the reason in a sentence.

The rules, first one first; numbers and sources in ``dose.toml``:

1. Pain above the limit ends the exercise.
2. Much harder than planned, or too few repetitions: a step down.
3. Any pain, a fault of technique, or a set that slowed down unusually for this person: no more than last time.
4. Double progression: repetitions from the fewest to the most, then one step of load and the fewest again. A step is
   at most 10 %; where one plate is more than that, first more repetitions, then the plate, said to be large.
   Without a load, the way down gets slower in place of a step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from legcurl.coach.dose import Target
from legcurl.coach.hindrances import effort_excess, fault_and_cue, slowed_down
from legcurl.coach.history import LoggedSet
from legcurl.coach.plates import plates_above, plates_below
from legcurl.errors import InputError
from legcurl.form.findings import Finding
from legcurl.form.standards import Standards
from legcurl.form.wording import between, count
from legcurl.plan import Tempo
from legcurl.vocabulary import BODYWEIGHT


@dataclass(frozen=True, slots=True)
class NextSet:
    """What to do next.

    Parameters
    ----------
    load_kg : float or None
        A multiple of the plate step; None where no load is known, there is none, or no set is to follow.
    reps : int
        Repetitions to aim for; 0 where no set is to follow.
    tempo : str or None
    why : str
        One sentence.
    cue : str or None
        The one thing to watch.
    large : bool
        Whether the step up is larger than usual, because the machine has no smaller one.
    """

    load_kg: float | None
    reps: int
    tempo: str | None
    why: str
    cue: str | None = None
    large: bool = False


@dataclass(frozen=True)
class _Last:
    """The last set with what it is held against."""

    done: LoggedSet
    target: Target
    standards: Standards
    step_kg: float
    lightest_kg: float | None
    excess: float | None

    @property
    def load_kg(self) -> float | None:
        """The load on the stack's grid, never more than was lifted; None where the body is the load."""
        lifted = self.done.load_kg
        return lifted if not lifted or lifted < self.lightest else self.below(lifted)

    @property
    def lightest(self) -> float:
        """The lightest load of the stack; one step where it is not known."""
        return self.step_kg if self.lightest_kg is None else self.lightest_kg

    def below(self, load_kg: float) -> float:
        """The heaviest load of the stack that is not more."""
        return plates_below(load_kg, self.step_kg, self.lightest_kg or 0.0)

    def above(self, load_kg: float) -> float:
        """The lightest load of the stack that is more."""
        return max(self.lightest, plates_above(load_kg, self.step_kg, self.lightest_kg or 0.0))

    def far(self) -> tuple[float, float]:
        """Effort that is too hard, and much too hard."""
        bounds = self.standards.of("effort_far")
        return bounds.low, bounds.high

    def next(self, load_kg: float | None, reps: int, why: str, tempo: Tempo | None = None) -> NextSet:
        tempo = tempo or self.target.tempo
        return NextSet(load_kg, max(1, reps), None if tempo is None else str(tempo), why)


def next_set(
    last: LoggedSet,
    target: Target,
    standards: Standards,
    history: Sequence[LoggedSet] = (),
    *,
    plate_step_kg: float | None = None,
    lightest_kg: float | None = None,
    findings: Sequence[Finding] = (),
) -> NextSet:
    """Decide the next set.

    Parameters
    ----------
    last : LoggedSet
        What was just done, recorded or entered.
    target : Target
        What it was meant to be, see :func:`legcurl.coach.dose.target_for`.
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    history : sequence of LoggedSet
        Earlier sets of the same person; velocity loss is compared with nothing else.
    plate_step_kg : float, optional
        Smallest step of the machine; a usual one unless given.
    lightest_kg : float, optional
        Lightest load of the machine, from which steps are counted; loads are multiples of the step unless given.
    findings : sequence of Finding
        Those of the recorded set, in place of the ids in `last`: only faults hold the load, with their own cue.

    Returns
    -------
    NextSet

    Raises
    ------
    InputError
        If the plate step or the load is none, or the repetitions are negative.
    """
    step_kg = standards.of("plate_step").value if plate_step_kg is None else plate_step_kg
    _check(last, step_kg)
    limit = standards.of("pain_limit").value
    if not (last.pain or 0.0) <= limit:  # so that a pain that is no number stops too
        why = f"pain of {last.pain:g} of 10 is more than {limit:g}: no further set today"
        return NextSet(None, 0, None, why, "Stop here, and see a professional if the pain comes back.")
    state = _Last(last, target, standards, step_kg, lightest_kg, effort_excess(last, target))
    fault, cue = fault_and_cue(last, findings)
    chosen = _down(state) or _held(state, fault, slowed_down(last, history, standards)) or _forward(state)
    return replace(chosen, cue=cue)


def _down(state: _Last) -> NextSet | None:
    """A step down where it was much too hard; at least one plate, and never off the lightest one."""
    low = state.target.reps[0]
    too_hard, much_too_hard = state.far()
    excess = 0.0 if state.excess is None else state.excess
    short = low - state.done.reps
    missed = short >= state.standards.of("reps_short").value and excess >= 0
    if excess < too_hard and not missed:
        return None
    why = "it was much harder than planned" if excess >= too_hard else f"{count(short)} short of {low}"
    if state.load_kg is None:
        return state.next(
            None, min(low, state.done.reps), f"{why}, so no more than that, with a shorter range if needed"
        )
    decrease = state.standards.of("load_decrease")
    share = (decrease.high if excess >= much_too_hard else decrease.low) / 100
    if state.load_kg <= state.lightest:
        return state.next(
            state.load_kg, min(low, state.done.reps), f"{why}; this is the lightest plate, so fewer repetitions"
        )
    load = max(state.lightest, state.below((1 - share) * state.load_kg))
    return state.next(load, low, f"{why}, so a step down{_change(state, load)}")


def _held(state: _Last, fault: str | None, slower: bool) -> NextSet | None:
    """As last time, where something speaks against more."""
    pain = state.done.pain or 0.0
    if pain > 0:
        why = f"pain of {pain:g} of 10: no more than last time, and less if it grows"
    elif fault is not None:
        why = f"technique before load: {fault.replace('_', ' ')}, so the same again, done well"
    elif slower:
        why = "you slowed down more than you usually do, so the same again"
    elif not state.target.progresses:
        why = "it prepares and does not train, so it stays as it is"
    else:
        return None
    low, high = state.target.reps
    reps = min(state.done.reps, high) if pain > 0 else min(max(state.done.reps, low), high)
    return state.next(state.load_kg, reps, why + _off_the_grid(state))


def _forward(state: _Last) -> NextSet:
    """Double progression."""
    (low, high), done = state.target.reps, state.done.reps
    excess = 0.0 if state.excess is None else state.excess
    reached = f"{count(done)} of {between(low, high)}"
    if excess > 0:
        why = f"{reached}, and it was somewhat harder than planned, so the same again"
        return state.next(state.load_kg, min(max(done, low), high), why + _off_the_grid(state))
    if done < high:
        more = 2 if excess <= -state.far()[0] else 1
        why = f"{reached}, so the same load and {'more' if more > 1 else 'one more'}" if done >= low else (
            f"{reached}, so the same load until all {low} are done")  # fmt: skip
        return state.next(state.load_kg, min(max(done + more, low), high), why + _off_the_grid(state))
    if state.load_kg is None:
        return _slower(state, reached) if state.done.variation in BODYWEIGHT else _unknown_load(state, reached)
    return _heavier(state, state.load_kg, excess)


def _heavier(state: _Last, load_kg: float, excess: float) -> NextSet:
    """One step of load and the fewest repetitions; or more repetitions first, where one plate is a large step."""
    (low, high), done = state.target.reps, state.done.reps
    bounds, lifted = state.standards.of("load_increase"), float(state.done.load_kg or load_kg)
    most = state.below((1 + bounds.high / 100) * lifted)
    if most > lifted:
        least = min(most, state.above((1 + bounds.low / 100) * lifted))
        load = most if excess <= -state.far()[0] else least
        why = f"{count(done)} reach the top of {between(low, high)}, so more load{_change(state, load)}"
        return state.next(load, low, why)
    load = state.above(load_kg)
    far_enough = min(high + int(state.standards.of("reps_before_large_step").value), state.target.most_reps)
    if done < far_enough:
        why = (
            f"one plate more would be {_percent(load, lifted)}, more than {bounds.high:g} % at a time, "
            f"so first more repetitions, up to {far_enough}"
        )
        return state.next(load_kg, min(done + 1, far_enough), why + _off_the_grid(state))
    why = f"{count(done)} are enough for the next plate; a large step{_change(state, load)}, so begin with few"
    return replace(state.next(load, low, why), large=True)


def _slower(state: _Last, reached: str) -> NextSet:
    """Without a load the way down takes a second more, as long as the repetition stays short enough."""
    tempo, low = state.target.tempo, state.target.reps[0]
    if tempo is not None:
        longest = state.standards.of("longest_rep").value
        slower = replace(tempo, eccentric_s=tempo.eccentric_s + 1)
        if sum((slower.eccentric_s, slower.stretched_pause_s, slower.concentric_s, slower.squeezed_pause_s)) <= longest:
            why = f"{reached}: there is no load to raise, so a second more on the way down"
            return state.next(None, low, why, slower)
    why = f"{reached}: there is no load to raise, so a harder way of doing it: more range, then one leg"
    return state.next(None, low, why)


def _unknown_load(state: _Last, reached: str) -> NextSet:
    most = state.standards.of("load_increase").high
    why = f"{reached}: take the next plate if it is at most {most:g} % more, otherwise more repetitions first"
    return state.next(None, state.target.reps[0], why)


def _change(state: _Last, load_kg: float) -> str:
    lifted = state.done.load_kg
    return f" ({_percent(load_kg, lifted)})" if lifted else ""


def _percent(load_kg: float, before_kg: float) -> str:
    return f"{100 * (load_kg / before_kg - 1):+.0f} %".replace("-", "−")


def _off_the_grid(state: _Last) -> str:
    """Said where the load that was lifted is none that the stack has."""
    if state.load_kg is None or state.done.load_kg is None or state.done.load_kg - state.load_kg < 1e-3:
        return ""
    begin = f", begun at {state.lightest_kg:g} kg" if state.lightest_kg else ""
    return f" ({state.done.load_kg:g} kg is no multiple of the plate step of {state.step_kg:g} kg{begin})"


def _check(last: LoggedSet, step_kg: float) -> None:
    if not 0.1 <= step_kg <= 100:
        raise InputError(
            f"plate step = {step_kg:g} kg, expected 0.1 to 100 kg", fix="Give the machine's smallest step."
        )
    if last.load_kg is not None and not 0 <= last.load_kg <= 1000:
        raise InputError(
            f"load = {last.load_kg:g} kg, expected 0 to 1000 kg", fix="Give the load that the machine shows."
        )
    if last.reps < 0:
        raise InputError(f"{last.reps} repetitions, expected 0 or more", fix="Give the complete repetitions.")
