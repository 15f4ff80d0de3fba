"""A film with its overlay against a loop that only decodes and looks: ``python benchmarks/bench_overlay.py [film]``.

The film is looked through at the same size every way, in turns, and the fastest of each counts. Without a film of a
person one is made of noise, in which the model finds nobody.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from legcurl.pose.abreast import abreast
from legcurl.pose.ahead import ahead
from legcurl.pose.backend import Backend, open_backend
from legcurl.pose.film import FOLLOWERS, LEAST_SIDE
from legcurl.pose.frame import Frame
from legcurl.pose.skeleton import Person
from legcurl.pose.video import Film, frames, open_film
from legcurl.report.overlay import overlay
from legcurl.report.overlay_film import writing

CLIP = Path(__file__).parents[2] / "shared" / "data" / "clips" / "prone_side.mp4"
RUNS = 3
LIMIT, LEAST_HZ = 0.95, 30.0


def made(path: Path, seconds: float = 8.0) -> Path:
    """A film of 720 lines at 30 Hz that shows nobody."""
    grain = np.random.default_rng(0).integers(0, 255, (90, 160, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    with writing(path) as film:
        for k in range(round(seconds * 30)):
            film.add(np.roll(grain, k, axis=1), k / 30)
    return path


def bare(film: Film, backend: Backend) -> float:
    """Pictures a second of a loop that only decodes, ahead on the other core, and looks with one model."""
    count, start = 0, time.perf_counter()
    for frame in ahead(frames(film, LEAST_SIDE)):
        backend.infer(frame.image, frame.time_s)
        count += 1
    return count / (time.perf_counter() - start)


def looked(film: Film, backends: list[Backend], show: Callable[[Frame, list[Person]], object]) -> float:
    """The same with models side by side, as films are read, each picture being shown to somebody."""
    count, start = 0, time.perf_counter()
    looks = [partial(look, backend) for backend in backends]
    for frame, people in abreast(ahead(frames(film, LEAST_SIDE)), looks):
        show(frame, people)
        count += 1
    return count / (time.perf_counter() - start)


def look(backend: Backend, frame: Frame) -> list[Person]:
    """What a model sees."""
    return backend.infer(frame.image, frame.time_s)


def drawn(film: Film, backends: list[Backend], path: Path, blur_faces: bool) -> float:
    """The same with the overlay, to its last byte."""
    count, start = 0, time.perf_counter()
    with overlay(path, blur_faces=blur_faces) as beside:

        def show(frame: Frame, people: list[Person]) -> None:
            nonlocal count
            beside.add(frame, people[0] if people else None, people)
            count += 1

        looked(film, backends, show)
    return count / (time.perf_counter() - start)


def main() -> int:
    """Print the figures; 1 where a limit is not met."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(sys.argv[1]) if len(sys.argv) > 1 else CLIP
        film = open_film(source if source.exists() else made(Path(folder) / "made.mp4"))
        backends, path = [open_backend() for _ in range(FOLLOWERS)], Path(folder) / "overlay.mp4"
        ways: dict[str, Callable[[], float]] = {
            "decode and one model": lambda: bare(film, backends[0]),
            f"decode and {FOLLOWERS} models side by side": lambda: looked(film, backends, lambda *_: None),
            "the same with angles, coach, drawing and encoding": lambda: drawn(film, backends, path, False),
            "and with faces blurred": lambda: drawn(film, backends, path, True),
        }
        rates = dict.fromkeys(ways, 0.0)
        for _ in range(RUNS):
            for name, way in ways.items():
                rates[name] = max(rates[name], way())
        for backend in backends:
            backend.close()
    alone, beside, whole, _ = rates.values()
    print(film.path.name)
    for name, rate in rates.items():
        print(f"  {name}: {rate:.1f} pictures/s")
    held = whole >= LIMIT * alone
    print(f"with overlay {whole / alone:.2f} of decoding and one model, at least {LIMIT:g}: "
          f"{'ok' if held else 'FAILS'}; {whole / beside:.2f} of {FOLLOWERS} models side by side")  # fmt: skip
    fast = whole >= LEAST_HZ
    print(f"with overlay {whole:.1f} pictures/s, at least {LEAST_HZ:g}: {'ok' if fast else 'FAILS'}")
    return 0 if held and fast else 1


if __name__ == "__main__":
    sys.exit(main())
