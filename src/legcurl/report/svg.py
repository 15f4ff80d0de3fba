"""Drawings as SVG text, by hand: shapes to path data, drawings side by side, and the colours of day and night.

A drawing stands alone or inside the report page. Inside, it takes over the page's colours (its CSS variables); alone,
it brings the same colours along. It needs no identifiers, so any number of drawings may share a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from legcurl.vocabulary import FloatArray

NAMESPACE = "http://www.w3.org/2000/svg"
CORNER_STEPS = 4
"""Straight pieces that a smooth curve has between two of its corners; at print size no corner shows."""

STYLE = """
.lc{--i:var(--ink,#1c1b19);--s:var(--soft,#5f5b53);--l:var(--line,#dedad1);--p:var(--paper,#fbfaf7);
--c:var(--concentric,#0b6e72);--h:var(--hold,#b9770e);--e:var(--eccentric,#5a4fcf);--w:var(--wash,.13);
--skin:#eadfd0;--edge:#bfb199;--far:#f1eadf;--bone:#f8f4ec;--rim:#c4b7a2;--tendon:#bdaa88;
--pad:#9fa8ad;--dark-pad:#6d777d;--steel:#c3c9cc;
width:100%;height:auto;background:var(--p);color:var(--i)}
.lc text{font:400 13px/1 -apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",Ubuntu,
"Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums;fill:var(--s)}
.lc text.k{fill:var(--i);font-weight:600}.lc text.i{fill:var(--i)}.lc text.t{font-size:11px}
.lc .lead{stroke:var(--s);stroke-width:.8;opacity:.8}
.lc path{vector-effect:none;stroke:none;fill:none;stroke-linejoin:round;stroke-linecap:round}
@media screen and (prefers-color-scheme:dark){.lc{--i:var(--ink,#ecebe7);--s:var(--soft,#a5a29a);
--l:var(--line,#33343a);--p:var(--paper,#15161a);--c:var(--concentric,#4cc0bd);--h:var(--hold,#e9b04e);
--e:var(--eccentric,#a59dff);--w:var(--wash,.24);
--skin:#34373e;--edge:#5e626c;--far:#292b31;--bone:#4a4e57;--rim:#72767f;--tendon:#98927f;
--pad:#5c6670;--dark-pad:#7f8b96;--steel:#3f454d}}
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes in a box.

    Parameters
    ----------
    width, height : float
        Size of the box, units.
    body : str
        The shapes, as SVG elements; the origin is the upper left corner.
    """

    width: float
    height: float
    body: str

    def svg(self, title: str, description: str, style: str = "") -> str:
        """The whole drawing as an element for a page; :func:`standalone` makes a file of it.

        Parameters
        ----------
        title, description : str
            What it shows, for those who cannot see it.
        style : str
            CSS rules of this drawing, after :data:`STYLE`.
        """
        return (
            f'<svg class="lc" viewBox="0 0 {number(self.width)} {number(self.height)}" role="img">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
            f"<style>{STYLE}{style}</style>{self.body}</svg>"
        )


def standalone(svg: str) -> str:
    """The text of an SVG file that holds a drawing made for a page."""
    return svg.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1) + "\n"


def placed(drawing: Drawing, left: float, top: float, *, scale: float = 1.0) -> str:
    """A drawing inside of another; what sticks out of its box is cut."""
    width, height = drawing.width, drawing.height
    place = f'x="{number(left)}" y="{number(top)}" width="{number(scale * width)}" height="{number(scale * height)}"'
    return f'<svg {place} viewBox="0 0 {number(width)} {number(height)}">{drawing.body}</svg>'


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Places for labels: near those wanted, in the same order, no two closer than a gap, from low to high."""
    order = sorted(range(len(wanted)), key=lambda k: wanted[k])
    places, free = [0.0] * len(wanted), low
    for k in order:
        places[k] = max(wanted[k], free)
        free = places[k] + gap
    free = high
    for k in reversed(order):
        places[k] = min(places[k], free)
        free = places[k] - gap
    return places


def text(x: float, y: float, words: str, *, anchor: str = "start", kind: str = "") -> str:
    """Words at a place."""
    style = f' class="{kind}"' if kind else ""
    side = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{number(x)}" y="{number(y)}"{side}{style}>{escape(words)}</text>'


def path(kind: str, data: str, *, inside: str = "", style: str = "") -> str:
    """A path element of a class, with its own style and elements inside of it."""
    look = f' style="{style}"' if style else ""
    end = f">{inside}</path>" if inside else "/>"
    return f'<path class="{kind}"{look} d="{data}"{end}'


def line_data(points: FloatArray, *, closed: bool = False) -> str:
    """Path data of straight pieces, to a tenth of a unit.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        Units, y down; NaN breaks the line.
    closed : bool
    """
    known = np.isfinite(points).all(axis=1)
    runs = np.split(points, np.flatnonzero(np.diff(known.astype(int))) + 1)
    return "".join(_run_data(run) + ("z" if closed else "") for run in runs if len(run) and np.isfinite(run[0]).all())


def _run_data(points: FloatArray) -> str:
    """An unbroken line: its first point, and the steps from each point to the next."""
    tenths = np.round(10.0 * points).astype(int)
    steps = np.diff(tenths, axis=0)
    steps = steps[steps.any(axis=1)]
    written = " ".join(number(value / 10) for value in steps.ravel()).replace(" -", "-")
    return f"M{number(tenths[0, 0] / 10)} {number(tenths[0, 1] / 10)}" + (f"l{written}" if written else "")


def smooth(corners: FloatArray, *, closed: bool = True) -> FloatArray:
    """A smooth curve through corners (Catmull and Rom 1974), as many straight pieces.

    Parameters
    ----------
    corners : ndarray, shape (n, 2)
    closed : bool

    Returns
    -------
    ndarray, shape (m, 2)
        Every corner is among them.
    """
    ends = (corners[-1:], corners[:2]) if closed else (corners[:1], corners[-1:])
    p = np.concatenate([ends[0], corners, ends[1]])
    a, b, c, d = (p[k : len(p) - 3 + k, None, :] for k in range(4))
    t = np.linspace(0.0, 1.0, CORNER_STEPS, endpoint=False)[None, :, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * (b - c) + d - a) * t**3)
    points = curve.reshape(-1, 2)
    return points if closed else np.concatenate([points, corners[-1:]])


def number(value: float) -> str:
    """A coordinate with one decimal, in the fewest characters."""
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written.replace("0.", ".", 1) if written.lstrip("-")[:2] == "0." else written
