"""A film with its overlay against a loop that only decodes and looks: ``python benchmarks/bench_overlay.py [film]``.

The film is looked through by the same model at the same size both ways, in turns, and the fastest of each counts: bare,
and with angles, coach, drawing and encoding beside it. Without a film of a person one is made of noise, in which the
model finds nobody and which is therefore a harder case: there is less to wait for.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from legcurl.pose.ahead import ahead
from legcurl.pose.backend import Backend, open_backend
from legcurl.pose.film import SHOWN_SIDE
from legcurl.pose.video import Film, frames, open_film
from legcurl.report.overlay import overlay
from legcurl.report.overlay_film import writing

CLIP = Path(__file__).parents[2] / "shared" / "data" / "clips" / "prone_side.mp4"
RUNS = 3
LIMIT = 0.95


def made(path: Path, seconds: float = 8.0) -> Path:
    """A film of 720 lines at 30 Hz that shows nobody."""
    grain = np.random.default_rng(0).integers(0, 255, (90, 160, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    with writing(path) as film:
        for k in range(round(seconds * 30)):
            film.add(np.roll(grain, k, axis=1), k / 30)
    return path


def bare(film: Film, backend: Backend) -> float:
    """Pictures a second of a loop that only decodes, ahead on the other core, and looks."""
    count, start = 0, time.perf_counter()
    for frame in ahead(frames(film, SHOWN_SIDE)):
        backend.infer(frame.image, frame.time_s)
        count += 1
    return count / (time.perf_counter() - start)


def drawn(film: Film, backend: Backend, path: Path) -> float:
    """The same with the overlay, to its last byte."""
    count, start = 0, time.perf_counter()
    with overlay(path, blur_faces=True) as beside:
        for frame in ahead(frames(film, SHOWN_SIDE)):
            people = backend.infer(frame.image, frame.time_s)
            beside.add(frame, people[0] if people else None, people)
            count += 1
    return count / (time.perf_counter() - start)


def main() -> int:
    """Print the figures; 1 where the limit is not met."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else CLIP
        film = open_film(source if source.exists() else made(Path(folder) / "made.mp4"))
        backend = open_backend()
        rates: dict[str, list[float]] = {"bare": [], "drawn": []}
        for _ in range(RUNS):
            rates["bare"].append(bare(film, backend))
            rates["drawn"].append(drawn(film, backend, Path(folder) / "overlay.mp4"))
        backend.close()
    fast, slow = max(rates["bare"]), max(rates["drawn"])
    held = slow >= LIMIT * fast
    print(f"{film.path.name}: decode and pose alone {fast:.1f} pictures/s, with overlay {slow:.1f}, "
          f"{slow / fast:.2f} of it; at least {LIMIT:g}: {'ok' if held else 'FAILS'}")  # fmt: skip
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
