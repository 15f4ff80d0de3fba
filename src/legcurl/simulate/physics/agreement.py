"""How what was found in a simulated set compares with what is true of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legcurl.metrics import RepMetrics
from legcurl.simulate.truth import TrueRep, Truth


@dataclass(frozen=True, slots=True)
class Agreement:
    """Found against true.

    Parameters
    ----------
    true_complete, found_complete : int
        Complete repetitions.
    same_kinds : bool
        Whether the whole list of complete, partial and truncated repetitions is the same.
    phase_errors_s : tuple of float
        Found less true of concentric, hold and eccentric phase of all complete repetitions that are the same.
    range_errors_deg : tuple of float
    """

    true_complete: int
    found_complete: int
    same_kinds: bool
    phase_errors_s: tuple[float, ...]
    range_errors_deg: tuple[float, ...]

    @property
    def exact(self) -> bool:
        """Whether the number of complete repetitions is right."""
        return self.true_complete == self.found_complete

    @property
    def worst_phase_s(self) -> float:
        """Largest error of a phase, 0 where there is none."""
        return max(map(abs, self.phase_errors_s), default=0.0)

    @property
    def worst_range_deg(self) -> float:
        """Largest error of a range, 0 where there is none."""
        return max(map(abs, self.range_errors_deg), default=0.0)


def agreement(truth: Truth, found: Sequence[RepMetrics]) -> Agreement:
    """Hold what was found against the truth.

    Parameters
    ----------
    truth : Truth
    found : sequence of RepMetrics

    Returns
    -------
    Agreement
    """
    phases, ranges = [], []
    for true, measured in _pairs(truth.reps, found):
        both = ((measured.concentric_s, true.concentric_s), (measured.hold_s, true.hold_s),
                (measured.eccentric_s, true.eccentric_s))  # fmt: skip
        phases += [a - b for a, b in both if a is not None and b is not None]
        if measured.rom_deg is not None:
            ranges.append(measured.rom_deg - true.rom_deg)
    kinds = [rep.rep.kind for rep in found]
    return Agreement(
        true_complete=truth.complete_reps,
        found_complete=kinds.count("complete"),
        same_kinds=[rep.kind for rep in truth.reps] == kinds,
        phase_errors_s=tuple(phases),
        range_errors_deg=tuple(ranges),
    )


def _pairs(true: Sequence[TrueRep], found: Sequence[RepMetrics]) -> Iterator[tuple[TrueRep, RepMetrics]]:
    """Complete repetitions that are the same: the found peak lies within the true one."""
    for rep in true:
        if rep.kind != "complete" or rep.start_s is None or rep.end_s is None:
            continue
        inside = [m for m in found if rep.start_s <= m.rep.peak_s <= rep.end_s and m.rep.kind == "complete"]
        if len(inside) == 1:
            yield rep, inside[0]
