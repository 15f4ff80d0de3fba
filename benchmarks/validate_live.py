"""Whether the live coach and the analysis agree on the same recordings: ``python benchmarks/validate_live.py``.

Every set is drawn by :func:`legcurl.simulate.random_plan` from its own seed, recorded by a perfect sensor and by the
plan's own with everything that goes wrong, pushed into the coach sample by sample, and analysed as a whole. Of every
change of phase three times are known: when it was by the analysis, when the coach says it was, and when it was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

import real_accuracy as real
from legcurl import Recording, analyze, read_recording
from legcurl.live import Coach, Event, PhaseChange, RepDone, SetDone
from legcurl.live.play import moments
from legcurl.metrics import RepMetrics
from legcurl.simulate import Sensor, random_plan, simulate_set
from legcurl.vocabulary import Phase
from tables import Row, markdown

SETS, FIRST_SEED = 100, 5000
AGREE_S = 0.15
"""Largest difference of a change of phase."""
PHASES: tuple[Phase, ...] = ("concentric", "hold", "eccentric", "rest")
EDGES = ("start_s", "top_start_s", "top_end_s", "end_s")


@dataclass(frozen=True, slots=True)
class Agreement:
    """One recording by both.

    Parameters
    ----------
    name : str
    offline, live : int
        Complete repetitions.
    stated_s, delay_s : tuple of (phase, float)
        Of every change of phase that both know: stated by the coach less by the analysis, and said less stated.
    measured_s : tuple of float
        Times of repetitions as reported at their end, less those of the analysis.
    missed, extra : int
        Changes of phase that only the analysis, or only the coach, knows.
    """

    name: str
    offline: int
    live: int
    stated_s: tuple[tuple[Phase, float], ...]
    delay_s: tuple[tuple[Phase, float], ...]
    measured_s: tuple[float, ...]
    missed: int
    extra: int


def events_of(recording: Recording) -> list[Event]:
    """All that the coach says of a recording."""
    coach = Coach(variation=recording.variation, leg=recording.leg)
    events = [event for time_s, angles in moments(recording) for event in coach.push(time_s, angles)]
    return [*events, *coach.finish()]


def compared(name: str, recording: Recording) -> Agreement:
    """Analyse a recording and coach it."""
    reps = analyze(recording, assume_curl=True).metrics.reps
    events = events_of(recording)
    said = [event for event in events if isinstance(event, PhaseChange)]
    stated, delays, used = [], [], set()
    changes = list(_changes(reps))
    for phase, at_s in changes:
        near = [k for k, e in enumerate(said) if e.phase == phase and k not in used and abs(e.since_s - at_s) < 1.5]
        if near:
            best = min(near, key=lambda k: abs(said[k].since_s - at_s))
            used.add(best)
            stated.append((phase, said[best].since_s - at_s))
            delays.append((phase, said[best].time_s - said[best].since_s))
    return Agreement(
        name=name,
        offline=sum(m.rep.kind == "complete" for m in reps),
        live=sum(event.count for event in events if isinstance(event, SetDone)),
        stated_s=tuple(stated),
        delay_s=tuple(delays),
        measured_s=tuple(_measured(reps, [e.measures for e in events if isinstance(e, RepDone)])),
        missed=len(changes) - len(stated),
        extra=len(said) - len(used),
    )


def _changes(reps: Sequence[RepMetrics]) -> Iterator[tuple[Phase, float]]:
    for m in reps:
        order = PHASES if m.rep.phase_order == "concentric_first" else ("eccentric", "hold", "concentric", "rest")
        for phase, edge in zip(order, EDGES, strict=True):
            at_s = getattr(m.rep, edge)
            if at_s is not None:
                yield phase, at_s


def _measured(reps: Sequence[RepMetrics], live: Sequence[RepMetrics]) -> Iterator[float]:
    for m in reps:
        near = min(live, key=lambda other: abs(other.rep.peak_s - m.rep.peak_s), default=None)
        for edge in EDGES:
            ours, theirs = getattr(near.rep, edge) if near else None, getattr(m.rep, edge)
            if ours is not None and theirs is not None:
                yield ours - theirs


def simulated(sets: int, *, clean: bool, first_seed: int = FIRST_SEED) -> list[Agreement]:
    """Random sets by both."""
    found = []
    for seed in range(first_seed, first_seed + sets):
        plan = random_plan(np.random.default_rng(seed))
        plan = replace(plan, channels=("knee",), sensor=Sensor(rate_hz=100.0) if clean else plan.sensor)
        found.append(compared(f"seed {seed}", simulate_set(plan, seed).recording))
    return found


def recorded() -> list[Agreement]:
    """The standing curls by both, the angle alone."""
    return [compared(name, replace(real.without_emg(read_recording(real.emg_file(name))), variation="standing"))
            for name in real.CURLS]  # fmt: skip


def rows(found: Sequence[Agreement], *, held: bool) -> Iterator[Row]:
    """What they agree on; where it is held to nothing, it is only printed."""
    same = sum(one.live == one.offline for one in found)
    yield Row("same count of complete repetitions", f"{same} of {len(found)} sets", "all" if held else "-",
              same == len(found) if held else None)  # fmt: skip
    stated = [pair for one in found for pair in one.stated_s]
    delays = [pair for one in found for pair in one.delay_s]
    changes = len(stated) + sum(one.missed for one in found)
    for phase in PHASES:
        off = np.abs([value for which, value in stated if which == phase])
        late = np.array([value for which, value in delays if which == phase])
        yield Row(f"{phase} begins: stated within {AGREE_S} s", f"{100 * (off <= AGREE_S).mean():.1f} %; "
                  f"median {np.median(off):.3f}, 95 % {np.quantile(off, 0.95):.3f} s", "-", None)  # fmt: skip
        yield Row(
            f"{phase} begins: said later by",
            f"median {np.median(late):.2f}, 95 % {np.quantile(late, 0.95):.2f} s",
            "-",
            None,
        )
    within = int((np.abs([value for _, value in stated]) <= AGREE_S).sum())
    yield Row(f"all changes of phase within {AGREE_S} s", f"{100 * within / changes:.1f} % of {changes}",
              "all" if held else "-", within == changes if held else None)  # fmt: skip
    measured = np.abs([value for one in found for value in one.measured_s])
    yield Row(
        f"times reported at the end of a repetition within {AGREE_S} s",
        f"{100 * (measured <= AGREE_S).mean():.1f} % of {measured.size}",
        "-",
        None,
    )
    yield Row("changes of phase that only one of them knows", f"missed {sum(o.missed for o in found)}, "
              f"extra {sum(o.extra for o in found)}", "-", None)  # fmt: skip


PARTS: dict[str, Callable[[], list[Agreement]]] = {
    "simulated sets, perfect sensor": partial(simulated, SETS, clean=True),
    "simulated sets, all that goes wrong": partial(simulated, SETS, clean=False),
}
"""What is compared; the second is held to nothing, since a stream with gaps and spikes cannot be known as a whole."""
if real.SHARED.is_dir():
    PARTS["real standing curls"] = recorded


def section(name: str) -> list[Row]:
    """One table, with the sets on which the counts differ."""
    found = PARTS[name]()
    differs = [Row(f"counts differ: {one.name}", f"live {one.live}, analysis {one.offline}", "-", None)
               for one in found if one.live != one.offline]  # fmt: skip
    return [*rows(found, held="goes wrong" not in name), *differs]


SECTIONS = {f"Live coach against analysis: {name}": partial(section, name) for name in PARTS}


def main() -> None:
    """Print the tables."""
    for title, make in SECTIONS.items():
        print(markdown(title, make()))


if __name__ == "__main__":
    main()
